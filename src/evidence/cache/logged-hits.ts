import type { Series } from '../read-series.ts'
import type { ToolContext } from '../tool.ts'
import { hitShareOfSigns, hitSharesOfKinds } from './hit-share.ts'
import { readCacheSigns } from './read-signs.ts'

/** Fewer points of a measured share say less than the lines of a log. */
const leastPoints = 10
const always = { from: '0001-01-01T00:00:00.000Z', to: '9999-01-01T00:00:00.000Z' } as const

/**
 * The share of hits that logs tell of (an access log's HIT and MISS, lines of a cache's client): of all, where no series measures one, and
 * of each common kind of what is asked for.
 */
export async function withLoggedHits(context: ToolContext, measured: readonly Series[]): Promise<Series[]> {
  const isMeasured = measured.some(({ role, points }) => role === 'cache-hits' && points.length >= leastPoints)
  const { signs } = await readCacheSigns(context, always)
  const whole = isMeasured ? null : hitShareOfSigns(signs)
  return [
    ...measured,
    ...[...(whole ? [whole] : []), ...hitSharesOfKinds(signs)].map(({ name, points, stepMs, sources }): Series => ({
      entity: null,
      series: name,
      role: 'cache-hits',
      unit: null,
      source: sources[0] ?? '',
      points,
      stepMs
    }))
  ]
}
