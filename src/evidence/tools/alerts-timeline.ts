import { z } from 'zod'
import { minutesBetween } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { queryRows, type Row } from '../query-rows.ts'
import { readInterventions } from '../read-interventions.ts'
import { complaintsIn, readReports } from '../read-reports.ts'
import type { EvidenceTool } from '../tool.ts'
import { windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument })

const maxRows = 60
/** An alert that nothing was done about for so long was not acted upon. */
const unactedMinutes = 30

export const alertsTimeline: EvidenceTool<typeof Arguments> = {
  name: 'alerts_timeline',
  description:
    'Every alert of a window with its status and the minutes until anybody did anything to the system; how long before the first ' +
    'report by the public the first alert stood. Notices of recovery or of what was done are listed but are not alerts.',
  arguments: Arguments,
  run: async ({ window }, context) => {
    const rows = await queryRows(
      context,
      `SELECT ts, name, severity, status, metric, value, threshold, source_id, first_line FROM alerts
       WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP ORDER BY ts, record_id`,
      [window.from, window.to]
    )
    const actions = (await readInterventions(context)).filter(({ time }) => time >= window.from)
    const minutesToAction = (time: string): number | null => {
      const next = actions.find((action) => action.time >= time)
      return next ? minutesBetween(time, next.time) : null
    }
    const alarms = rows.filter((row) => !isNotice(row))
    const first = alarms[0]
    const firstAt = first?.text('ts') ?? null
    const reports = (await readReports(context, window)).filter(({ official }) => !official)
    const firstReport = (complaintsIn(reports)[0] ?? reports[0])?.time ?? null
    const unacted = alarms.filter((row) => (minutesToAction(row.text('ts') ?? '') ?? Infinity) > unactedMinutes).length
    const facts = {
      alerts: alarms.length,
      first_at: firstAt,
      first_name: first?.text('name') ?? null,
      first_status: first?.text('status') ?? null,
      first_severity: first?.text('severity') ?? null,
      minutes_to_first_report: firstAt !== null && firstReport !== null ? minutesBetween(firstAt, firstReport) : null,
      minutes_to_first_intervention: firstAt === null ? null : minutesToAction(firstAt),
      unacted
    }
    if (rows.length === 0) return { status: 'no_data', reading: 'No alert is recorded in this window.', facts }
    return {
      status: 'found',
      reading: `${alarms.length} alerts, the first "${facts.first_name}" (${facts.first_status ?? 'status unsaid'}); ${unacted} had no intervention within ${unactedMinutes} minutes.`,
      facts,
      columns: columnsOf('time:time name severity status metric value threshold minutes_to_action:min source line'),
      rows: rows
        .slice(0, maxRows)
        .map((row) => [
          row.text('ts'),
          row.text('name'),
          row.text('severity'),
          row.text('status'),
          row.text('metric'),
          row.number('value'),
          row.number('threshold'),
          isNotice(row) ? null : minutesToAction(row.text('ts') ?? ''),
          row.text('source_id'),
          row.number('first_line')
        ]),
      omitted: rows.length > maxRows ? { rows: rows.length - maxRows, why: 'the earliest are shown' } : null,
      sources: [...rows.map((row) => row.text('source_id') ?? ''), ...actions.map(({ source }) => source)]
    }
  }
}

/** An alert system also says what is well again, and what was done: severity info, or a name that says so. */
export function isNotice(row: Row): boolean {
  const severity = row.text('severity') ?? ''
  const name = row.text('name') ?? ''
  return (
    /^(info|informational|ok|notice|normal|none|recovery|success)$/i.test(severity) ||
    /\b(recovered|resolved|restored|normali[sz]ed|restarted|back to normal|improving|cleared)\b/i.test(name)
  )
}
