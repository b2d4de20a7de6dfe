import { epochMsOf, type Instant, instantOf } from '../../domain/index.ts'
import { grouped } from '../../foundation/index.ts'
import { coarseDataWords, coarseLoadWords, fileIn, tellsOfLoad } from '../language/load-lines.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'

/** The last time that data of some kind was brought in before a time. */
export interface Load {
  readonly at: Instant
  readonly who: string
  readonly what: string
  readonly file: string | null
  /** Times that it was brought in, on the whole record. */
  readonly runs: number
  /** Seconds from it to the time asked for; negative where it came after, within what the time is known to. */
  readonly secondsBefore: number
  /** Chance that what comes so often lies so near, times the kinds of load that were looked at (Bonferroni). */
  readonly chance: number
  readonly source: string
  readonly line: number | null
}

/** A line that comes more often than this tells of single records, not of a load. */
const mostRuns = 300
/** What people wrote down of it, by what their files are called (RE2). */
const told =
  '(?i)(^|[/_.-])(readme|notes?|chat|conversation|channel|mails?|handover|timeline|brief|incident|tickets?|bridge|slack|teams)([/_.-]|$)|\\.(md|eml|mbox)$'
const longestBeforeMs = 30 * 60_000
/** A file is named when it is opened, some lines before its rows are in. */
const fileWithinMs = 10 * 60_000

/**
 * What was brought in before a time: each kind of load that logs tell of, with how likely it is to lie so near by chance. One that
 * came once lies near by chance as seldom as the record is long.
 * @param resolutionMs how exactly the time is known
 */
export async function readLoads(context: ToolContext, at: Instant, resolutionMs: number): Promise<Load[]> {
  const rows = await queryRows(
    context,
    `WITH often AS (SELECT template_id FROM events GROUP BY template_id HAVING count(*) > ${mostRuns})
     SELECT epoch_ms(ts) AS t, template_id, coalesce(entity, logger, '') AS who, message, source_id, first_line FROM events
     WHERE ts IS NOT NULL AND source_id NOT IN (SELECT source_id FROM sources WHERE regexp_matches(path, $3)) AND template_id NOT IN (SELECT template_id FROM often) AND coalesce(level, '') NOT IN ('error', 'fatal')
       AND (regexp_matches(message, $1) AND regexp_matches(message, $2) OR regexp_matches(message, '(?i)\\.(csv|xml|json|xlsx?|parquet|dat|tsv)'))
     ORDER BY ts, record_id LIMIT 20000`,
    [coarseLoadWords, coarseDataWords, told],
    { rows: 20_000 }
  )
  const lines = rows.map((row) => ({
    t: row.number('t') ?? 0,
    kind: row.text('template_id') ?? '',
    who: row.text('who') ?? '',
    message: row.text('message') ?? '',
    source: row.text('source_id') ?? '',
    line: row.number('first_line')
  }))
  const loads = lines.filter(({ message }) => tellsOfLoad(message))
  const asked = epochMsOf(at)
  const [extent] = await queryRows(context, `SELECT epoch_ms(min(ts)) AS since, epoch_ms(max(ts)) AS until FROM events`, [])
  const length = Math.max(1, (extent?.number('until') ?? asked) - (extent?.number('since') ?? asked))
  // Lines of one load of one who loads, and runs of it, are one kind.
  const kinds = grouped(loads, ({ who, kind }) => (who === '' ? kind : who))
  return [...kinds.values()]
    .flatMap((own): Load[] => {
      const last = own.findLast(({ t }) => t <= asked + resolutionMs && t >= asked - longestBeforeMs)
      if (!last) return []
      const starts = own.filter(({ t }, i) => t - (own[i - 1]?.t ?? -Infinity) > fileWithinMs).map(({ t }) => t)
      const gaps = starts.slice(1).map((t, i) => t - (starts[i] ?? t))
      const usual = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)]
      const period = Math.max(60_000, usual ?? length)
      const near = Math.abs(asked - last.t) + resolutionMs
      const file =
        fileIn(last.message) ??
        lines
          .filter(({ who, t }) => who === last.who && t <= last.t && last.t - t <= fileWithinMs)
          .flatMap(({ message }) => fileIn(message) ?? [])
          .at(-1)
      return [
        {
          at: instantOf(last.t),
          who: last.who || 'a log',
          what: last.message.slice(0, 160),
          file: file ?? null,
          runs: starts.length,
          secondsBefore: Math.round((asked - last.t) / 1000),
          chance: Math.min(1, (kinds.size * near) / period),
          source: last.source,
          line: last.line
        }
      ]
    })
    .toSorted((a, b) => a.chance - b.chance || (a.at < b.at ? 1 : -1))
}
