import type { DuckDBConnection, DuckDBInstance, DuckDBPreparedStatement, DuckDBValue } from '@duckdb/node-api'
import type { Scalar } from '../../domain/index.ts'
import { duckdb } from '../duckdb.ts'
import type { QueryResult } from '../warehouse.ts'
import { scalarOf } from './conversion.ts'
import { decide, type GateDecision } from './gate.ts'
import type { DoorSettings, FailureReason } from './protocol.ts'

/** Why a query gave no result, told apart for the parent. */
export class QueryFailure extends Error {
  readonly reason: FailureReason

  constructor(reason: FailureReason, message: string) {
    super(message)
    this.reason = reason
  }
}

/** Longer texts are no question that anybody asked. */
const longestSql = 200_000
/** Characters of all cells of a result together. */
const longestResult = 50_000_000

/**
 * Opens the file read-only with everything that reaches outside switched off, and locked so.
 *
 * One thread a query: parallel aggregation adds floating-point numbers in an order that changes from run to run, and
 * evidence must come out the same to the last digit. Several queries still run side by side.
 */
export async function openEngine({ file, engineBytes }: DoorSettings): Promise<DuckDBInstance> {
  const instance = await duckdb.DuckDBInstance.create(file, {
    access_mode: 'READ_ONLY',
    enable_external_access: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    memory_limit: `${Math.floor(engineBytes / 1_000_000)}MB`,
    threads: '1',
    max_temp_directory_size: '0KB'
  })
  const connection = await instance.connect()
  await connection.run("SET GLOBAL TimeZone = 'UTC'")
  await connection.run('SET GLOBAL lock_configuration = true')
  connection.closeSync()
  return instance
}

/** The gate looks at a text alone, so it decides once on each: most questions are one text with other parameters. */
const decisions = new Map<string, GateDecision>()
const mostDecisions = 2_000

async function decisionOn(connection: DuckDBConnection, sql: string): Promise<GateDecision> {
  const known = decisions.get(sql)
  if (known !== undefined) return known
  const decision = decide(await syntaxTreeOf(connection, sql))
  if (decisions.size >= mostDecisions) decisions.clear()
  decisions.set(sql, decision)
  return decision
}

async function syntaxTreeOf(connection: DuckDBConnection, sql: string): Promise<string> {
  const serialize = await connection.prepare('SELECT json_serialize_sql($1::VARCHAR)')
  try {
    serialize.bindVarchar(1, sql)
    const reader = await serialize.runAndReadAll()
    return String(reader.getRows()[0]?.[0])
  } finally {
    serialize.destroySync()
  }
}

function bind(prepared: DuckDBPreparedStatement, parameters: readonly Scalar[]): void {
  if (prepared.parameterCount !== parameters.length) {
    throw new QueryFailure(
      'refused',
      `The query has ${prepared.parameterCount} parameters, ${parameters.length} values were given.`
    )
  }
  for (const [index, value] of parameters.entries()) {
    const place = index + 1
    if (value === null) prepared.bindNull(place)
    else if (typeof value === 'string') prepared.bindVarchar(place, value)
    else if (typeof value === 'boolean') prepared.bindBoolean(place, value)
    else if (Number.isSafeInteger(value)) prepared.bindBigInt(place, BigInt(value))
    else prepared.bindDouble(place, value)
  }
}

function failureOf(thrown: unknown): QueryFailure {
  if (thrown instanceof QueryFailure) return thrown
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  if (/^INTERRUPT/i.test(message)) return new QueryFailure('interrupted', message)
  if (/^Out of Memory|bad_alloc|std::length_error/i.test(message)) return new QueryFailure('out-of-memory', message)
  return new QueryFailure('sql-error', message)
}

/** Converts rows, and refuses to go on when their text together grows beyond what anybody can read. */
function bounded(): (row: readonly DuckDBValue[]) => Scalar[] {
  let length = 0
  return (row) =>
    row.map((value) => {
      const scalar = scalarOf(value)
      length += typeof scalar === 'string' ? scalar.length : 8
      if (length > longestResult) {
        throw new QueryFailure('out-of-memory', `The result is longer than ${longestResult / 1_000_000} million characters.`)
      }
      return scalar
    })
}

/** Runs one query behind the gate. Throws QueryFailure. At most `rows` rows come back; `cut` says that there were more. */
export async function runQuery(
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly Scalar[],
  rows: number
): Promise<QueryResult> {
  try {
    if (sql.length > longestSql)
      throw new QueryFailure('refused', `The query is ${sql.length} characters long; ${longestSql} is the limit.`)
    const decision = await decisionOn(connection, sql)
    if (!decision.open) throw new QueryFailure(decision.reason, decision.message)
    const prepared = await connection.prepare(sql)
    if (prepared.statementType !== duckdb.StatementType.SELECT) throw new QueryFailure('refused', 'The door takes one SELECT.')
    bind(prepared, parameters)
    const reader = await prepared.streamAndReadUntil(rows + 1)
    const columns = reader.columnNames().map((name, index) => ({ name, type: String(reader.columnType(index)) }))
    const values = reader.getRows()
    return { columns, rows: values.slice(0, rows).map(bounded()), cut: values.length > rows }
  } catch (thrown) {
    throw failureOf(thrown)
  }
}
