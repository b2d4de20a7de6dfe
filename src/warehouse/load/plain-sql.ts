import type { BulkReading } from '../../ingest/index.ts'

export interface PlainSource {
  readonly sourceId: string
  /** Its lines, a row each. */
  readonly table: string
  /** Row id of the first: rows that are not committed yet do not begin at nought. */
  readonly firstRow: bigint
  readonly reading: BulkReading
}

/**
 * A temporary table `plain_parts` of the lines taken apart at quotes and blanks, a tenth of the work of a regular expression:
 * `client ident user [clock zone] "method target protocol" status bytes "referrer" "agent" last`, where the common format
 * ends before the referrer. Where `plain` does not hold, the columns do not mean what they are called. It is a table, because
 * the engine takes a line apart anew for every condition on its parts.
 */
export function takeApart({ table, firstRow, reading }: PlainSource): string {
  return `CREATE TEMP TABLE plain_parts AS
    SELECT line, client, ident, user_name, clock, method, target, split_at[1] AS path, target[length(split_at[1]) + 1:] AS query,
      protocol, status, bytes, referrer, agent, tail[1] AS last, (${plainCondition(reading.requests)}) AS plain
    FROM (
      SELECT *, string_split(target, '?') AS split_at FROM (
        SELECT *, head[1] AS client, head[2] AS ident, head[3] AS user_name, head[4][2:] || ' ' || head[5][:-2] AS clock,
          asked[1] AS method, asked[2] AS target, asked[3] AS protocol,
          counts[2] AS status, counts[3] AS bytes, quoted[4] AS referrer, quoted[6] AS agent,
          CASE len(quoted) WHEN 7 THEN string_split(quoted[7], ' ')[2:] WHEN 3 THEN counts[4:] END AS tail
        FROM (
          SELECT *, string_split(quoted[1], ' ') AS head, string_split(quoted[2], ' ') AS asked, string_split(quoted[3], ' ') AS counts
          FROM (SELECT rowid - ${firstRow} + 1 AS line, text, string_split(text, '"') AS quoted FROM ${table})
        )
      )
    )`
}

const protocols = ['HTTP/1.0', 'HTTP/1.1', 'HTTP/2', 'HTTP/2.0', 'HTTP/3', 'HTTP/3.0']
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

const among = (values: readonly string[]): string => `(${values.map((value) => `'${value}'`).join(', ')})`
const whole = (column: string, most: number): string =>
  `(${column} <> '' AND length(${column}) <= ${most} AND ltrim(${column}, '0123456789') = '')`

/** Is a line taken apart as plain as that no reader could take it for anything else? */
function plainCondition({ duration }: BulkReading['requests']): string {
  const word = `regexp_full_match(tail[1], '[0-9]{1,12}([.][0-9]{1,9})?${duration?.suffix ?? ''}')`
  return [
    `(len(quoted) = 3 OR (len(quoted) = 7 AND quoted[5] = ' ' AND len(counts) = 4 AND counts[4] = ''))`,
    `len(head) = 6 AND head[6] = '' AND head[2] <> ''`,
    // What else a name is made of, free text is searched for.
    `regexp_full_match(client, '(?:[0-9]{1,3}[.]){3}[0-9]{1,3}|[0-9a-fA-F:]+') AND regexp_full_match(user_name, '[0-9A-Za-z._-]+')`,
    `head[4][1] = '[' AND length(head[4]) = 21 AND length(head[5]) = 6 AND head[5][6] = ']'`,
    `len(asked) = 3 AND method IN ${among(methods)} AND protocol IN ${among(protocols)} AND target <> ''`,
    `counts[1] = '' AND length(status) = 3 AND ${whole('status', 3)} AND (bytes = '-' OR ${whole('bytes', 15)})`,
    `strpos(text, '\\') = 0`,
    duration === null ? 'len(tail) = 0' : `(len(tail) = 0 OR (len(tail) = 1 AND ${word}))`
  ].join(' AND ')
}

/** Writes the plain lines' requests, numbered by their line after `base`. */
export function insertPlain(source: PlainSource, base: number): string {
  const { sourceId, reading } = source
  const { duration, attributes } = reading.requests
  const constant = Object.entries(attributes).flatMap(([name, value]) => [text(name), text(value)])
  const durationMs =
    duration === null
      ? 'NULL'
      : `last[:${duration.suffix === '' ? '' : `-${duration.suffix.length + 1}`}]::DOUBLE * ${duration.toMs}`
  const dash = (column: string): string => `CASE WHEN ${column} IN ('', '-') THEN NULL ELSE ${column} END`
  return `INSERT INTO requests
    SELECT ${base} + line, ${text(sourceId)}, line, line, t.ts, l.clock, ${reading.entity === null ? 'NULL' : text(reading.entity)},
      json_object(${[...constant, "'protocol'", 'protocol'].join(', ')}),
      ${dash('client')}, l.method, target, p.route, ${dash('referrer')}, ${dash('agent')}, ${dash('user_name')},
      status::INTEGER, CASE bytes WHEN '-' THEN 0 ELSE bytes::DOUBLE END, ${durationMs}, q.parameters
    FROM plain_parts l
      JOIN plain_times t ON t.time = l.clock
      JOIN plain_paths p ON p.method = l.method AND p.path = l.path
      JOIN plain_queries q ON q.query = l.query
    WHERE l.plain AND (referrer IS NULL OR referrer NOT IN (SELECT text FROM plain_personal))
      AND (agent IS NULL OR agent NOT IN (SELECT text FROM plain_personal))
      AND l.user_name NOT IN (SELECT text FROM plain_personal)`
}

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`
