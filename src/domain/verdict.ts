import { z } from 'zod'
import { Dimension, Hypothesis, TestResult, Trigger } from './hypothesis.ts'
import { Statement } from './statement.ts'
import { CauseCategory, RemedyClass } from './taxonomy.ts'
import { Instant } from './time.ts'

/** Points per dimension in −1 … 1 (null: no test could tell), groundedness 0–1, and the whole in 0–1. */
export const Score = z.strictObject({
  total: z.number(),
  dimensions: z.record(Dimension, z.number().nullable()),
  groundedness: z.number()
})
export type Score = z.infer<typeof Score>

/** A gate that nobody can talk past. */
export const GateResult = z.strictObject({ gate: z.string(), passed: z.boolean(), statement: Statement })
export type GateResult = z.infer<typeof GateResult>

/** The observation on which two rivals differ, and what it showed. */
export const Discrimination = z.strictObject({
  rival: z.string(),
  test: z.string(),
  favours: z.enum(['this', 'rival', 'neither'])
})
export type Discrimination = z.infer<typeof Discrimination>

/** What a verifier holds against an explanation: it can lower a score, and never raise one. */
export const Objection = z.strictObject({
  hypothesis: z.string(),
  weight: z.enum(['minor', 'major']),
  statement: Statement
})
export type Objection = z.infer<typeof Objection>

/** A hypothesis with everything the verifier made of it. */
export const JudgedHypothesis = Hypothesis.extend({
  tests: z.array(TestResult),
  score: Score,
  gates: z.array(GateResult),
  discriminations: z.array(Discrimination),
  /** What was held against it; its score is after these. Left out when there is nothing. */
  objections: z.array(Objection).optional(),
  fate: z.enum(['accepted', 'contributing', 'rejected', 'open']),
  /** Why it stands or fell. */
  reason: Statement
})
export type JudgedHypothesis = z.infer<typeof JudgedHypothesis>

const Answer = z.enum(['for', 'against', 'cannot-tell'])
export const ScalingPartName = z.enum([
  'work-per-request',
  'same-load-other-outcome',
  'hold-time',
  'what-was-tried',
  'counterfactual'
])
export type ScalingPartName = z.infer<typeof ScalingPartName>

/** "Would more of the resource have prevented this?", in five parts, each answered for, against or cannot tell. */
export const ScalingTest = z.strictObject({
  /** Do the materials obey Little's law? If not, the parts that need rates cannot tell. */
  physics: z.strictObject({ obeys: z.enum(['yes', 'no', 'cannot-tell']), statement: Statement }),
  parts: z.array(z.strictObject({ part: ScalingPartName, answer: Answer, statement: Statement })),
  wouldScalingHelp: z.enum(['yes', 'no', 'delays', 'cannot-tell']),
  statement: Statement
})
export type ScalingTest = z.infer<typeof ScalingTest>

export const RootCause = z.strictObject({
  hypothesis: z.string(),
  category: CauseCategory,
  component: z.string(),
  statement: z.string(),
  mechanism: z.string(),
  trigger: Trigger.nullable(),
  onset: Instant.nullable(),
  /** The same sentences with their citations. */
  cites: z.strictObject({ statement: Statement, mechanism: Statement })
})
export type RootCause = z.infer<typeof RootCause>

export const Verdict = z.strictObject({
  status: z.enum(['determined', 'undetermined', 'no-incident']),
  /** 0–1: calibrated in the evals. */
  confidence: z.number(),
  /** Null unless determined. */
  rootCause: RootCause.nullable(),
  contributing: z.array(RootCause),
  /** The verdict in two sentences for a service owner. */
  summary: z.array(Statement),
  explains: z.array(Statement),
  leavesUnexplained: z.array(Statement),
  openQuestions: z.array(Statement)
})
export type Verdict = z.infer<typeof Verdict>

export const Remedy = z.strictObject({
  id: z.string(),
  class: RemedyClass,
  horizon: z.enum(['now', 'durable']),
  action: Statement,
  /** Hypothesis it addresses. */
  addresses: z.string().nullable(),
  why: Statement
})
export type Remedy = z.infer<typeof Remedy>
