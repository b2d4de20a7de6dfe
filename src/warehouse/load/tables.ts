import type { TableName } from '../../domain/index.ts'

/** The types of columns that Inquest stores. */
export type ColumnType = 'BIGINT' | 'INTEGER' | 'DOUBLE' | 'BOOLEAN' | 'VARCHAR' | 'TIMESTAMP' | 'JSON' | 'VARCHAR[]'

export type Columns = Readonly<Record<string, ColumnType>>

/** Every row of a record table begins with its provenance. */
const provenance: Columns = {
  record_id: 'BIGINT',
  source_id: 'VARCHAR',
  first_line: 'INTEGER',
  last_line: 'INTEGER',
  ts: 'TIMESTAMP',
  ts_original: 'VARCHAR',
  entity: 'VARCHAR',
  attributes: 'JSON'
}

const texts = (...names: string[]): Columns => Object.fromEntries(names.map((name) => [name, 'VARCHAR']))
const numbers = (...names: string[]): Columns => Object.fromEntries(names.map((name) => [name, 'DOUBLE']))

const recordTable = (columns: Columns): Columns => ({ ...provenance, ...columns })

const recordTables: Readonly<Record<TableName, Columns>> = {
  events: recordTable({
    ...texts('level', 'logger', 'thread', 'message', 'template'),
    template_id: 'INTEGER',
    parameters: 'VARCHAR[]',
    ...numbers('duration_ms'),
    named_parameters: 'JSON'
  }),
  requests: recordTable({
    ...texts('client', 'method', 'target', 'route', 'referrer', 'user_agent', 'user_name'),
    status: 'INTEGER',
    ...numbers('bytes', 'duration_ms'),
    parameters: 'JSON'
  }),
  statements: recordTable({
    ...texts('statement', 'fingerprint', 'session', 'database', 'user_name', 'plan'),
    ...numbers('duration_ms', 'rows_returned', 'rows_examined', 'lock_ms'),
    parameters: 'JSON',
    tables: 'VARCHAR[]',
    verb: 'VARCHAR'
  }),
  spans: recordTable({ ...texts('trace_id', 'span_id', 'parent_id', 'name'), ...numbers('duration_ms'), failed: 'BOOLEAN' }),
  metrics: recordTable({ ...texts('series'), ...numbers('value'), ...texts('unit', 'role') }),
  alerts: recordTable({
    ...texts('name', 'severity', 'status', 'metric', 'description'),
    ...numbers('value', 'threshold'),
    resolved_at: 'TIMESTAMP'
  }),
  reports: recordTable({
    ...texts('channel', 'reference', 'author', 'priority', 'category', 'subject', 'text', 'status'),
    official: 'BOOLEAN'
  }),
  changes: recordTable(texts('kind', 'ref', 'title', 'author', 'content'))
}

/** Columns of every stored table in their order. The contract is docs/design/warehouse.md. */
export const tables = {
  ...recordTables,
  rejected: { source_id: 'VARCHAR', first_line: 'INTEGER', last_line: 'INTEGER', reason: 'VARCHAR' },
  lines: { source_id: 'VARCHAR', line: 'INTEGER', text: 'VARCHAR' },
  sources: {
    ...texts('source_id', 'path', 'format', 'zone'),
    first_time: 'TIMESTAMP',
    last_time: 'TIMESTAMP',
    lines: 'INTEGER',
    records: 'INTEGER',
    rejected: 'INTEGER'
  }
} as const satisfies Readonly<Record<string, Columns>>

export type StoredTable = keyof typeof tables

/** Columns of the view `operations`, in its order. */
export const operationsColumns: Columns = {
  population: 'VARCHAR',
  record_id: 'BIGINT',
  source_id: 'VARCHAR',
  first_line: 'INTEGER',
  ts: 'TIMESTAMP',
  entity: 'VARCHAR',
  operation: 'VARCHAR',
  duration_ms: 'DOUBLE',
  failed: 'BOOLEAN',
  parameters: 'JSON',
  attributes: 'JSON'
}

const place = 'record_id, source_id, first_line, ts, entity'

/** Structured log lines say one thing of everything ("served") and name what it was in a field of their own. */
const about =
  'http.route route http.target url.path path uri url endpoint rpc.method operation op action query_name job task handler peer.service peer target host'
    .split(' ')
    .map((name) => `attributes ->> '${name}'`)
    .join(', ')
/** What they name without its query, and without what stands for one thing of a kind. */
const aboutWhat = `regexp_replace(split_part(coalesce(${about}), '?', 1), '/([0-9]+|[0-9a-fA-F-]*[0-9][0-9a-fA-F-]{7,})', '/{id}', 'g')`
/** The code that answers a request, as frameworks name it: one line of a log serves all of them. */
const answeredBy = String.raw`nullif(regexp_extract(message, '\b[A-Z]\w*(?:(?:::|[.\\])[A-Z]\w*)*Controller(?:#|@|::|\.)[A-Za-z_]\w*'), '')`
const aboutStatus = `coalesce(attributes ->> 'http.status_code', attributes ->> 'status_code', attributes ->> 'status', attributes ->> 'code')`

/**
 * A status that says that a request failed through no doing of who asked: an error of the server, or a limit of size or time that it
 * set (too large, too long, not in time); zero or less is what proxies write where no answer was given at all. As SQL.
 */
export const failedStatus = 'coalesce(status >= 500 OR status <= 0 OR status IN (408, 413, 414, 431), false)'

/**
 * `failed` says what the source says: a 5xx status, a span's own flag, an `error` or `failed` attribute, a log line at
 * level error or fatal that speaks of failing (a line at level error that only complains of slowness did not fail).
 */
const operationsView = `CREATE VIEW operations AS
  SELECT 'requests' AS population, ${place}, route AS operation, duration_ms, ${failedStatus} AS failed,
    parameters, attributes
  FROM requests WHERE duration_ms IS NOT NULL
  UNION ALL
  SELECT 'statements', ${place}, fingerprint, duration_ms,
    coalesce(try_cast(attributes ->> 'failed' AS BOOLEAN), nullif(attributes ->> 'error', '') IS NOT NULL), parameters, attributes
  FROM statements WHERE duration_ms IS NOT NULL
  UNION ALL
  SELECT 'spans', ${place}, name, duration_ms, coalesce(failed, false), NULL::JSON, attributes
  FROM spans WHERE duration_ms IS NOT NULL
  UNION ALL
  SELECT 'events', ${place}, CASE WHEN named_parameters IS NULL THEN concat_ws(' ', template, ${aboutWhat})
      WHEN NOT contains(message, 'Controller') OR contains(template, 'Controller') THEN template ELSE concat_ws(' ', template, ${answeredBy}) END,
    duration_ms,
    coalesce(try_cast(${aboutStatus} AS INTEGER) BETWEEN 500 AND 599, false)
      OR (coalesce(level IN ('error', 'fatal'), false)
        AND regexp_matches(message, 'fail|exception|time[d -]*out|abort|cancel|refus|reject|unable|could not', 'i')),
    named_parameters, attributes
  FROM events WHERE duration_ms IS NOT NULL`

/** Where the readers' lines are kept: the view `lines` joins to them those that the engine read by itself. */
const keptLines = 'kept_lines'

/** What a table is called in the file. */
export const storedAs = (table: string): string => (table === 'lines' ? keptLines : table)

/** The statements that make an empty warehouse. */
export const schema: readonly string[] = [
  ...Object.entries(tables).map(
    ([table, columns]) =>
      `CREATE TABLE ${storedAs(table)} (${Object.entries(columns)
        .map(([name, type]) => `"${name}" ${type}`)
        .join(', ')})`
  ),
  operationsView
]

/** @param ownLines the sources whose lines are in a table of their own, a row each in their order */
export function linesView(ownLines: readonly { readonly sourceId: string; readonly table: string }[]): string {
  const own = ownLines.map(({ sourceId, table }) => `SELECT '${sourceId}', (rowid + 1)::INTEGER, text FROM ${table}`)
  return `CREATE VIEW lines AS ${[`SELECT source_id, line, text FROM ${keptLines}`, ...own].join(' UNION ALL ')}`
}
