import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import type { JobRun } from './read-jobs.ts'

/** Runs that tables of finished jobs list, and the records that they stand in. */
export interface JobHistory {
  readonly runs: readonly JobRun[]
  readonly records: ReadonlySet<string>
}

interface Listed {
  readonly record: string
  readonly name: string
  readonly at: number
  readonly tookMs: number
  /** Both its times are told: nothing is to be guessed. */
  readonly isDated: boolean
  readonly failed: boolean
  readonly source: string
  readonly line: number | null
}

const mostRows = 20_000
const minuteMs = 60_000
const longestMs = 3 * 86_400_000
/** When a run ended, as schedulers call it, in ms since the epoch (SQL). */
const ended = `epoch_ms(try_cast(coalesce(${[
  'completionTime',
  'completion_time',
  'completed_at',
  'completedAt',
  'endTime',
  'end_time',
  'end_date',
  'end',
  'ended',
  'ended_at',
  'endedAt',
  'finishTime',
  'finish_time',
  'finished_at',
  'finishedAt',
  'finished',
  'stoppedAt',
  'stop_time'
]
  .map((name) => `attributes->>'${name}'`)
  .join(', ')}) AS TIMESTAMPTZ))`
/** A scheduler puts a number of its own behind the name of a job for each run. */
const ofOneRun = /[-_.](?:\d{6,}|[\da-f]{8,}|scheduled__\S+|manual__\S+)$/i

/** Rows that name a job, how long it took and how it ended, as schedulers export them: each is a whole run. */
export async function readHistory(context: ToolContext): Promise<JobHistory> {
  const rows = await queryRows(
    context,
    `SELECT record_id, epoch_ms(ts) AS t, ${ended} - epoch_ms(ts) AS lasted,
            CASE WHEN lasted BETWEEN 1 AND ${longestMs} THEN lasted WHEN duration_ms > 0 THEN duration_ms END AS took, source_id, first_line,
            coalesce(attributes->>'job_name', attributes->>'jobname', attributes->>'job', attributes->>'task_name', attributes->>'task', attributes->>'dag_id') AS job,
            coalesce(attributes->>'step_name', attributes->>'step') AS step,
            coalesce(attributes->>'status', attributes->>'outcome', attributes->>'result', attributes->>'run_status', attributes->>'state') AS outcome
     FROM events
     WHERE ts IS NOT NULL AND took IS NOT NULL AND level IS NULL AND logger IS NULL AND job IS NOT NULL AND outcome IS NOT NULL
     ORDER BY ts, record_id LIMIT ${mostRows}`,
    [],
    { rows: mostRows }
  )
  const listed = rows.map((row): Listed => {
    return {
      record: row.text('record_id') ?? '',
      name: [row.text('job')?.replace(ofOneRun, ''), row.text('step')].filter((part) => part).join(': '),
      at: row.number('t') ?? 0,
      tookMs: row.number('took') ?? 0,
      isDated: row.number('lasted') !== null && row.number('lasted') === row.number('took'),
      failed: /fail|abort|cancel|kill|error|terminat|stopp/i.test(row.text('outcome') ?? ''),
      source: row.text('source_id') ?? '',
      line: row.number('first_line')
    }
  })
  const tables = [...new Set(listed.map(({ source }) => source))].flatMap((of) => {
    const table = listed.filter(({ source }) => source === of)
    const dated = datedBy(table)
    return dated === null ? [] : table.map((one) => ({ one, start: dated === 'start' ? one.at : one.at - one.tookMs }))
  })
  return {
    runs: tables.map(({ one: { name, tookMs, failed, source, line }, start }): JobRun => ({
      name,
      start,
      end: start + tookMs,
      failed,
      source,
      line,
      ref: null
    })),
    records: new Set(tables.map(({ one }) => one.record))
  }
}

/** A schedule begins its runs at the same minutes, and their ends wander: whichever differs less is when they began. Null: neither. */
function datedBy(table: readonly Listed[]): 'start' | 'end' | null {
  if (table.every(({ isDated }) => isDated)) return 'start'
  const minutes = (start: (one: Listed) => number): number =>
    new Set(table.map((one) => `${one.name} ${Math.floor(start(one) / minuteMs) % 60}`)).size
  const [asStart, asEnd] = [minutes(({ at }) => at), minutes(({ at, tookMs }) => at - tookMs)]
  return asStart === asEnd ? null : asStart < asEnd ? 'start' : 'end'
}
