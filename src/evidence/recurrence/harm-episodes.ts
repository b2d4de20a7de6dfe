import { type Gauge, readGauges } from '../gauges.ts'
import { robustBaseline } from '../statistics/index.ts'
import { inSpan, type Span } from '../span.ts'
import type { ToolContext } from '../tool.ts'

/** A stretch of time in which latency or errors stood out over the whole of the record. Times in ms. */
export interface Episode {
  readonly from: number
  readonly to: number
  readonly series: string
}

/**
 * Stretches of at least two points in which a series of latency or errors stands five robust scales and half its level above its
 * middle over the record outside the window, over all such series, joined where they touch. `known`: was anything measured that could tell.
 */
export async function readEpisodes(
  context: ToolContext,
  window: Span
): Promise<{ readonly episodes: readonly Episode[]; readonly gauges: readonly Gauge[] }> {
  const gauges = (await readGauges(context, ['latency', 'errors'])).filter(({ points }) => points.length >= 6)
  const all = gauges.flatMap((gauge) => episodesOf(gauge, window)).sort((a, b) => a.from - b.from)
  const joined: Episode[] = []
  for (const one of all) {
    const last = joined.at(-1)
    if (last && one.from <= last.to) joined[joined.length - 1] = { ...last, to: Math.max(last.to, one.to) }
    else joined.push(one)
  }
  return { episodes: joined, gauges }
}

export function episodesOf({ points, series, stepMs }: Pick<Gauge, 'points' | 'series' | 'stepMs'>, window: Span): Episode[] {
  const outside = points.filter(({ at }) => !inSpan(at, window))
  const base = robustBaseline((outside.length >= 10 ? outside : points).map(({ value }) => value))
  if (!base) return []
  const limit = base.median + Math.max(5 * base.scale, 0.5 * Math.abs(base.median))
  const reach = Math.max(stepMs, 1000)
  const runs: { from: number; last: number; n: number }[] = []
  for (const { at, value } of points) {
    if (value <= limit) continue
    const open = runs.at(-1)
    if (open && at - open.last <= 3 * reach) runs[runs.length - 1] = { from: open.from, last: at, n: open.n + 1 }
    else runs.push({ from: at, last: at, n: 1 })
  }
  return runs.filter(({ n }) => n >= 2).map(({ from, last }) => ({ from, to: last + reach, series }))
}
