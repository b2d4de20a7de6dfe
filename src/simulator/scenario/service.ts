import { z } from 'zod'

const name = z.string().regex(/^[a-z0-9][a-z0-9_-]*$/, 'a name in lower case')
const range = z.tuple([z.number(), z.number()])

/** Where the values of a request's parameters come from. */
const Parameter = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pick'), values: z.array(z.union([z.string(), z.tuple([z.string(), z.number()])])).min(1) }),
  z.strictObject({ kind: z.literal('number'), range }),
  /** `prefix` + a number of `digits` digits. */
  z.strictObject({ kind: z.literal('reference'), prefix: z.string(), digits: z.int().positive() }),
  /** A date so many days ahead of the incident's: uniform in `days`; from `later.from` on, a share asks within `later.days`. */
  z.strictObject({
    kind: z.literal('date-ahead'),
    days: range,
    later: z.strictObject({ from: z.string(), days: range, share: z.number() }).optional()
  })
])
export type Parameter = z.infer<typeof Parameter>

/** A statement as the database sees it. `:name` stands for a parameter of the request, `:name+1` for the day after. */
const StatementSpec = z.strictObject({
  id: name,
  sql: z.string(),
  /** Median milliseconds on an idle database. */
  ms: z.number().positive(),
  sigma: z.number().default(0.25),
  /** Share of that time that needs a core; the rest is waiting for disk or network. */
  cpuShare: z.number().min(0).max(1).default(0.7),
  rows: range.default([1, 20]),
  /** A lock taken for as long as the statement runs. */
  lock: z.strictObject({ name, mode: z.enum(['shared', 'exclusive']) }).optional()
})
export type StatementSpec = z.infer<typeof StatementSpec>

const DependencySpec = z.strictObject({
  name,
  host: z.string(),
  /** What it is for people: "the payment provider". */
  title: z.string(),
  ms: z.number().positive(),
  sigma: z.number().default(0.3),
  /** How long ours waits for it; null: for ever. */
  timeoutMs: z.number().nullable(),
  attempts: z.int().default(1),
  /** Calls at a time that it answers; more wait. */
  concurrency: z.int().optional()
})
export type DependencySpec = z.infer<typeof DependencySpec>

/** What a route does, in order, on the worker that serves it. */
export type RouteStep =
  | { cpu: number }
  | { query: string; times?: number | undefined }
  | { call: string }
  | { cache: string; miss: RouteStep[] }
  /** Steps that share one connection, held from first to last. */
  | { transaction: RouteStep[] }

const RouteStep: z.ZodType<RouteStep> = z.lazy(() =>
  z.union([
    z.strictObject({ cpu: z.number().positive() }),
    z.strictObject({ query: z.string(), times: z.int().positive().optional() }),
    z.strictObject({ call: z.string() }),
    z.strictObject({ cache: z.string(), miss: z.array(RouteStep) }),
    z.strictObject({ transaction: z.array(RouteStep) })
  ])
)

const Route = z.strictObject({
  id: name,
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']),
  /** Path and query string with `{parameter}` in it. */
  target: z.string(),
  /** Weight among first requests of a visit; 0 for steps that only follow others. */
  share: z.number().min(0),
  /** Parameters it draws; those of the request before it in the journey are kept. */
  parameters: z.array(z.string()).default([]),
  steps: z.array(RouteStep),
  bytes: range.default([400, 4000]),
  /** In the words of the application's log. */
  log: z.strictObject({ logger: z.string(), start: z.string(), done: z.string() }),
  /** Does a success mean that a citizen got what they came for? */
  completes: z.boolean().default(false),
  /** Journey: after a success, the next route, how likely, after how many seconds. */
  next: z.array(z.strictObject({ route: name, chance: z.number(), afterSeconds: range })).default([])
})
export type Route = z.infer<typeof Route>

/** A service as it is when nothing is wrong. */
export const Service = z.strictObject({
  /** What people call it: "bulky waste collections". */
  title: z.string(),
  /** The application's name in logs and hosts. */
  application: name,
  logger: z.string(),
  /** One is chosen by the seed. */
  organisations: z.array(z.strictObject({ name: z.string(), domain: z.string() })).min(1),
  instances: z.array(
    z.strictObject({
      name,
      workers: z.int().positive(),
      /** Requests that may wait for a worker. */
      backlog: z.int().default(200),
      cores: z.number().positive(),
      heapMb: z.number().positive().default(2048)
    })
  ),
  /** The load balancer gives up after this. */
  proxyTimeoutMs: z.number().default(60_000),
  /** Clients that try again by themselves (apps, integrations); people are in `reload`. */
  client: z.strictObject({ timeoutMs: z.number(), attempts: z.int(), backoffMs: z.number() }).optional(),
  /** Chance that a person tries again after a failure, and after how many seconds. */
  reload: z.strictObject({ chance: z.number(), afterSeconds: range }).default({ chance: 0.4, afterSeconds: [8, 60] }),
  /** Connections of each instance. */
  pool: z.strictObject({ size: z.int().positive(), waitTimeoutMs: z.number().positive() }),
  database: z.strictObject({
    kind: z.enum(['postgres', 'mysql', 'sqlserver']),
    name: z.string(),
    user: z.string(),
    host: name,
    cores: z.number().positive()
  }),
  statements: z.array(StatementSpec),
  dependencies: z.array(DependencySpec).default([]),
  caches: z.array(z.strictObject({ name, hitShare: z.number(), ms: z.number() })).default([]),
  parameters: z.record(z.string(), Parameter),
  routes: z.array(Route).min(1)
})
export type Service = z.infer<typeof Service>
