import { z } from 'zod'
import { Subject } from './hypothesis.ts'
import { Statement } from './statement.ts'

/** Work that a team can pick up as it stands. */
export const WorkItem = z.strictObject({
  who: z.string(),
  what: z.string(),
  /** Settings, commands and code, in order. */
  how: z.array(z.string()),
  doneWhen: z.string()
})
export type WorkItem = z.infer<typeof WorkItem>

/** A signal that would have shown this and is not in the materials. */
export const ObservabilityGap = z.strictObject({
  /** Lower case, hyphens: `plan-capture`. */
  signal: z.string(),
  title: z.string(),
  /** How it is known to be missing. */
  missing: Statement,
  /** What the next investigation can prove with it. */
  settles: z.string(),
  /** Where it is taken. */
  where: z.string(),
  task: WorkItem
})
export type ObservabilityGap = z.infer<typeof ObservabilityGap>

export const MeasureKind = z.enum([
  'fix-cause',
  'revert',
  'statement-timeout',
  'call-timeout',
  'wait-timeout',
  'circuit-breaker',
  'bulkhead',
  'admission-limit',
  'retry-budget',
  'single-flight',
  'pool-size',
  'job-window',
  'client-rate-limit',
  'outlier-ejection',
  'planned-restart',
  'write-buffer',
  'graceful-degradation',
  'capacity'
])
export type MeasureKind = z.infer<typeof MeasureKind>

/** What a measure is set to. `value` null: it cannot be computed from the materials, and the statement says what to fetch. */
export const MeasureParameter = z.strictObject({
  /** Lower case, hyphens: `timeout`, `limit`. */
  name: z.string(),
  value: z.union([z.number(), z.string()]).nullable(),
  unit: z.string().nullable(),
  statement: Statement
})
export type MeasureParameter = z.infer<typeof MeasureParameter>

/** The incident again in the simulation. Requests are harmed when they fail or take longer than anyone waits. */
const TrialOutcome = z.strictObject({
  harmed: z.number(),
  /** Of the operations that are not at fault. */
  harmedOthers: z.number(),
  harmMinutes: z.number(),
  harmMinutesOthers: z.number(),
  statement: Statement
})
export type TrialOutcome = z.infer<typeof TrialOutcome>

export const Measure = z.strictObject({
  /** M1, M2 … in order of the report. */
  id: z.string(),
  kind: MeasureKind,
  /** `removes`: the cause is gone. `contains`: it no longer spreads. `sheds`: less work is let in. `serves`: people get something. */
  effect: z.enum(['removes', 'contains', 'sheds', 'serves']),
  horizon: z.enum(['now', 'durable']),
  title: z.string(),
  action: Statement,
  target: Subject.nullable(),
  parameters: z.array(MeasureParameter),
  /** Null when it was not tried; `tried` says why. */
  outcome: TrialOutcome.nullable(),
  tried: Statement,
  /** What it costs, and whom it does not help. */
  costs: z.string(),
  task: WorkItem
})
export type Measure = z.infer<typeof Measure>

/** Measures beside scaling alone, on the same simulation of the incident. */
export const TrialTable = z.strictObject({
  evidence: z.string(),
  /** False: the simulation shows a mechanism and measures nothing. */
  calibrated: z.boolean(),
  statement: Statement,
  asItWas: TrialOutcome,
  /** Everything that contains or sheds, at once; null when there are not two. */
  together: TrialOutcome.nullable(),
  scaling: z.array(TrialOutcome.extend({ factor: z.number() }))
})
export type TrialTable = z.infer<typeof TrialTable>

/** A text for citizens. What only the organisation knows stands in square brackets, in capitals. */
const Notice = z.strictObject({ when: z.string(), where: z.string(), text: z.string() })

export const Continuity = z.strictObject({
  /** What failed and what went on, by the journeys that the materials name. */
  journeys: z.array(z.strictObject({ journey: z.string(), inIncident: Statement, whenItFails: z.string() })),
  /** What goes on when each part fails. */
  parts: z.array(z.strictObject({ part: z.string(), citizensCan: z.string(), staffDo: z.string() })),
  routes: z.array(z.strictObject({ route: z.string(), how: z.string() })),
  notices: z.array(Notice)
})
export type Continuity = z.infer<typeof Continuity>

/** A check that would have met this class of cause before citizens did. */
export const PreventionCheck = z.strictObject({
  kind: z.enum(['test', 'plan-check', 'load-test', 'review', 'release', 'data', 'rehearsal']),
  title: z.string(),
  catches: z.string(),
  task: WorkItem
})
export type PreventionCheck = z.infer<typeof PreventionCheck>

/** One step: a sentence, and what to type where there is something to type. */
const RunbookStep = z.strictObject({ say: z.string(), run: z.array(z.string()), expect: z.string().nullable() })
export type RunbookStep = z.infer<typeof RunbookStep>

export const Runbook = z.strictObject({
  /** Lower case, hyphens: the file's name. */
  id: z.string(),
  title: z.string(),
  /** Who can follow it. */
  audience: z.string(),
  sections: z.array(z.strictObject({ title: z.string(), steps: z.array(RunbookStep) }))
})
export type Runbook = z.infer<typeof Runbook>

/** What this work contributes to a point of the Service Standard, and what it leaves to the team. */
export const StandardPoint = z.strictObject({
  point: z.int().min(1).max(14),
  name: z.string(),
  contributes: z.string(),
  leaves: z.string()
})
export type StandardPoint = z.infer<typeof StandardPoint>

export const KnowledgeItem = z.strictObject({ audience: z.string(), learns: z.string(), how: z.string(), doneWhen: z.string() })
export type KnowledgeItem = z.infer<typeof KnowledgeItem>

/** The resilience half of phase 3: what makes the service stand the next incident of this kind. */
export const Resilience = z.strictObject({
  observability: z.array(ObservabilityGap),
  measures: z.array(Measure),
  /** Null where nothing could be tried; the measures say why. */
  trials: TrialTable.nullable(),
  continuity: Continuity,
  prevention: z.array(PreventionCheck),
  capacity: z.array(Statement),
  /** What a spending decision can rest on. */
  spending: z.array(Statement),
  runbooks: z.array(Runbook),
  standard: z.array(StandardPoint),
  knowledge: z.array(KnowledgeItem)
})
export type Resilience = z.infer<typeof Resilience>
