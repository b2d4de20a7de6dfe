import type { TableName } from '../../../domain/index.ts'
import type { Service } from '../../scenario/service.ts'

/** How a file of the emitter is read: by which reader, into which tables, how exact its times are, and in which database. */
export interface Reading {
  readonly format: string
  readonly tables: readonly TableName[]
  /** Milliseconds; 0: the file's times are looked at elsewhere. */
  readonly exact?: number
  readonly database?: Service['database']['kind']
  /** Records that a reader makes of one row: the points of a wide table, pause and heap of a collection. */
  readonly each?: number
}

/** The series of files that measure. */
export const columns = ['latency_ms=p95_ms', 'requests_per_min', 'pool_waiting=pool_waiting@permits-a']
const events: Omit<Reading, 'format'> = { tables: ['events'], exact: 1 }
const requests: Omit<Reading, 'format'> = { tables: ['requests'] }
const statements: Omit<Reading, 'format'> = { tables: ['statements', 'events'] }
export const readings: Readonly<Record<string, Reading>> = {
  'access-log': { format: 'access-log', ...requests },
  alertmanager: { format: 'alerts-json', tables: ['alerts'] },
  'alerts-json': { format: 'alerts-json', tables: ['alerts'] },
  'apache-combined': { format: 'access-log', ...requests },
  'apache-common': { format: 'access-log', ...requests },
  'aws-load-balancer': { format: 'aws-load-balancer', ...requests },
  bunyan: { format: 'json-lines', ...events },
  'change-log': { format: 'changes-markdown', tables: ['changes'] },
  'changes-csv': { format: 'records-csv', tables: ['changes'], exact: 1000 },
  'changes-json': { format: 'changes-json', tables: ['changes'] },
  dashboard: { format: 'dashboard-json', tables: ['metrics'] },
  'dotnet-log': { format: 'dotnet', ...events },
  ecs: { format: 'json-lines', ...events },
  'flag-changes': { format: 'changes-json', tables: ['changes'] },
  'gc-log': { format: 'jvm-gc', tables: ['events', 'metrics'], exact: 1, each: 3 },
  'git-log': { format: 'git-log', tables: ['changes'] },
  haproxy: { format: 'haproxy', tables: ['requests', 'events'] },
  'json-lines': { format: 'json-lines', ...events },
  'localised-metrics': { format: 'metrics-csv', tables: ['metrics'], exact: 1000, each: columns.length },
  'log-patterns': { format: 'records-csv', tables: ['events'], exact: 1000 },
  logfmt: { format: 'logfmt', ...events },
  'long-metrics': { format: 'metrics-long-csv', tables: ['metrics'], exact: 1000 },
  'mysql-error-log': { format: 'mysql-error', tables: ['events'], exact: 1, database: 'mysql' },
  'mysql-slow-log': { format: 'mysql-slow', tables: ['statements'], database: 'mysql' },
  'nested-traces': { format: 'spans-json', tables: ['spans'] },
  'nginx-access': { format: 'access-log', ...requests },
  'open-metrics': { format: 'prometheus-text', tables: ['metrics'], exact: 1 },
  'otlp-json': { format: 'spans-json', tables: ['spans'] },
  'performance-counters': { format: 'metrics-csv', tables: ['metrics'], exact: 1, each: columns.length },
  pino: { format: 'json-lines', ...events },
  'postgres-csvlog': { format: 'postgres-csvlog', ...statements, exact: 1 },
  'postgres-jsonlog': { format: 'postgres-jsonlog', ...statements, exact: 1 },
  'postgres-log': { format: 'postgres-stderr', ...statements, exact: 1 },
  'postgres-log-full': { format: 'postgres-stderr', ...statements, exact: 1000 },
  'posts-text': { format: 'posts-text', tables: ['reports'] },
  'prometheus-text': { format: 'prometheus-text', tables: ['metrics'], exact: 1 },
  'python-log': { format: 'python-logging', ...events },
  'rails-log': { format: 'ruby-logger', ...events },
  'session-activity': { format: 'records-csv', tables: ['events'] },
  'spans-json': { format: 'json-lines', tables: ['spans'], exact: 1 },
  'spring-log': { format: 'logback', ...events },
  'sql-server-trace': { format: 'records-csv', tables: ['statements'], database: 'sqlserver' },
  'statement-statistics': { format: 'records-csv', tables: ['statements'] },
  structlog: { format: 'json-lines', ...events },
  syslog: { format: 'syslog', ...events },
  'syslog-bsd': { format: 'syslog', tables: ['events'], exact: 1000 },
  'thread-dump': { format: 'thread-dump', tables: ['events'] },
  'tickets-csv': { format: 'records-csv', tables: ['reports'], exact: 1000 },
  'tickets-json': { format: 'reports-json', tables: ['reports'] },
  'tickets-mail': { format: 'mbox', tables: ['reports'], exact: 1000 },
  'tickets-text': { format: 'labelled-blocks', tables: ['reports'], exact: 60_000 },
  'w3c-extended': { format: 'w3c-extended', ...requests },
  'wide-metrics': { format: 'metrics-csv', tables: ['metrics'], exact: 1000, each: columns.length }
}
