import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import { inSpan } from '../span.ts'
import { medianOf } from '../statistics/index.ts'
import { departuresOf, type Signal } from './signal.ts'

/** An operation that is asked for less often shows no share; parts of the time are so long that each holds about so many. */
const leastOfOne = 200
const ofAPart = 10
const mostParts = 200
/** Who may not, who is not known, and what is not there are turned away rightly, and by whoever comes. */
const refused = 'status BETWEEN 400 AND 498 AND status NOT IN (401, 403, 404)'
/** So many in a hundred for so many parts of the time: what people fill in wrongly on any day is far less. */
const manyPercent = 40
const leastPoints = 4
const mostSignals = 3

/**
 * Operations of which a service turns away what it took before (limits, locks, records, input that it no longer understands): it answers
 * quickly and without an error of its own, so no other measure of health shows that people go away without what they came for.
 * Only of those that turn away nearly half of all for long, and only of that time.
 */
export async function readRefusals(context: ToolContext): Promise<Signal[]> {
  const rows = await queryRows(
    context,
    `WITH told AS (
       SELECT route, epoch_ms(ts) AS ms, (${refused}) AS refused FROM requests WHERE ts IS NOT NULL AND status IS NOT NULL AND route IS NOT NULL),
     steps AS (
       SELECT route, greatest(60000, 60000 * ceil((max(ms) - min(ms)) / 60000 / least(${mostParts}, count(*) / ${ofAPart}))) AS step_ms
       FROM told GROUP BY route HAVING count(*) >= ${leastOfOne} AND count(*) FILTER (refused) >= ${ofAPart})
     SELECT route, step_ms, step_ms * floor(ms / step_ms) AS began_ms, 100.0 * (count(*) FILTER (refused)) / count(*) AS refused_percent
     FROM told JOIN steps USING (route) GROUP BY ALL ORDER BY route, began_ms`
  )
  return [...new Set(rows.map((row) => row.text('route') ?? ''))]
    .map((route): Signal => {
      const own = rows.filter((row) => row.text('route') === route)
      const points = own.map((row) => ({ at: row.number('began_ms') ?? 0, value: row.number('refused_percent') ?? 0 }))
      const stepMs = own[0]?.number('step_ms') ?? 0
      return { name: `turned away of ${route}`, kind: 'errors', group: 'failure', scale: 'percent', stepMs, points }
    })
    .flatMap((signal) => {
      const lasting = departuresOf(signal)
        .map((span) => ({
          span,
          percent: medianOf(signal.points.filter(({ at }) => inSpan(at, span)).map(({ value }) => value)) ?? 0
        }))
        .filter(({ span, percent }) => percent >= manyPercent && span.to - span.from >= leastPoints * signal.stepMs)
      const isOdd = (at: number): boolean => lasting.some(({ span }) => inSpan(at, span))
      const points = signal.points.map((point) => (isOdd(point.at) ? point : { ...point, value: 0 }))
      const percent = Math.max(0, ...lasting.map((one) => one.percent))
      return lasting.length > 0 ? [{ signal: { ...signal, points }, percent }] : []
    })
    .sort((a, b) => b.percent - a.percent || (a.signal.name < b.signal.name ? -1 : 1))
    .slice(0, mostSignals)
    .map(({ signal }) => signal)
}
