import { z } from 'zod'
import { columnsOf } from '../columns.ts'
import { epochMsOf, type Scalar } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import { readRequestVolume, type RequestVolume, totalRequests } from '../request-volume.ts'
import type { EvidenceTool, ToolContext } from '../tool.ts'

const Arguments = z.object({})

const measuredTables = ['requests', 'statements', 'events'] as const

interface Completeness {
  readonly state: 'complete' | 'sample' | 'unknown'
  /** Records per request that the metrics counted over the same time; null without such a count. */
  readonly coverage: number | null
}

export const catalogue: EvidenceTool<typeof Arguments> = {
  name: 'catalogue',
  description:
    'Every source: format, tables, records, times, lines that could not be read, and whether its log is complete or a sample ' +
    '(records per request that the metrics counted). Rates must not be computed from a sample.',
  arguments: Arguments,
  run: async (_, context) => {
    const { sources } = context.incident
    if (sources.length === 0) return { status: 'no_data', reading: 'The folder holds no source.' }
    const volume = await readRequestVolume(context)
    const complete = new Map<string, Completeness>()
    const statementVolume = (await readRequestVolume(context, 'statements')) ?? volume
    for (const table of measuredTables) {
      complete.set(table, await completenessOf(context, table, table === 'statements' ? statementVolume : volume))
    }
    const rows = sources.flatMap((source): Scalar[][] => {
      const tables = Object.entries(source.records).filter(([, records]) => records > 0)
      return (tables.length > 0 ? tables : [[null, 0] as const]).map(([table, records]) => [
        source.id,
        source.path,
        source.format,
        table,
        records,
        source.firstTime,
        source.lastTime,
        (table === null ? undefined : complete.get(table)?.state) ?? null,
        source.lines.rejected
      ])
    })
    const times = sources.flatMap(({ firstTime, lastTime }) => [firstTime, lastTime]).filter((time) => time !== null)
    const records = sources.flatMap(({ records }) => Object.values(records)).reduce((sum, n) => sum + n, 0)
    const unread = sources.filter(({ format }) => format === 'unread').length
    const samples = measuredTables.filter((table) => complete.get(table)?.state === 'sample')
    return {
      status: 'found',
      reading:
        `${sources.length} sources with ${records} records; ${unread} could not be read.` +
        (samples.length > 0 ? ` A sample, not the whole: ${samples.join(', ')}.` : ''),
      facts: {
        sources: sources.length,
        records,
        unread,
        first_time: times.reduce<string | null>((a, b) => (a === null || b < a ? b : a), null),
        last_time: times.reduce<string | null>((a, b) => (a === null || b > a ? b : a), null),
        ...Object.fromEntries(measuredTables.map((table) => [`${table}_complete`, complete.get(table)?.state ?? 'unknown'])),
        ...Object.fromEntries(measuredTables.map((table) => [`${table}_coverage`, complete.get(table)?.coverage ?? null])),
        volume_series: volume?.series ?? null
      },
      columns: columnsOf('source path format table records first_time:time last_time:time completeness rejected'),
      rows,
      sources: sources.map(({ id }) => id)
    }
  }
}

/**
 * Compares a table with the measured volume where both have data. At least four in five of the counted requests: complete
 * (a log may see a little more or less than a counter); fewer: a sample. Nothing to compare with: unknown.
 */
export async function completenessOf(
  context: ToolContext,
  table: (typeof measuredTables)[number],
  volume: RequestVolume | null
): Promise<Completeness> {
  const unknown: Completeness = { state: 'unknown', coverage: null }
  const first = volume?.points[0]
  const last = volume?.points.at(-1)
  if (!volume || !first || !last) return unknown
  const [from, to] = [first.at, last.at + last.minutes * 60_000]
  const [count] = await queryRows(
    context,
    `SELECT count(*) AS records, min(ts) AS first, max(ts) AS last FROM ${table}
     WHERE ts >= epoch_ms(CAST($1 AS BIGINT)) AND ts < epoch_ms(CAST($2 AS BIGINT))`,
    [from, to]
  )
  const records = count?.number('records') ?? 0
  const [logFrom, logTo] = [count?.text('first'), count?.text('last')]
  if (records < 2 || !logFrom || !logTo) return unknown
  const expected = totalRequests(volume, epochMsOf(logFrom), epochMsOf(logTo))
  if (expected < 20) return unknown
  const coverage = records / expected
  return { state: coverage >= 0.8 ? 'complete' : 'sample', coverage }
}
