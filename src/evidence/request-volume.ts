import { camelApart } from '../domain/index.ts'
import { readSeries, type Series } from './read-series.ts'
import type { ToolContext } from './tool.ts'

/** What the metrics say was asked of the service: requests per minute at each point, entities added up. */
export interface RequestVolume {
  readonly series: string
  readonly sources: readonly string[]
  /** Time (ms since the epoch), requests per minute, and for how many minutes the point stands. */
  readonly points: readonly { readonly at: number; readonly perMinute: number; readonly minutes: number }[]
}

/** Numbers of people or sessions present are not requests. */
const presence = /session|users?\b|logins?|visitors?|clients?\b|online/i
const ofDatabase = /statement|quer(y|ies)|\bsql\b|\bqps\b|commits?\b|transactions?\b|\btps\b|\bdb\b|database/i
const isDatabase = /(?:^|[-_.])(?:mysql|postgres\w*|pg|mariadb|mongo\w*|oracle|mssql|sql|db|database)\d*(?:$|[-_.:])/i
const ofService = /request|http|hits|visits|\brps\b|pages?\b|traffic|throughput|volume|arrival/i

/**
 * The widest measure of volume in the metrics: of the load series that count what was asked of the service (of the
 * database, for `statements`), the one with the most. Null when nothing counts it.
 */
export async function readRequestVolume(
  context: ToolContext,
  of: 'requests' | 'statements' = 'requests'
): Promise<RequestVolume | null> {
  const bySeries = new Map<string, Series[]>()
  for (const one of await readSeries(context, ['load'])) {
    const words = camelApart(one.series).replaceAll(/[_.\-/]/g, ' ')
    // A series called `qps` of an entity called for its database counts statements as well as one that is called so itself.
    const isStore = ofDatabase.test(words) || isDatabase.test(one.entity ?? '')
    if (presence.test(words) || isStore !== (of === 'statements') || one.points.length < 2) continue
    bySeries.set(one.series, [...(bySeries.get(one.series) ?? []), one])
  }
  const volumes = [...bySeries].map(([series, members]) => ({
    series,
    sources: [...new Set(members.map(({ source }) => source))],
    points: addUp(members)
  }))
  const named = volumes.filter(({ series }) => ofService.test(series))
  const candidates = of === 'requests' && named.length > 0 ? named : volumes
  const totals = candidates.map((volume) => totalRequests(volume))
  return candidates[totals.indexOf(Math.max(...totals))] ?? null
}

/** Requests between two times (ms since the epoch; all, when not given). */
export function totalRequests(volume: Pick<RequestVolume, 'points'>, from = -Infinity, to = Infinity): number {
  let total = 0
  for (const { at, perMinute, minutes } of volume.points) {
    const overlap = Math.min(to, at + minutes * 60_000) - Math.max(from, at)
    if (overlap > 0) total += (perMinute * overlap) / 60_000
  }
  return total
}

function addUp(members: readonly Series[]): RequestVolume['points'] {
  const sums = new Map<number, { perMinute: number; minutes: number }>()
  for (const { series, unit, points, stepMs } of members) {
    const minutes = stepMs / 60_000
    const factor = perMinuteFactor(`${series} ${unit ?? ''}`, minutes)
    for (const { at, value } of points) {
      const sum = sums.get(at) ?? { perMinute: 0, minutes }
      sums.set(at, { perMinute: sum.perMinute + value * factor, minutes })
    }
  }
  return [...sums].map(([at, sum]) => ({ at, ...sum })).sort((a, b) => a.at - b.at)
}

/** A rate says its unit of time; a bare count belongs to the step between two points. */
function perMinuteFactor(text: string, stepMinutes: number): number {
  if (/per[_ -]?sec|\/s\b|\b(rps|qps|tps)\b|_(rps|qps|tps)\b/i.test(text)) return 60
  if (/per[_ -]?min|\/min|\brpm\b|_rpm\b/i.test(text)) return 1
  if (/per[_ -]?hour|\/h(our)?\b/i.test(text)) return 1 / 60
  return stepMinutes > 0 ? 1 / stepMinutes : 1
}
