import { z } from 'zod'
import { Instant } from './time.ts'

/** JSON-able values kept beside a record's fixed columns, keyed by the name that the source uses. */
const Attributes = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
export type Attributes = z.infer<typeof Attributes>

/** What a record of any table has: when, and which part of the system (host, instance, service; null if unsaid). */
const base = {
  /** UTC. Null only where the source gives no time at all. */
  ts: Instant.nullable(),
  /** The time as written in the source. */
  tsOriginal: z.string().nullable(),
  entity: z.string().nullable(),
  attributes: Attributes
}

/** A log line that is nothing more specific. */
export const EventRecord = z.strictObject({
  ...base,
  /** One of trace, debug, info, warning, error, fatal; null when the source has no levels. */
  level: z.enum(['trace', 'debug', 'info', 'warning', 'error', 'fatal']).nullable(),
  logger: z.string().nullable(),
  thread: z.string().nullable(),
  message: z.string()
})

/** A request as an access log saw it. `ts` is what the log wrote (see attributes.tsIs: 'start' | 'end' | 'unknown'). */
export const RequestRecord = z.strictObject({
  ...base,
  client: z.string().nullable(),
  method: z.string().nullable(),
  /** Path and query string as logged. */
  target: z.string(),
  status: z.int().nullable(),
  bytes: z.number().nullable(),
  durationMs: z.number().nullable(),
  referrer: z.string().nullable(),
  userAgent: z.string().nullable(),
  userName: z.string().nullable()
})

/** One execution of a database statement, as the database (or the application) logged it. */
export const StatementRecord = z.strictObject({
  ...base,
  statement: z.string(),
  durationMs: z.number().nullable(),
  session: z.string().nullable(),
  database: z.string().nullable(),
  userName: z.string().nullable(),
  rowsReturned: z.number().nullable(),
  rowsExamined: z.number().nullable(),
  /** Time spent waiting for locks, when the source says. */
  lockMs: z.number().nullable(),
  plan: z.string().nullable()
})

export const SpanRecord = z.strictObject({
  ...base,
  traceId: z.string(),
  spanId: z.string(),
  parentId: z.string().nullable(),
  name: z.string(),
  durationMs: z.number(),
  failed: z.boolean().nullable()
})

/** One point of one series. */
export const MetricRecord = z.strictObject({
  ...base,
  series: z.string(),
  value: z.number(),
  unit: z.string().nullable()
})

export const AlertRecord = z.strictObject({
  ...base,
  name: z.string(),
  severity: z.string().nullable(),
  /** As the source says: firing, open, acknowledged, resolved … */
  status: z.string().nullable(),
  metric: z.string().nullable(),
  value: z.number().nullable(),
  threshold: z.number().nullable(),
  description: z.string().nullable(),
  resolvedAt: Instant.nullable()
})

/** What a person said: a ticket, a post, a phone note. */
export const ReportRecord = z.strictObject({
  ...base,
  channel: z.enum(['ticket', 'post', 'chat', 'note']),
  reference: z.string().nullable(),
  author: z.string().nullable(),
  /** True for the organisation's own announcements. */
  official: z.boolean(),
  priority: z.string().nullable(),
  category: z.string().nullable(),
  subject: z.string().nullable(),
  text: z.string(),
  status: z.string().nullable()
})

export const ChangeRecord = z.strictObject({
  ...base,
  kind: z.enum(['deploy', 'commit', 'config', 'flag', 'job', 'infrastructure', 'schema', 'other']),
  /** Commit, release, ticket or job id. */
  ref: z.string().nullable(),
  title: z.string(),
  author: z.string().nullable(),
  /** Description, diff, old and new values: what the change contains. */
  content: z.string().nullable()
})

export const recordSchemas = {
  events: EventRecord,
  requests: RequestRecord,
  statements: StatementRecord,
  spans: SpanRecord,
  metrics: MetricRecord,
  alerts: AlertRecord,
  reports: ReportRecord,
  changes: ChangeRecord
} as const

export const TableName = z.enum(['events', 'requests', 'statements', 'spans', 'metrics', 'alerts', 'reports', 'changes'])
export type TableName = z.infer<typeof TableName>
export type RecordOf<T extends TableName> = z.infer<(typeof recordSchemas)[T]>
export type EventRecord = z.infer<typeof EventRecord>
export type RequestRecord = z.infer<typeof RequestRecord>
export type StatementRecord = z.infer<typeof StatementRecord>
export type SpanRecord = z.infer<typeof SpanRecord>
export type MetricRecord = z.infer<typeof MetricRecord>
export type AlertRecord = z.infer<typeof AlertRecord>
export type ReportRecord = z.infer<typeof ReportRecord>
export type ChangeRecord = z.infer<typeof ChangeRecord>
