import { grouped } from '../../foundation/index.ts'
import { queryRows, type Row } from '../query-rows.ts'
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

/** Who asks so many times as often as others do is turned away rightly. */
const farMoreOften = 5
/** So many in a hundred of those who ask no more than others meet a limit that was meant for others. */
const manyPeoplePercent = 20

interface Refused {
  readonly signal: Signal
  readonly percent: number
}

/**
 * What a service turns away that it took before (limits, locks, records, input that it no longer understands): it answers quickly and
 * without an error of its own, so no other measure of health shows that people go away without what they came for. Either nearly half of
 * one operation, or a good part of all who ask, told that they ask too often though they ask no more than others. Only where it lasts,
 * and only of that time.
 */
export async function readRefusals(context: ToolContext): Promise<Signal[]> {
  const byOperation = await queryRows(
    context,
    `WITH told AS (
       SELECT route, epoch_ms(ts) AS ms, (${refused}) AS refused FROM requests WHERE ts IS NOT NULL AND status IS NOT NULL AND route IS NOT NULL),
     steps AS (
       SELECT route, greatest(60000, 60000 * ceil((max(ms) - min(ms)) / 60000 / least(${mostParts}, count(*) / ${ofAPart}))) AS step_ms
       FROM told GROUP BY route HAVING count(*) >= ${leastOfOne} AND count(*) FILTER (refused) >= ${ofAPart})
     SELECT route AS of, step_ms, step_ms * floor(ms / step_ms) AS began_ms, 100.0 * (count(*) FILTER (refused)) / count(*) AS refused_percent
     FROM told JOIN steps USING (route) GROUP BY ALL ORDER BY route, began_ms`
  )
  const ofPeople = await queryRows(
    context,
    `WITH told AS (
       SELECT client, epoch_ms(ts) AS ms, status = 429 AS refused FROM requests WHERE ts IS NOT NULL AND status IS NOT NULL AND client IS NOT NULL),
     steps AS (
       SELECT greatest(60000, 60000 * ceil((max(ms) - min(ms)) / 60000 / least(${mostParts}, count(*) / ${2 * ofAPart}))) AS step_ms
       FROM told HAVING count(*) >= ${leastOfOne} AND count(*) FILTER (refused) >= ${ofAPart}),
     people AS (
       SELECT step_ms, step_ms * floor(ms / step_ms) AS began_ms, client, count(*) AS asked, bool_or(refused) AS refused FROM told, steps GROUP BY ALL)
     SELECT 'those who ask' AS of, step_ms, began_ms,
       100.0 * (count(*) FILTER (refused AND asked <= ${farMoreOften} * (SELECT median(asked) FROM people))) / count(*) AS refused_percent
     FROM people GROUP BY ALL ORDER BY began_ms`
  )
  return [...lastingOf(ofPeople, manyPeoplePercent), ...lastingOf(byOperation, manyPercent)]
    .sort((a, b) => b.percent - a.percent || (a.signal.name < b.signal.name ? -1 : 1))
    .slice(0, mostSignals)
    .map(({ signal }) => signal)
}

/** Of each thing the time in which so many in a hundred are turned away, for some points at least. */
function lastingOf(rows: readonly Row[], leastPercent: number): Refused[] {
  return [...grouped(rows, (row) => row.text('of') ?? '')].flatMap(([of, own]) => {
    const points = own.map((row) => ({ at: row.number('began_ms') ?? 0, value: row.number('refused_percent') ?? 0 }))
    const stepMs = own[0]?.number('step_ms') ?? 0
    const signal: Signal = {
      name: `turned away of ${of}`,
      kind: 'errors',
      group: 'failure',
      scale: 'percent',
      stepMs,
      points
    }
    const lasting = departuresOf(signal)
      .map((span) => ({
        span,
        percent: medianOf(points.filter(({ at }) => inSpan(at, span)).map(({ value }) => value)) ?? 0
      }))
      .filter(({ span, percent }) => percent >= leastPercent && span.to - span.from >= leastPoints * stepMs)
    if (lasting.length === 0) return []
    const isOdd = (at: number): boolean => lasting.some(({ span }) => inSpan(at, span))
    const told = points.map((point) => (isOdd(point.at) ? point : { ...point, value: 0 }))
    return [{ signal: { ...signal, points: told }, percent: Math.max(...lasting.map((one) => one.percent)) }]
  })
}
