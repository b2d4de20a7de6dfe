import type { Series } from '../read-series.ts'
import type { ToolContext } from '../tool.ts'
import { hitShareOfSigns } from './hit-share.ts'
import { readCacheSigns } from './read-signs.ts'

/** Fewer points of a measured share say less than the lines of a log. */
const leastPoints = 10
const always = { from: '0001-01-01T00:00:00.000Z', to: '9999-01-01T00:00:00.000Z' } as const

/** The share of hits that logs tell of (an access log's HIT and MISS, lines of a cache's client), where no series measures one. */
export async function withLoggedHits(context: ToolContext, measured: readonly Series[]): Promise<Series[]> {
  if (measured.some(({ role, points }) => role === 'cache-hits' && points.length >= leastPoints)) return [...measured]
  const share = hitShareOfSigns((await readCacheSigns(context, always)).signs)
  if (share === null) return [...measured]
  const { name, points, stepMs, sources } = share
  return [...measured, { entity: null, series: name, role: 'cache-hits', unit: null, source: sources[0] ?? '', points, stepMs }]
}
