import { z } from 'zod'
import { columnsOf } from '../columns.ts'
import { Instant, instantOf, epochMsOf, minutesBetween } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import { readInterventions } from '../read-interventions.ts'
import type { EvidenceTool } from '../tool.ts'

const Arguments = z.object({
  time: Instant,
  before_minutes: z.number().min(0).default(1440),
  after_minutes: z.number().min(0).default(60)
})

const maxRows = 40

export const changesAround: EvidenceTool<typeof Arguments> = {
  name: 'changes_around',
  description:
    'Deployments, commits, configuration, flags, jobs and infrastructure changes around a time, nearest first. That a change is ' +
    'near does not convict it: read its content and ask whether it can produce what was seen.',
  arguments: Arguments,
  run: async ({ time, before_minutes, after_minutes }, context) => {
    const from = instantOf(epochMsOf(time) - before_minutes * 60_000)
    const to = instantOf(epochMsOf(time) + after_minutes * 60_000)
    const rows = await queryRows(
      context,
      `SELECT ts, kind, ref, entity, title, content, source_id, first_line FROM changes
       WHERE ts BETWEEN $1::TIMESTAMP AND $2::TIMESTAMP
       ORDER BY abs(epoch_ms(ts) - epoch_ms($3::TIMESTAMP)), record_id`,
      [from, to, time]
    )
    const span = `between ${before_minutes} minutes before and ${after_minutes} after ${time}`
    const deeds = (await readInterventions(context)).filter(
      (one) => one.origin !== 'change' && one.time >= from && one.time <= to
    )
    const told = deeds
      .slice(0, 3)
      .map((one) => `${one.kind}${one.object === null ? '' : ` ${one.object}`} at ${one.time}`)
      .join(', ')
    const beside = deeds.length === 0 ? '' : ` Logs, alerts or people tell of ${deeds.length} more (see interventions): ${told}.`
    if (rows.length === 0) {
      return {
        status: 'no_data',
        reading: `No change has a record of its own ${span}.${beside}`,
        facts: { changes: 0, told_elsewhere: deeds.length, nearest_ref: null, nearest_kind: null }
      }
    }
    const nearest = rows[0]
    return {
      status: 'found',
      reading: `${rows.length} ${rows.length === 1 ? 'change' : 'changes'} ${span}; the nearest is a ${nearest?.text('kind')}.${beside}`,
      facts: {
        changes: rows.length,
        told_elsewhere: deeds.length,
        nearest_ref: nearest?.text('ref') ?? null,
        nearest_kind: nearest?.text('kind') ?? null
      },
      columns: columnsOf('time:time kind ref entity title content minutes:min source line'),
      rows: rows
        .slice(0, maxRows)
        .map((row) => [
          row.text('ts'),
          row.text('kind'),
          row.text('ref'),
          row.text('entity'),
          row.text('title'),
          row.text('content'),
          minutesBetween(time, row.text('ts') ?? time),
          row.text('source_id'),
          row.number('first_line')
        ]),
      omitted: rows.length > maxRows ? { rows: rows.length - maxRows, why: 'the nearest are shown' } : null,
      sources: rows.map((row) => row.text('source_id') ?? '')
    }
  }
}
