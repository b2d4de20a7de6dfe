import { epochMsOf, type TimeWindow } from '../../domain/index.ts'
import { runsWithUsual } from '../../warehouse/index.ts'
import { readGauges } from '../gauges.ts'
import { queryRows } from '../query-rows.ts'
import { medianOf } from '../statistics/index.ts'
import type { ToolContext } from '../tool.ts'

/** Time of the runs that took over three times their operation's lower quartile, in ms; null without timed work. */
export async function slowTime(context: ToolContext, window: TimeWindow, first = 'statements'): Promise<number | null> {
  const [row] = await queryRows(
    context,
    `SELECT o.population, sum(duration_ms) AS slow
     FROM ${runsWithUsual}
     WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AND duration_ms > 3 * quartile_ms
     GROUP BY o.population ORDER BY o.population = '${first}' DESC, o.population = 'requests' DESC, o.population LIMIT 1`,
    [window.from, window.to]
  )
  const slow = row?.number('slow') ?? null
  return slow !== null && slow > 0 ? slow : null
}

/** Fewer at work than wait for locks are somebody else. */
const mostOf = 0.9

/**
 * What was slow stood in front of the workers for most of its time once they were all taken: a share of that time tells how long the
 * queue was. The time of those at work is the smaller: of the pools that filled beyond their usual the narrowest that has room for all
 * who wait for locks, its holders times the steps of the series (Little 1961). Null where none is counted.
 *
 * @param stoodMs for how long locks were waited for, together
 */
async function timeAtWork(context: ToolContext, window: TimeWindow, stoodMs: number): Promise<number | null> {
  const [from, to] = [epochMsOf(window.from), epochMsOf(window.to)]
  const held = (await readGauges(context, ['holders'])).flatMap(({ points, stepMs }) => {
    const usual = medianOf(points.filter(({ at }) => at < from).map(({ value }) => value))
    if (usual === null) return []
    const inside = points.filter(({ at, value }) => at >= from && at < to && value > usual)
    return [inside.reduce((sum, { value }) => sum + (value - usual), 0) * stepMs]
  })
  const roomy = held.filter((ms) => ms > 0 && ms >= mostOf * stoodMs)
  return roomy.length === 0 ? null : Math.min(...roomy)
}

/** What part of the time locks account for: of what was slow, or of those at work where that is less; null where neither is known. */
export async function shareOfTime(
  context: ToolContext,
  window: TimeWindow,
  stoodMs: number,
  slow: number | null
): Promise<number | null> {
  const whole = Math.min(slow ?? Infinity, (await timeAtWork(context, window, stoodMs)) ?? Infinity)
  return Number.isFinite(whole) ? Math.min(1, stoodMs / whole) : null
}
