import { epochMsOf } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import { coarseJobWords, jobLine } from './job-line.ts'
import { readHistory } from './job-history.ts'
import { coarseStopWords, stopsJob } from './stopped.ts'

/** One run of a job. Times in ms since the epoch; null end: it is not told. */
export interface JobRun {
  readonly name: string
  readonly start: number
  readonly end: number | null
  readonly failed: boolean
  readonly source: string
  readonly line: number | null
  readonly ref: string | null
}

/** It ended, and not by failing. */
export const isSuccess = ({ end, failed }: JobRun): boolean => end !== null && !failed

/** A service that does nothing but run a job, and calls itself so (RE2). */
const jobService = '(?i)(^|[-_.])(job|batch|cron|cronjob|nightly)s?$'
const mostLines = 100_000
const dayMs = 86_400_000

/** What was done to a job's schedule or settings, or that it was stopped, is no run of it. */
function isAboutJob(title: string | null, content: string | null): boolean {
  return (
    /\b(?:stopped|killed|terminated|cancell?ed|disabled|enabled|paused|suspended|resumed|moved|rescheduled|planned|changed|created|deleted|renamed|set up)\b/i.test(
      title ?? ''
    ) || /^[-+]\S|^[^\n]*\b(?:schedule|cron|timetable|timer)\b[^\n]*(?:->|=>|→)/im.test(content ?? '')
  )
}

/** Runs of jobs in time order: from recorded jobs, and from log lines that tell of a start, an end, or an end with its duration. */
export async function readJobs(context: ToolContext): Promise<JobRun[]> {
  const recorded = await queryRows(
    context,
    `SELECT ts, ref, title, content, source_id, first_line,
            coalesce(attributes->>'ended_at', attributes->>'end_time', attributes->>'finished_at', attributes->>'end', attributes->>'completed_at') AS ended,
            try_cast(coalesce(attributes->>'duration_ms', attributes->>'runtime_ms') AS DOUBLE) AS took_ms,
            try_cast(coalesce(attributes->>'duration_s', attributes->>'duration_seconds', attributes->>'duration') AS DOUBLE) AS took_s
     FROM changes WHERE kind = 'job' AND ts IS NOT NULL ORDER BY ts, record_id LIMIT 5000`
  )
  const fromRecords = recorded.flatMap((row): JobRun[] => {
    const start = epochMsOf(row.text('ts') ?? '')
    const [tookMs, tookS] = [row.number('took_ms'), row.number('took_s')]
    const ended = Date.parse(row.text('ended') ?? '')
    const end = Number.isNaN(ended) ? (tookMs !== null ? start + tookMs : tookS !== null ? start + tookS * 1000 : null) : ended
    if (end === null && isAboutJob(row.text('title'), row.text('content'))) return []
    return [
      {
        name: row.text('title') ?? row.text('ref') ?? 'job',
        start,
        end,
        failed: false,
        source: row.text('source_id') ?? '',
        line: row.number('first_line'),
        ref: row.text('ref')
      }
    ]
  })
  const history = await readHistory(context)
  const rows = await queryRows(
    context,
    `SELECT epoch_ms(ts) AS t, record_id, message, coalesce(logger, CASE WHEN regexp_matches(entity, $2) THEN entity END) AS logger, source_id, first_line FROM events
     WHERE ts IS NOT NULL AND (regexp_matches(message, $1) OR regexp_matches(coalesce(logger, ''), '(?i)(job|task|batch|scheduler|cron|backup|worker)s?$')
       OR regexp_matches(coalesce(entity, ''), $2))
     ORDER BY ts, record_id LIMIT ${mostLines}`,
    [coarseJobWords, jobService],
    { rows: mostLines }
  )
  const open = new Map<string, JobRun>()
  const done: JobRun[] = []
  for (const row of rows) {
    if (history.records.has(row.text('record_id') ?? '')) continue
    const said = jobLine(row.text('message') ?? '', row.text('logger'))
    if (!said) continue
    const at = row.number('t') ?? 0
    const place = { source: row.text('source_id') ?? '', line: row.number('first_line'), ref: null }
    const begun = open.get(said.name)
    if (said.phase === 'start') {
      if (begun) done.push(begun)
      open.set(said.name, { name: said.name, start: at, end: null, failed: false, ...place })
    } else if (begun && at - begun.start < dayMs) {
      done.push({ ...begun, end: at, failed: said.phase === 'failed' })
      open.delete(said.name)
    } else done.push({ name: said.name, start: at - (said.durationMs ?? 0), end: at, failed: said.phase === 'failed', ...place })
  }
  const stopped = open.size === 0 ? [] : await readStops(context)
  const left = [...open.values()].map((run): JobRun => {
    const stop = stopped.find(({ at, message }) => at > run.start && at - run.start < dayMs && stopsJob(message, run.name))
    return stop ? { ...run, end: stop.at, failed: true } : run
  })
  return [...fromRecords, ...history.runs, ...done, ...left].sort((a, b) => a.start - b.start || (a.name < b.name ? -1 : 1))
}

/** Lines that may tell that something was stopped, in time order. */
async function readStops(context: ToolContext): Promise<{ at: number; message: string }[]> {
  const rows = await queryRows(
    context,
    `SELECT epoch_ms(ts) AS t, message FROM events WHERE ts IS NOT NULL AND regexp_matches(message, $1) ORDER BY ts, record_id LIMIT 5000`,
    [coarseStopWords],
    { rows: 5000 }
  )
  return rows.map((row) => ({ at: row.number('t') ?? 0, message: row.text('message') ?? '' }))
}
