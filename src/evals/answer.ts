import { z } from 'zod'
import { CauseCategory, Instant, RemedyClass, Trigger } from '../domain/index.ts'

const Cause = z.strictObject({
  category: CauseCategory,
  component: z.string(),
  statement: z.string(),
  mechanism: z.string(),
  trigger: Trigger.nullable(),
  onset: Instant.nullable()
})

/** Something that an answer points at, looked up again when the answer was taken. */
export const CitedEvidence = z.strictObject({
  /** Files it rests on, as paths in the materials. */
  paths: z.array(z.string()),
  /** What is said to stand there. */
  words: z.string(),
  /** The line as it stands there, or the reading of the evidence whose cell is cited; empty where nothing was found. */
  line: z.string(),
  /** `quote`: words of a file. `cell`: a computed value of recorded evidence. */
  kind: z.enum(['quote', 'cell']),
  for: z.enum(['cause', 'effect', 'rules-out']),
  /** It is there, and it is what it is said to be. */
  holds: z.boolean()
})
export type CitedEvidence = z.infer<typeof CitedEvidence>

/** An answer to a case, whoever gave it: all that graders read, so that it can be graded again without its materials. */
export const Answer = z.strictObject({
  status: z.enum(['determined', 'undetermined', 'no-incident']),
  confidence: z.number(),
  cause: Cause.nullable(),
  contributing: z.array(Cause),
  /** Explanations left standing beside the cause. */
  open: z.int(),
  summary: z.string(),
  wouldScalingHelp: z.enum(['yes', 'no', 'delays', 'cannot-tell']),
  /** `class` is what the answer claims for itself; graders read the action. */
  remedies: z.array(z.strictObject({ class: RemedyClass, horizon: z.enum(['now', 'durable']), action: z.string() })),
  firstHarm: Instant.nullable(),
  /** Attempts that failed because of the incident, with the interval that the answer gives. */
  failedAttempts: z.strictObject({ estimate: z.number(), low: z.number(), high: z.number() }).nullable(),
  /** What would have warned: minutes before the first harm at which each detector fires on these materials, and how often for nothing. */
  detectors: z.array(
    z.strictObject({
      title: z.string(),
      leadMinutes: z.number().nullable(),
      /** Per day of healthy time; null where the materials hold too little of it. */
      falseAlarmsPerDay: z.number().nullable(),
      /** Firings in what healthy time there is; null where there is none. */
      falseAlarms: z.number().nullable()
    })
  ),
  /** Do the alerting rules designed with it pass Prometheus' own unit tests of them? Null: there are none, or no promtool. */
  rules: z.enum(['hold', 'fail']).nullable(),
  /** Null: it was not asked what it rests on (one plain prompt), so that this is not graded. */
  citations: z.array(CitedEvidence).nullable()
})
export type Answer = z.infer<typeof Answer>

/** An answer that says nothing: it cannot tell, and proposes nothing. */
export const saysNothing: Answer = {
  status: 'undetermined',
  confidence: 0,
  cause: null,
  contributing: [],
  open: 0,
  summary: '',
  wouldScalingHelp: 'cannot-tell',
  remedies: [],
  firstHarm: null,
  failedAttempts: null,
  detectors: [],
  rules: null,
  citations: []
}
