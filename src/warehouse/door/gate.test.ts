import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { schema } from '../load/tables.ts'
import { runQuery } from './engine.ts'

/** An open engine without the lockdown: what is refused here, the gate alone refuses. */
let instance: DuckDBInstance
beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  for (const statement of schema) await connection.run(statement)
  await connection.run("INSERT INTO events (record_id, level) VALUES (1, 'error')")
  connection.closeSync()
})
afterAll(() => {
  instance.closeSync()
})

async function ask(sql: string): Promise<string> {
  const connection = await instance.connect()
  try {
    const { rows } = await runQuery(connection, sql, [], 100)
    return `rows ${rows.length}`
  } catch (error) {
    return error instanceof Error && 'reason' in error ? `${String(error.reason)}: ${error.message}` : String(error)
  } finally {
    connection.closeSync()
  }
}

describe('the gate lets through', () => {
  it.each([
    'SELECT 1',
    'SELECT 1;',
    'FROM events',
    'WITH a AS (SELECT 1 AS x), b AS (SELECT x FROM a) SELECT * FROM b',
    'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT * FROM n',
    'SELECT * FROM main.events e JOIN requests r ON e.ts = r.ts',
    'SELECT * FROM (SELECT level FROM events) x, unnest([1, 2]) u, range(3) r, generate_series(1, 2) g',
    "SELECT attributes ->> 'a', list_transform([1], lambda x: x + 1), row_number() OVER (ORDER BY ts) FROM events",
    'SELECT key, value FROM events, json_each(attributes)',
    'VALUES (1), (2)',
    'SELECT 1 UNION ALL SELECT 2',
    'DESCRIBE events',
    'SUMMARIZE events',
    'SHOW TABLES',
    "SELECT column_name FROM information_schema.columns WHERE table_name = 'events'",
    'SELECT * FROM events USING SAMPLE reservoir(10 ROWS) REPEATABLE (7)',
    'SELECT count(*) FILTER (level IS NOT NULL), quantile_cont(record_id, 0.95) FROM EVENTS',
    'SELECT population FROM operations'
  ])('%s', async (sql) => {
    expect(await ask(sql)).toMatch(/^rows /)
  })
})

describe('the gate refuses', () => {
  it.each([
    // More or other than one SELECT.
    'SELECT 1; SELECT 2',
    'CREATE TEMP TABLE x AS SELECT 1',
    "INSERT INTO events (level) VALUES ('x')",
    'DELETE FROM events',
    'UPDATE events SET level = NULL',
    'DROP TABLE events',
    'PREPARE p AS SELECT 1',
    'EXECUTE p',
    'CALL duckdb_settings()',
    'EXPLAIN ANALYZE SELECT 1',
    'EXPLAIN SELECT 1',
    'LOAD json',
    'INSTALL httpfs',
    'CHECKPOINT',
    'VACUUM',
    'SET threads = 8',
    'RESET threads',
    'PRAGMA database_list',
    'PRAGMA version',
    "ATTACH ':memory:' AS m",
    "COPY events TO '/tmp/out.csv'",
    "EXPORT DATABASE '/tmp/out'",
    'BEGIN TRANSACTION',
    'USE main',
    // Files.
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM 'x.parquet'",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM READ_BLOB('/etc/passwd')",
    "SELECT * FROM glob('/*')",
    "SELECT * FROM sniff_csv('/etc/passwd')",
    "SELECT * FROM parquet_scan('x')",
    "SELECT (SELECT content FROM read_text('/etc/passwd'))",
    "WITH x AS (SELECT * FROM read_text('/etc/passwd')) SELECT 1",
    // Settings, paths, the environment, the engine.
    'SELECT * FROM duckdb_settings()',
    "SELECT current_setting('memory_limit')",
    'SELECT * FROM duckdb_databases()',
    'SELECT * FROM duckdb_databases',
    'SELECT * FROM pragma_database_list',
    'SELECT * FROM pg_catalog.pg_settings',
    'SELECT * FROM pg_settings',
    'SELECT * FROM sqlite_master',
    'SELECT * FROM duckdb_secrets()',
    "SELECT getenv('HOME')",
    "SELECT getvariable('x')",
    'SELECT * FROM system.main.duckdb_tables',
    'SELECT * FROM information_schema.schemata',
    'SELECT * FROM (SELECT 1) x, (SHOW DATABASES)',
    'SHOW ALL TABLES',
    // SQL within SQL.
    "SELECT * FROM query('SELECT 1')",
    "SELECT * FROM query_table('events')",
    "SELECT * FROM json_execute_serialized_sql('{}')",
    "SELECT json_serialize_plan('SELECT 1')",
    // A name of a common table expression does not open the table behind it elsewhere.
    'SELECT * FROM (WITH pg_settings AS (SELECT 1) SELECT * FROM pg_settings) a, pg_settings b',
    // Side effects, and what answers differently each time.
    "SELECT write_log('x')",
    'SELECT sleep_ms(1000)',
    'SELECT random()',
    'SELECT uuid()',
    'SELECT now()',
    'SELECT age(ts) FROM events',
    'SELECT current_timestamp',
    'SELECT CURRENT_DATE',
    'SELECT * FROM events USING SAMPLE 10%'
  ])('%s', async (sql) => {
    expect(await ask(sql)).toMatch(/^(?:refused|sql-error): .*(?:door|sample|does not exist|one SELECT|syntax error)/i)
  })

  it('every table function but those that make rows of their arguments', async () => {
    const connection = await instance.connect()
    const reader = await connection.runAndReadAll(
      "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type IN ('table', 'table_macro') AND regexp_matches(function_name, '^[a-z]')"
    )
    connection.closeSync()
    const names = reader.getRows().map(([name]) => String(name))
    expect(names.length).toBeGreaterThan(50)
    const answers = await Promise.all(names.map(async (name) => [name, await ask(`SELECT * FROM ${name}('x')`)] as const))
    const open = answers.filter(([, answer]) => !answer.startsWith('refused: The door refuses')).map(([name]) => name)
    expect(open.sort()).toEqual(['generate_series', 'json_each', 'json_tree', 'range', 'unnest'])
  })
})
