import { z } from 'zod'
import { CauseCategory } from '../../domain/index.ts'
import { Fault } from './fault.ts'
import { Service } from './service.ts'
import { TimeOfDay } from './time-of-day.ts'

/** A change that somebody made or that runs by itself; guilty or not is for the investigation to find. */
const Change = z.strictObject({
  at: TimeOfDay,
  kind: z.enum(['deploy', 'commit', 'config', 'flag', 'job', 'infrastructure', 'schema']),
  ref: z.string(),
  title: z.string(),
  author: z.string().default('delivery team'),
  /** The diff, the old and new value, the job's output. */
  content: z.string().default(''),
  /** False: no change record tells of it, only a log. */
  recorded: z.boolean().default(true),
  /** What the application or database logs about it, if anything. */
  logged: z
    .strictObject({ where: z.enum(['application', 'database']), level: z.string(), logger: z.string(), text: z.string() })
    .optional()
})
export type Change = z.infer<typeof Change>

/** What the operators did during the incident; it acts on the model. */
const Action = z.strictObject({
  at: TimeOfDay,
  kind: z.enum(['set-pool', 'set-workers', 'set-cores', 'restart', 'terminate-sessions']),
  value: z.int().positive().optional(),
  instance: z.string().optional(),
  /** How long a restart takes. */
  downSeconds: z.number().default(20),
  text: z.string()
})
export type Action = z.infer<typeof Action>

/** An alert rule, evaluated on the series as they come out. */
const AlertRule = z.strictObject({
  name: z.string(),
  title: z.string(),
  source: z.string(),
  /** A series (see world/series), optionally of one entity: `p95_ms`, `pool_waiting@web-1`. */
  series: z.string(),
  above: z.number().optional(),
  below: z.number().optional(),
  /** Intervals in a row. */
  intervals: z.int().positive().default(1),
  severity: z.enum(['info', 'warning', 'critical']),
  status: z.enum(['acknowledged', 'open', 'escalated', 'resolved']),
  description: z.string()
})
export type AlertRule = z.infer<typeof AlertRule>

/** What people say, and how many of them. */
const Voices = z.strictObject({
  /** "book a bulky waste collection" */
  task: z.string(),
  /** "bulky waste booking page" */
  page: z.string(),
  /** Why it matters to those who write: sentences. */
  reasons: z.array(z.string()).min(3),
  /** About something else altogether. */
  unrelated: z.array(z.string()).min(1),
  /** Confident and wrong about the cause. */
  wrongCauses: z.array(z.string()).min(1),
  groups: z.array(z.string()).min(1),
  hashtag: z.string(),
  tickets: z.int().nonnegative(),
  posts: z.int().nonnegative(),
  /** Planted verbatim in a ticket: instructions to the investigator. */
  injection: z.string().optional()
})
export type Voices = z.infer<typeof Voices>

/** Text that somebody outside wrote into a log: instructions to the investigator, as a rule. */
const Planted = z.discriminatedUnion('where', [
  /** The browser of the first visit that a log of requests has from then on calls itself so. */
  z.strictObject({ where: z.literal('user-agent'), at: TimeOfDay, text: z.string() }),
  z.strictObject({
    where: z.literal('application-log'),
    at: TimeOfDay,
    level: z.enum(['INFO', 'WARN', 'ERROR']),
    logger: z.string(),
    text: z.string()
  })
])

/** Untidiness of a file as written. */
const Untidy = z.strictObject({
  skewSeconds: z.number().default(0),
  /** Times are written in this zone instead of the service's. */
  zone: z.string().optional(),
  gaps: z.array(z.strictObject({ from: TimeOfDay, until: TimeOfDay })).default([]),
  duplicateShare: z.number().default(0),
  cutLastLine: z.boolean().default(false),
  crlf: z.boolean().default(false),
  latin1: z.boolean().default(false),
  gzip: z.boolean().default(false),
  /** A compressed file of so many members, one after the other, as rotation and shippers join them. */
  gzipMembers: z.int().positive().default(1)
})
export type Untidy = z.infer<typeof Untidy>

export const FileSpec = z.strictObject({
  path: z.string(),
  emitter: z.string(),
  /** One visit in so many is logged; 1: complete. */
  sample: z.int().positive().default(1),
  /** Only this instance's lines. */
  instance: z.string().optional(),
  /** Seconds between points, for metrics. */
  everySeconds: z.int().positive().default(300),
  series: z.array(z.string()).default([]),
  /** When a snapshot was taken: dumps of threads, views of the database. */
  at: z.array(TimeOfDay).default([]),
  /** In whose words an application is logged, where the format leaves that open. */
  runtime: z.enum(['jvm', 'dotnet', 'python', 'ruby', 'node']).default('jvm'),
  /** A piece of a rotated log: from this time on, or before that one. */
  from: TimeOfDay.optional(),
  until: TimeOfDay.optional(),
  untidy: Untidy.prefault({})
})
export type FileSpec = z.infer<typeof FileSpec>

const EvidenceSpec = z.strictObject({ what: z.string(), path: z.string(), pattern: z.string() })

export const Scenario = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  /** What it teaches, for trainers: the cause is named here, so it never goes into the materials. */
  lesson: z.string(),
  service: Service,
  /** ISO date; the seed moves it by whole weeks. */
  date: z.iso.date(),
  zone: z.string().default('Europe/London'),
  from: TimeOfDay,
  until: TimeOfDay,
  /** Visits begun a minute, at these times; straight lines between. */
  load: z.array(z.tuple([TimeOfDay, z.number().nonnegative()])).min(2),
  faults: z.array(Fault).default([]),
  changes: z.array(Change).default([]),
  actions: z.array(Action).default([]),
  alerts: z.array(AlertRule).default([]),
  voices: Voices,
  planted: z.array(Planted).default([]),
  files: z.array(FileSpec).min(1),
  /** By path: untidiness of files that a common set lists. */
  untidy: z.record(z.string(), Untidy).default({}),
  /** Overrides the sampling of all files that sample. */
  logSample: z.int().positive().optional(),
  /** What "without the cause" means for the counterfactual: no faults, calm clients, or the load before the surge. @default faults */
  causeRemoved: z
    .strictObject({
      faults: z.boolean().default(true),
      client: z.strictObject({ timeoutMs: z.number(), attempts: z.int(), backoffMs: z.number() }).optional(),
      loadAtMost: z.number().optional()
    })
    .prefault({}),
  /** Worlds of this scenario's own, beside the usual ones. */
  alsoScale: z
    .array(
      z.strictObject({
        change: z.string(),
        pool: z.number().optional(),
        workers: z.number().optional(),
        cores: z.number().optional(),
        database: z.number().optional(),
        memory: z.number().optional()
      })
    )
    .default([]),
  brief: z
    .strictObject({
      path: z.string(),
      /** Markdown; `{organisation}`, `{date}`, `{weekday}`, `{wrongWeekday}`, `{time HH:MM}`, `{peak_p95}` … are filled in. */
      text: z.string()
    })
    .optional(),
  truth: z.strictObject({
    status: z.enum(['determined', 'undetermined', 'no-incident']),
    acceptCategories: z.array(CauseCategory),
    componentAliases: z.array(z.string()),
    mustEntail: z.array(z.string()),
    mustNotClaim: z.array(z.string()),
    trigger: z.strictObject({ kinds: z.array(z.string()), refs: z.array(z.string()), at: TimeOfDay.nullable() }),
    onset: TimeOfDay.nullable(),
    onsetToleranceMinutes: z.number().default(10),
    keyEvidence: z.array(EvidenceSpec),
    minimumKeyEvidence: z.int(),
    symptoms: z.array(z.string()),
    innocentChanges: z.array(z.string()).default([]),
    contributing: z
      .array(z.strictObject({ category: CauseCategory, componentAliases: z.array(z.string()), statement: z.string() }))
      .default([]),
    mayAbstain: z.boolean().default(false),
    mayLeaveOpen: z.array(z.string()).default([]),
    falseStatements: z.array(z.string()).default([]),
    traps: z.array(z.string()).default([])
  })
})
export type Scenario = z.infer<typeof Scenario>
/** A scenario as one writes it: what has a default may be left out. */
export type ScenarioInput = z.input<typeof Scenario>
