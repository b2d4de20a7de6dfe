import { z } from 'zod'
import { TimeOfDay } from './time-of-day.ts'

const span = { from: TimeOfDay, until: TimeOfDay.optional() }
const instance = { instance: z.string().optional() }

/** A change to the service's model. What people then see follows from the queueing; nothing is painted on. */
export const Fault = z.discriminatedUnion('kind', [
  /** A statement whose plan turns bad for some parameters: dates from so many days ahead on, but for some values. */
  z.strictObject({
    kind: z.literal('bad-plan'),
    ...span,
    statement: z.string(),
    /** The date parameter and the first day ahead that gets the bad plan; null: every run. */
    beyond: z.strictObject({ parameter: z.string(), days: z.number() }).nullable(),
    spared: z.strictObject({ parameter: z.string(), values: z.array(z.string()) }).optional(),
    ms: z.number().positive(),
    sigma: z.number().default(0.35),
    /** Added for each day beyond. */
    msPerDay: z.number().default(0),
    plan: z.strictObject({ good: z.string(), bad: z.string(), rowsRead: z.number() }).optional()
  }),
  /** Work that holds a lock exclusively: a job, or a session that somebody forgot. */
  z.strictObject({
    kind: z.literal('lock-holder'),
    ...span,
    lock: z.string(),
    /** What the holder runs, as the database would show it. */
    sql: z.string(),
    application: z.string(),
    holdMs: z.number().positive(),
    /** Time between the end of one hold and the next. */
    gapMs: z.number().nonnegative()
  }),
  /** A limit set wrongly (workers, pool) by a change, until it is put back. */
  z.strictObject({
    kind: z.literal('limit'),
    ...span,
    ...instance,
    what: z.enum(['pool', 'workers']),
    value: z.int().positive()
  }),
  /** A dependency slower by a factor, refusing, or not resolving for a share of calls. */
  z.strictObject({ kind: z.literal('dependency-slow'), ...span, dependency: z.string(), factor: z.number().positive() }),
  z.strictObject({
    kind: z.literal('dependency-fails'),
    ...span,
    dependency: z.string(),
    share: z.number().min(0).max(1),
    afterMs: z.number().nonnegative(),
    message: z.string()
  }),
  z.strictObject({ kind: z.literal('cache-lost'), ...span, cache: z.string(), hitShare: z.number() }),
  /** Heap that requests of a route take and never give back; a full heap kills the instance. */
  z.strictObject({
    kind: z.literal('memory-leak'),
    ...span,
    ...instance,
    route: z.string(),
    mbPerRequest: z.number().positive()
  }),
  /** A share of a route's requests keeps its connection for ever. */
  z.strictObject({ kind: z.literal('connection-leak'), ...span, route: z.string(), share: z.number() }),
  /** A statement of a route runs so many times instead of once. */
  z.strictObject({
    kind: z.literal('amplified'),
    ...span,
    route: z.string(),
    query: z.string(),
    times: z.tuple([z.number(), z.number()])
  }),
  /** A job on the database's cores: so many sessions, each always busy. */
  z.strictObject({
    kind: z.literal('batch'),
    ...span,
    name: z.string(),
    sql: z.string(),
    sessions: z.int().positive(),
    ms: z.number().positive()
  }),
  z.strictObject({ kind: z.literal('instance-slow'), ...span, instance: z.string(), cores: z.number().positive() }),
  /** Whole instances gone. */
  z.strictObject({ kind: z.literal('instances-down'), ...span, instances: z.array(z.string()), message: z.string() }),
  /** Clients of one kind that ask for a route at a rate of their own. */
  z.strictObject({
    kind: z.literal('crawler'),
    ...span,
    route: z.string(),
    perMinute: z.number().positive(),
    userAgent: z.string(),
    clients: z.int().positive()
  }),
  /** Code that burns processor time, or throws, for a share of a route's requests or for one value of a parameter. */
  z.strictObject({
    kind: z.literal('code'),
    ...span,
    route: z.string(),
    when: z.strictObject({ parameter: z.string(), values: z.array(z.string()) }).nullable(),
    share: z.number().default(1),
    cpuMs: z.number().default(0),
    throws: z.string().optional()
  }),
  /** Statements that write fail: a disk that is full. `filling` is its usage at the start and when it is full. */
  z.strictObject({
    kind: z.literal('writes-fail'),
    ...span,
    message: z.string(),
    volume: z.string(),
    usedAtStart: z.number(),
    perHour: z.number()
  })
])
export type Fault = z.infer<typeof Fault>
export type FaultKind = Fault['kind']
export type FaultOf<K extends FaultKind> = Extract<Fault, { kind: K }>
