import type { Engine } from '../database/engine.ts'
import type { Known } from '../known.ts'
import type { Signal } from './signal.ts'

const perEngine =
  (of: Partial<Record<Engine, readonly string[]>>, otherwise: readonly string[]) =>
  ({ engine }: Known) =>
    (engine ? of[engine] : undefined) ?? otherwise

const plans = perEngine(
  {
    postgres: [
      "shared_preload_libraries = 'auto_explain, pg_stat_statements'",
      "auto_explain.log_min_duration = '1s'; auto_explain.log_format = 'json'; auto_explain.log_buffers = on",
      'auto_explain.log_analyze = on with auto_explain.log_timing = off: estimated and actual rows at little cost',
      'compute_query_id = on, and %Q in log_line_prefix, so that a log line and pg_stat_statements name the same statement'
    ],
    mysql: [
      "performance_schema = ON; UPDATE performance_schema.setup_consumers SET ENABLED = 'YES' WHERE NAME LIKE 'events_statements_history%'",
      'slow_query_log = ON; long_query_time = 1; log_slow_extra = ON',
      'EXPLAIN FORMAT=JSON FOR CONNECTION <id> while it runs'
    ],
    sqlserver: ['ALTER DATABASE CURRENT SET QUERY_STORE = ON (QUERY_CAPTURE_MODE = AUTO)'],
    oracle: ['Keep AWR or Statspack snapshots a quarter of an hour apart; DBMS_XPLAN.DISPLAY_CURSOR for the SQL_ID'],
    mongodb: ['db.setProfilingLevel(1, { slowms: 200 }); the profiler keeps planSummary, docsExamined and keysExamined']
  },
  ['Let the database write the plan, with estimated and actual rows, of each statement slower than a second']
)

const locks = perEngine(
  {
    postgres: [
      "log_lock_waits = on; deadlock_timeout = '500ms'",
      'A sample each ten seconds of pg_stat_activity with pg_blocking_pids(pid)'
    ],
    mysql: [
      'innodb_print_all_deadlocks = ON; performance_schema metadata and data locks on',
      'A sample each ten seconds of sys.innodb_lock_waits'
    ],
    sqlserver: ['An extended events session on blocked_process_report; sp_configure blocked process threshold, 2'],
    mongodb: ['A sample each ten seconds of db.currentOp({ waitingForLock: true })']
  },
  ['Let the database log each wait for a lock with who waits, for whom, and since when']
)

const statements = perEngine(
  {
    postgres: [
      "log_min_duration_sample = '100ms' with log_statement_sample_rate = 0.1, and log_min_duration_statement = '1s': slow ones all, usual ones sampled",
      "log_line_prefix = '%m [%p] %q%u@%d app=%a query=%Q '"
    ],
    mysql: [
      'slow_query_log = ON; long_query_time = 0.1; log_slow_rate_limit (Percona) or a digest from performance_schema each minute'
    ],
    mongodb: ['db.setProfilingLevel(1, { slowms: 100, sampleRate: 0.1 })']
  },
  ['Let the database log every statement slower than a second, and a tenth of the others, with parameters masked']
)

const task =
  (what: string, how: (known: Known) => readonly string[], doneWhen: string): Signal['task'] =>
  (known) => ({
    who: 'database team',
    what,
    how: [...how(known)],
    doneWhen
  })

export const ofTheDatabase: readonly Signal[] = [
  {
    signal: 'plan-capture',
    title: 'Plans of slow statements, with estimated and actual rows',
    settles: 'why a statement is dear: a missing index, one that is not used, stale statistics, or sheer volume',
    where: 'in the database, for statements slower than a second',
    tests: ['estimate-misses-actual'],
    task: task(
      'Capture plans of slow statements',
      plans,
      'a statement made slow in a test environment leaves its plan in the log within a minute'
    )
  },
  {
    signal: 'lock-log',
    title: 'Who waits for whose lock, and since when',
    settles: 'whether time was worked or waited, and which session everybody waited for',
    where: 'in the database’s own log, and as a sample each ten seconds',
    tests: ['lock-waits-cover-slow-time', 'one-holder-blocks-many'],
    task: task('Log waits for locks', locks, 'two sessions that block each other in a test leave a line that names both')
  },
  {
    signal: 'statement-log',
    title: 'Statements, the usual ones too, with parameters masked',
    settles: 'what a unit of work costs in healthy time, and for which parameters it is dear',
    where: 'in the database, a sample of the usual and all of the slow',
    tests: ['unit-cost-rose', 'work-is-a-query', 'others-slowed-alike', 'foreign-work-takes-the-resource'],
    task: task(
      'Log a sample of usual statements beside the slow ones',
      statements,
      'an hour of a normal day holds some hundred runs of each frequent statement'
    )
  }
]
