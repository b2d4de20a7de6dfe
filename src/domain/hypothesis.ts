import { z } from 'zod'
import { Statement } from './statement.ts'
import { CauseCategory } from './taxonomy.ts'
import { Instant, TimeWindow } from './time.ts'

/** What a test bears on. The verifier scores every hypothesis on these, and on groundedness. */
export const Dimension = z.enum(['precedence', 'mechanism', 'coverage', 'discrimination', 'dose-response', 'intervention'])
export type Dimension = z.infer<typeof Dimension>

/** The change that set the cause off. `ref` names it (commit, deploy, ticket, job) only if its content can produce the fault. */
export const Trigger = z.strictObject({
  kind: z.enum([
    'deploy',
    'commit',
    'config',
    'flag',
    'job',
    'schema',
    'infrastructure',
    'data-growth',
    'data',
    'traffic',
    'unknown'
  ]),
  ref: z.string().nullable(),
  time: Instant.nullable()
})
export type Trigger = z.infer<typeof Trigger>

/** What a hypothesis says a diagnostic test will show. Rivals are told apart where their predictions differ. */
export const Prediction = z.strictObject({
  /** Id of a diagnostic test of `verdict/`. */
  test: z.string(),
  expected: z.enum(['yes', 'no']),
  /** How much the hypothesis stands on it: 1 is ordinary, 3 is its heart. */
  weight: z.number().positive(),
  /** What it weighs where the test says otherwise or cannot tell: less, where much else hides the sign. @default weight */
  otherwise: z.number().positive().optional()
})
export type Prediction = z.infer<typeof Prediction>

/** A diagnostic test as run on the materials: a question with an answer, how clear the answer is, and why. */
export const TestResult = z.strictObject({
  test: z.string(),
  question: z.string(),
  dimension: Dimension,
  outcome: z.enum(['yes', 'no', 'cannot-tell']),
  /** 0–1: how clearly the evidence gives the outcome. 0 for `cannot-tell`. */
  strength: z.number(),
  statement: Statement
})
export type TestResult = z.infer<typeof TestResult>

/** What the hypothesis is about, in the terms that tools take as arguments. */
export const Subject = z.strictObject({
  /** Table and operation (statement fingerprint, route, span name), when the cause is work of one kind. */
  population: z.enum(['requests', 'statements', 'spans', 'events']).nullable(),
  operation: z.string().nullable(),
  /** Instance, host, service, dependency or pool. */
  entity: z.string().nullable(),
  /** A metric's series, when the cause is a resource. */
  series: z.string().nullable()
})
export type Subject = z.infer<typeof Subject>

/** A possible explanation, as proposed. Its tests and fate are the verifier's (see verdict). */
export const Hypothesis = z.strictObject({
  /** H1, H2 … in order of proposal. */
  id: z.string(),
  category: CauseCategory,
  /** What it is in, in words a reader of the system would use. */
  component: z.string(),
  subject: Subject,
  statement: Statement,
  mechanism: Statement,
  trigger: Trigger.nullable(),
  /** When the cause began to act, as far as the materials show. */
  onset: Instant.nullable(),
  /** Resolution of the source of `onset` in seconds: an effect may be logged earlier by as much. */
  onsetResolutionSeconds: z.number(),
  proposedBy: z.string(),
  predictions: z.array(Prediction),
  /** Why the one who proposes takes it back; left out while it stands. It stays in the record, rejected for this reason. */
  withdrawn: Statement.optional()
})
export type Hypothesis = z.infer<typeof Hypothesis>

/** A cited statement that an agent found. */
export const Finding = z.strictObject({
  /** F1, F2 … in plan order. */
  id: z.string(),
  /** Role of the agent: application, database, infrastructure, traffic, dependencies, changes, citizen-impact, sceptic … */
  by: z.string(),
  /** Id of the task it answers. */
  task: z.string(),
  /** What it is about; rules read topics, people read statements. */
  topic: z.string(),
  role: z.enum(['cause', 'symptom', 'context', 'intervention', 'impact', 'early-warning']),
  statement: Statement,
  subject: Subject.nullable(),
  window: TimeWindow.nullable()
})
export type Finding = z.infer<typeof Finding>
