import { readJobs } from '../jobs/read-jobs.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import { merged } from './period-of.ts'

/** Something that happened at times. */
export interface Signal {
  readonly kind: 'harm' | 'job' | 'error' | 'load'
  readonly signal: string
  readonly times: readonly number[]
  readonly ref: string | null
  readonly source: string
  readonly line: number | null
}

const mostTemplates = 60
/** Lines of one burst are one occurrence. */
const burstMs = 120_000

/** Runs of jobs by name, and lines of errors and warnings by template, bursts counted once. */
export async function readSignals(context: ToolContext): Promise<Signal[]> {
  const jobs = await readJobs(context)
  const names = [...new Set(jobs.map(({ name }) => name))]
  const ofJobs = names.map((name): Signal => {
    const runs = jobs.filter((run) => run.name === name)
    return {
      kind: 'job',
      signal: name,
      times: runs.map(({ start }) => start),
      ref: runs.find(({ ref }) => ref !== null)?.ref ?? null,
      source: runs[0]?.source ?? '',
      line: runs[0]?.line ?? null
    }
  })
  const rows = await queryRows(
    context,
    `SELECT template, list(DISTINCT epoch_ms(ts) ORDER BY epoch_ms(ts)) AS times, min(source_id) AS source, min(first_line) AS line FROM events
     WHERE ts IS NOT NULL AND level IN ('error', 'fatal', 'warning') AND template IS NOT NULL
     GROUP BY template HAVING count(*) BETWEEN 2 AND 20000 ORDER BY count(*) DESC, template LIMIT ${mostTemplates}`
  )
  const ofErrors = rows.flatMap((row): Signal[] => {
    const parsed: unknown = JSON.parse(row.text('times') ?? '[]')
    const times = merged(Array.isArray(parsed) ? parsed.map(Number) : [], burstMs)
    return times.length < 2
      ? []
      : [
          {
            kind: 'error',
            signal: row.text('template') ?? '',
            times,
            ref: null,
            source: row.text('source') ?? '',
            line: row.number('line')
          }
        ]
  })
  return [...ofJobs, ...ofErrors]
}
