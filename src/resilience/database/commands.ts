import type { Engine } from './engine.ts'

export interface QueryCommands {
  /** Shows what the engine really does for the statement. */
  readonly explain: string
  /** Shows what indexes and statistics a table has. */
  readonly describe: (table: string) => string
  /** Shows how tables are used and when they were last analysed. */
  readonly usage: (tables: readonly string[]) => string
  /** Shows who waits for whom. */
  readonly locks: string
}

/** Commands of each engine's own client, as an operator types them. `statement` is the fingerprint: parameters must be filled in. */
export function queryCommands(engine: Engine | null, statement: string): QueryCommands | null {
  switch (engine) {
    case 'postgres':
      return {
        explain: `EXPLAIN (ANALYZE, BUFFERS) ${statement}`,
        describe: (table) => `\\d+ ${table}`,
        usage: (tables) =>
          `SELECT relname, seq_scan, idx_scan, n_live_tup, n_dead_tup, last_analyze, last_autoanalyze FROM pg_stat_user_tables WHERE relname IN (${quoted(tables)})`,
        locks:
          'SELECT pid, pg_blocking_pids(pid), wait_event_type, wait_event, state, xact_start, left(query, 200) FROM pg_stat_activity WHERE cardinality(pg_blocking_pids(pid)) > 0'
      }
    case 'mysql':
      return {
        explain: `EXPLAIN ANALYZE ${statement}`,
        describe: (table) => `SHOW CREATE TABLE ${table}; SHOW INDEX FROM ${table}`,
        usage: (tables) => `SELECT * FROM sys.schema_table_statistics WHERE table_name IN (${quoted(tables)})`,
        locks: 'SELECT * FROM sys.innodb_lock_waits'
      }
    case 'sqlserver':
      return {
        explain: `SET STATISTICS IO, TIME, XML ON; ${statement}`,
        describe: (table) => `EXEC sp_helpindex '${table}'`,
        usage: (tables) => `SELECT * FROM sys.dm_db_index_usage_stats WHERE object_name(object_id) IN (${quoted(tables)})`,
        locks: 'SELECT * FROM sys.dm_exec_requests WHERE blocking_session_id <> 0'
      }
    case 'oracle':
      return {
        explain: `SELECT /*+ GATHER_PLAN_STATISTICS */ …; SELECT * FROM TABLE(DBMS_XPLAN.DISPLAY_CURSOR(format => 'ALLSTATS LAST'))`,
        describe: (table) => `SELECT index_name, column_name FROM user_ind_columns WHERE table_name = UPPER('${table}')`,
        usage: (tables) =>
          `SELECT table_name, num_rows, last_analyzed FROM user_tables WHERE table_name IN (${quoted(tables).toUpperCase()})`,
        locks: 'SELECT * FROM v$session WHERE blocking_session IS NOT NULL'
      }
    case 'mongodb':
      return {
        explain: `${statement}.explain("executionStats")`,
        describe: (table) => `db.${table}.getIndexes()`,
        usage: (tables) => tables.map((table) => `db.${table}.aggregate([{ $indexStats: {} }])`).join('; '),
        locks: 'db.currentOp({ waitingForLock: true })'
      }
    case null:
      return null
  }
}

const quoted = (tables: readonly string[]): string => tables.map((table) => `'${table.split('.').at(-1)}'`).join(', ')
