import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import { type Instant, instantOf, type PersonalDataType } from '../../domain/index.ts'
import type { BulkReading, NumberedLine, PersonalDatum } from '../../ingest/index.ts'
import { queryParametersOf } from '../enrichment/query-parameters.ts'
import { createFragments, type Fragments } from '../rollups/fragments.ts'
import { openColumnWriter, type TableWriter } from './appending.ts'
import type { Load } from './load.ts'
import type { OwnLines } from './own-lines.ts'
import { insertPlain, type PlainSource, takeApart } from './plain-sql.ts'
import { rowsIn } from './rows-in.ts'
import type { ColumnType } from './tables.ts'

export interface PlainTaken {
  readonly personalData: readonly PersonalDatum[]
  /** Of all its lines. */
  readonly fragments: Fragments
}

/** Below this share of plain lines the reader goes through the file as through any other. */
const leastPlain = 0.8

/**
 * Loads a large access log by SQL: what thousands of lines share (times, paths, query strings) is read once by the same
 * code that reads single lines, and the lines that are not plain are left to the format's reader. The rows are the same
 * as those of `batches`, but that their record ids leave gaps. Null when the file is not of this kind after all.
 */
export async function loadPlainRequests(
  connection: DuckDBConnection,
  { sourceId, table }: OwnLines,
  reading: BulkReading,
  load: Load
): Promise<PlainTaken | null> {
  const firstRow = (await rowsIn(connection, `SELECT coalesce(min(rowid), 0) FROM ${table}`))[0]?.[0]
  const source: PlainSource = { sourceId, table, firstRow: typeof firstRow === 'bigint' ? firstRow : 0n, reading }
  await connection.run(takeApart(source))
  const counted = await rowsIn(connection, 'SELECT count(*), count(*) FILTER (plain) FROM plain_parts')
  const [lines = 0, plain = 0] = (counted[0] ?? []).map(Number)
  if (plain < lines * leastPlain) {
    await connection.run('DROP TABLE plain_parts')
    return null
  }
  const fragments = createFragments()
  for (const text of ['HTTP', `1${reading.requests.duration?.suffix ?? ''}`]) fragments.add(text)
  await describeTimes(connection, source, fragments)
  await describePaths(connection, source, load, fragments)
  await describeQueries(connection, source, fragments)
  await describeTexts(connection, source, fragments)
  const base = load.reserve('requests', lines)
  await connection.run(insertPlain(source, base))
  const personalData = await personalDataOf(connection, source)
  await tell(connection, source, personalData)
  const others = await otherLines(connection, source)
  for (const { text } of others) fragments.add(text)
  for (const batch of reading.rest(others)) {
    load.addRest(sourceId, batch.items, base)
    personalData.push(...batch.personalData.map((datum) => ({ ...datum, count: 1 })))
  }
  for (const name of ['parts', 'times', 'paths', 'queries', 'personal']) await connection.run(`DROP TABLE plain_${name}`)
  return { personalData: personalData.toSorted((a, b) => a.line - b.line), fragments }
}

async function describeTimes(connection: DuckDBConnection, source: PlainSource, fragments: Fragments): Promise<void> {
  const described = await describe(connection, 'plain_times', { time: 'VARCHAR', ts: 'TIMESTAMP' })
  for await (const [time] of rowsOf(connection, `SELECT DISTINCT clock FROM plain_parts WHERE plain`)) {
    fragments.add(String(time))
    const ts = source.reading.requests.instantOf(String(time))
    if (ts !== null) described.append([String(time), ts])
  }
  await described.close()
}

async function describePaths(connection: DuckDBConnection, source: PlainSource, load: Load, fragments: Fragments): Promise<void> {
  const { reading } = source
  const described = await describe(connection, 'plain_paths', { method: 'VARCHAR', path: 'VARCHAR', route: 'VARCHAR' })
  const sql = `SELECT method, path, count(*) FROM plain_parts WHERE plain GROUP BY ALL ORDER BY ALL`
  for await (const [method, path, count] of rowsOf(connection, sql)) {
    const request = { method: String(method), target: String(path), entity: reading.entity }
    fragments.add(request.method)
    fragments.add(request.target)
    if (reading.isPersonal(request.target)) continue
    described.append([request.method, request.target, load.routes.add(request, Number(count))])
  }
  await described.close()
}

async function describeQueries(connection: DuckDBConnection, source: PlainSource, fragments: Fragments): Promise<void> {
  const described = await describe(connection, 'plain_queries', { query: 'VARCHAR', parameters: 'JSON' })
  for await (const [query] of rowsOf(connection, `SELECT DISTINCT query FROM plain_parts WHERE plain`)) {
    fragments.add(String(query))
    if (!source.reading.isPersonal(String(query))) described.append([String(query), queryParametersOf(String(query))])
  }
  await described.close()
}

/** Referrers, agents and users that hold personal data as free text does: their lines are not plain. */
async function describeTexts(connection: DuckDBConnection, source: PlainSource, fragments: Fragments): Promise<void> {
  const described = await describe(connection, 'plain_personal', { text: 'VARCHAR' })
  for (const column of ['referrer', 'agent', 'user_name']) {
    for await (const [text] of rowsOf(connection, `SELECT DISTINCT ${column} FROM plain_parts WHERE plain`)) {
      if (text === null) continue
      fragments.add(String(text))
      if (source.reading.isPersonal(String(text))) described.append([String(text)])
    }
  }
  const words = 'SELECT DISTINCT ident FROM plain_parts WHERE plain UNION SELECT DISTINCT client FROM plain_parts WHERE plain'
  for await (const [text] of rowsOf(connection, words)) fragments.add(String(text))
  await described.close()
}

type Counted = PersonalDatum & { readonly count: number }

/** Clients and users of the rows that are there, where they were first, and on how many lines. */
async function personalDataOf(connection: DuckDBConnection, { sourceId, reading }: PlainSource): Promise<Counted[]> {
  const found: Counted[] = []
  const sql = `SELECT client, user_name, min(first_line), count(*) FROM requests WHERE source_id = '${sourceId}' GROUP BY ALL ORDER BY 3`
  for await (const [client, user, line, count] of rowsOf(connection, sql)) {
    for (const datum of reading.personalDataOf(textOf(client), textOf(user))) {
      found.push({ type: datum.type, value: datum.value, line: Number(line), count: Number(count) })
    }
  }
  return found
}

async function tell(connection: DuckDBConnection, { sourceId, reading }: PlainSource, found: readonly Counted[]): Promise<void> {
  const sql = `SELECT count(*), epoch_ms(min(ts)), epoch_ms(max(ts)) FROM requests WHERE source_id = '${sourceId}'`
  const [records = 0, first = 0, last = 0] = ((await rowsIn(connection, sql))[0] ?? []).map(Number)
  const personalData: Partial<Record<PersonalDataType, number>> = {}
  for (const { type, count } of found) personalData[type] = (personalData[type] ?? 0) + count
  const instant = (ms: number): Instant | null => (records === 0 ? null : instantOf(ms))
  reading.took({ records, first: instant(first), last: instant(last), personalData })
}

async function otherLines(connection: DuckDBConnection, { sourceId, table, firstRow }: PlainSource): Promise<NumberedLine[]> {
  const sql = `SELECT line, text FROM (SELECT rowid - ${firstRow} + 1 AS line, text FROM ${table})
    WHERE line NOT IN (SELECT first_line FROM requests WHERE source_id = '${sourceId}') ORDER BY 1`
  return (await rowsIn(connection, sql)).map(([line, text]) => ({ line: Number(line), text: String(text) }))
}

async function describe(
  connection: DuckDBConnection,
  table: string,
  columns: Readonly<Record<string, ColumnType>>
): Promise<TableWriter> {
  const types = Object.entries(columns).map(([name, type]) => `${name} ${type}`)
  await connection.run(`CREATE TEMP TABLE ${table} (${types.join(', ')})`)
  return openColumnWriter(connection, table, Object.values(columns))
}

async function* rowsOf(connection: DuckDBConnection, sql: string): AsyncGenerator<readonly DuckDBValue[]> {
  const result = await connection.stream(sql)
  for await (const rows of result.yieldRows()) yield* rows
}

const textOf = (value: DuckDBValue | undefined): string | null => (typeof value === 'string' ? value : null)
