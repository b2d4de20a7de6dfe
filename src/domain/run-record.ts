import { z } from 'zod'
import { Evidence } from './evidence.ts'
import { Finding, TestResult } from './hypothesis.ts'
import { Elsewhere } from './elsewhere.ts'
import { Monitoring } from './monitoring.ts'
import { Plan } from './plan.ts'
import { Resilience } from './resilience.ts'
import { Brief, Source } from './source.ts'
import { Statement } from './statement.ts'
import { Instant, TimeWindow } from './time.ts'
import { JudgedHypothesis, Remedy, ScalingTest, Verdict } from './verdict.ts'

export const TimelineEvent = z.strictObject({
  time: Instant,
  mark: z.enum(['cause', 'symptom', 'harm', 'alert', 'intervention', 'report', 'change', 'recovery', 'context']),
  statement: Statement
})
export type TimelineEvent = z.infer<typeof TimelineEvent>

/** Citizen impact as computation. */
export const Impact = z.strictObject({
  firstDeviation: Instant.nullable(),
  firstHarm: Instant.nullable(),
  lastHarm: Instant.nullable(),
  /** Requests or journeys that failed because of the incident, with a 95 % interval; null when not computable. */
  failedAttempts: z.strictObject({ estimate: z.number(), low: z.number(), high: z.number(), statement: Statement }).nullable(),
  people: z.array(Statement),
  journeys: z.array(Statement),
  groups: z.array(z.strictObject({ group: z.string(), reports: z.int(), statement: Statement })),
  accessibility: z.array(Statement),
  money: z.array(Statement),
  /** Figures that the materials state, checked against the rest. */
  checked: z.array(Statement)
})
export type Impact = z.infer<typeof Impact>

/** Nobody is known to have been harmed. */
export const noImpact: Impact = {
  firstDeviation: null,
  firstHarm: null,
  lastHarm: null,
  failedAttempts: null,
  people: [],
  journeys: [],
  groups: [],
  accessibility: [],
  money: [],
  checked: []
}

export const Contradiction = z.strictObject({
  kind: z.enum(['weekday', 'time', 'count', 'value', 'zone', 'physics', 'text']),
  statement: Statement
})
export type Contradiction = z.infer<typeof Contradiction>

/** Something that an operator can run or ask for, and what it would settle. */
export const FetchNext = z.strictObject({ what: Statement, command: z.string(), settles: Statement })
export type FetchNext = z.infer<typeof FetchNext>

/** A line of the materials as a report shows it. */
export const QuotedLine = z.strictObject({ source: z.string(), line: z.int(), text: z.string() })
export type QuotedLine = z.infer<typeof QuotedLine>

export const Usage = z.strictObject({
  toolCalls: z.int(),
  toolCallsReused: z.int(),
  modelCalls: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  rounds: z.int()
})
export type Usage = z.infer<typeof Usage>

/** How and when the run went: the one part of a report in which two runs on the same materials may differ. */
export const RunFacts = z.strictObject({
  id: z.string(),
  startedAt: Instant,
  finishedAt: Instant,
  inquestVersion: z.string(),
  durationMs: z.number()
})
export type RunFacts = z.infer<typeof RunFacts>

/** Phase 3; a half is null when its role failed or had nothing to design for. */
export const Design = z.strictObject({
  monitoring: Monitoring.nullable(),
  resilience: Resilience.nullable(),
  /** Null when nothing besides the materials was named to try it on. */
  elsewhere: Elsewhere.nullable().default(null)
})
export type Design = z.infer<typeof Design>

/** `report.json`. Versioned; published as a JSON schema in docs/. Written by one writer, read by report, evals and viewer. */
export const RunRecord = z.strictObject({
  schemaVersion: z.literal(1),
  run: RunFacts,
  incident: z.strictObject({ name: z.string(), materialsHash: z.string(), brief: Brief.nullable() }),
  /** Model per role, or `builtin`. */
  model: z.string(),
  /** `naive` when one plain prompt was asked in place of the phases. */
  mode: z.literal('naive').optional(),
  personalData: z.enum(['pseudonymised', 'shown']),
  partial: z.boolean(),
  window: TimeWindow.nullable(),
  baseline: TimeWindow.nullable(),
  verdict: Verdict,
  hypotheses: z.array(JudgedHypothesis),
  scaling: ScalingTest,
  findings: z.array(Finding),
  /** The tests that were run, whichever hypothesis asked for them. */
  tests: z.array(TestResult),
  timeline: z.array(TimelineEvent),
  earlyWarnings: z.array(Statement),
  impact: Impact,
  remedies: z.array(Remedy),
  /** Null in runs of versions that designed nothing. */
  design: Design.nullable().default(null),
  contradictions: z.array(Contradiction),
  proven: z.array(Statement),
  unproven: z.array(Statement),
  fetchNext: z.array(FetchNext),
  /** The method as it was run. */
  method: z.array(z.strictObject({ phase: z.string(), text: z.string() })),
  plans: z.array(Plan),
  sources: z.array(Source),
  /** Cited evidence, numbered E1, E2 … in plan order, with a few of the lines that it rests on. */
  evidence: z.array(Evidence.extend({ number: z.string(), lines: z.array(QuotedLine).optional() })),
  usage: Usage
})
export type RunRecord = z.infer<typeof RunRecord>
