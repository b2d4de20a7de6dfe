import type { TimeWindow } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'

/** Words with which lines of any level say that something did not work. */
const words =
  'fail|error|exception|refus|reject|denied|deny|declin|abort|cannot|can.t |could not|unable|invalid|malformed|unexpected|timed? ?out|expired|discard|dropp?ed|giv(?:ing|en) up|gave up|not (?:\\w+ed|found|available|possible)\\b|too (?:large|long|big|many)|exceed|dead.?letter|requeue|nack'
/** Such a template came so often in the window, and so much more often than in healthy time. */
const fewest = 5
const times = 3
const most = 40

/**
 * As a condition on `events`: error lines, and lines of any other level that say that something did not work and came at least
 * thrice as often in the window as in healthy time. Programs that log all they refuse as information are heard too.
 */
export async function failingLines(context: ToolContext, window: TimeWindow, baseline: TimeWindow | null): Promise<string> {
  const errors = "level IN ('error', 'fatal')"
  if (baseline === null) return errors
  const length = ({ from, to }: TimeWindow): number => Math.max(1, Date.parse(to) - Date.parse(from))
  const rows = await queryRows(
    context,
    `SELECT template_id, count(*) FILTER (ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP) AS in_window,
            count(*) FILTER (ts >= $3::TIMESTAMP AND ts < $4::TIMESTAMP) AS in_baseline
     FROM events WHERE ts IS NOT NULL AND template_id IS NOT NULL AND coalesce(level NOT IN ('error', 'fatal'), true)
       AND entity IS NOT NULL AND regexp_matches(template, '${words}', 'i')
     GROUP BY template_id HAVING in_window >= ${fewest} ORDER BY in_window DESC, template_id`,
    [window.from, window.to, baseline.from, baseline.to]
  )
  const departing = rows.filter(
    (row) => (row.number('in_window') ?? 0) / length(window) >= (times * (row.number('in_baseline') ?? 0)) / length(baseline)
  )
  const ids = departing.slice(0, most).flatMap((row) => row.number('template_id') ?? [])
  return ids.length === 0 ? errors : `(${errors} OR template_id IN (${ids.join(', ')}))`
}
