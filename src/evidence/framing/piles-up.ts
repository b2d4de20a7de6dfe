import { readGauges } from '../gauges.ts'
import type { Span } from '../span.ts'
import type { ToolContext } from '../tool.ts'
import { departuresOf } from './signal.ts'

const minute = 60_000
/** So many times its threshold a pile of undone work exceeds. */
const farBeyond = 5
/** A pile that lasts so many times as long as what was felt is no work that is merely caught up with. */
const farLonger = 5
/** And it grows by so much after that was over: what makes it goes on. */
const grown = 3

/**
 * Until when undone work piles up that began to with a short trouble, ms since the epoch; null where none does. Who waits for what is done
 * later feels neither an error nor slowness: the trouble is not over while the pile grows on.
 */
export async function pilesUpUntil(context: ToolContext, window: Span): Promise<number | null> {
  const length = window.to - window.from
  const ends = (await readGauges(context, ['queue'])).flatMap(({ series, role, stepMs, points }) => {
    const signal = { name: series, kind: role, group: 'saturation', scale: 'ratio', stepMs, points } as const
    return departuresOf(signal).flatMap(({ from, to, strength }) => {
      const begins = from >= window.from - 10 * minute && from <= window.to + 10 * minute
      if (!begins || strength < farBeyond || to - from < farLonger * length) return []
      const then = points.findLast(({ at }) => at <= window.to)?.value ?? 0
      const peak = points
        .filter(({ at }) => at > window.to + length && at < to)
        .reduce((most, { value }) => Math.max(most, value), 0)
      return peak >= grown * Math.max(then, 1) ? [to] : []
    })
  })
  return ends.length === 0 ? null : Math.max(...ends)
}
