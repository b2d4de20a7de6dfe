import { z } from 'zod'
import { Evidence } from './evidence.ts'
import { Finding, Hypothesis, TestResult } from './hypothesis.ts'
import { Plan, Task } from './plan.ts'
import { Brief, Source } from './source.ts'
import { Steering } from './steering.ts'
import { Instant, TimeWindow } from './time.ts'
import { Objection } from './verdict.ts'
import { RunRecord, Usage } from './run-record.ts'

export const PhaseName = z.enum(['intake', 'plan', 'investigate', 'challenge', 'verify', 'design', 'report'])
export type PhaseName = z.infer<typeof PhaseName>

/** What happened in a run, one a line. State is a fold over these; names are noun-verb. */
const events = [
  z.strictObject({
    type: z.literal('run-started'),
    incident: z.strictObject({ name: z.string(), folder: z.string(), materialsHash: z.string(), brief: Brief.nullable() }),
    sources: z.array(Source),
    model: z.string(),
    /** `naive` when one plain prompt was asked in place of the phases. */
    mode: z.literal('naive').optional(),
    personalData: z.enum(['pseudonymised', 'shown']),
    windowAsked: TimeWindow.nullable(),
    inquestVersion: z.string()
  }),
  /** After a stop: what the phase that was running had made is dropped, but for its finished tasks and tool calls. */
  z.strictObject({ type: z.literal('run-resumed'), note: z.string().nullable() }),
  z.strictObject({ type: z.literal('phase-started'), phase: PhaseName, round: z.int() }),
  z.strictObject({
    type: z.literal('frame-set'),
    window: TimeWindow.nullable(),
    baseline: TimeWindow.nullable(),
    evidence: z.string()
  }),
  z.strictObject({ type: z.literal('plan-made'), plan: Plan }),
  /** A person's version of the plan of its round, in place of the one that was made. */
  z.strictObject({ type: z.literal('plan-edited'), plan: Plan }),
  z.strictObject({ type: z.literal('task-started'), task: Task }),
  z.strictObject({
    type: z.literal('tool-called'),
    by: z.string(),
    evidence: Evidence,
    reused: z.boolean(),
    durationMs: z.number()
  }),
  /** `code` is that of the error: `usage` when the call made no sense, `cannot-judge` when budget, time or the engine failed. */
  z.strictObject({
    type: z.literal('tool-refused'),
    by: z.string(),
    tool: z.string(),
    code: z.string(),
    reason: z.string()
  }),
  /** A finished model call: the request as it was sent, after redaction, and the reply. A key is never paid twice. */
  z.strictObject({
    type: z.literal('model-called'),
    key: z.string(),
    model: z.string(),
    /** Which conversation asked, and the prompt with which it began. */
    about: z.strictObject({ conversation: z.string(), title: z.string(), prompt: z.string(), promptHash: z.string() }).nullable(),
    request: z.json(),
    reply: z.json(),
    inputTokens: z.int(),
    outputTokens: z.int(),
    durationMs: z.number(),
    /** Faults that were survived on the way. */
    faults: z.array(z.string())
  }),
  /** A sentence of a model that no evidence carries. */
  z.strictObject({ type: z.literal('sentence-struck'), by: z.string(), reason: z.string() }),
  z.strictObject({ type: z.literal('finding-made'), finding: Finding }),
  z.strictObject({ type: z.literal('task-finished'), task: z.string(), findings: z.int() }),
  z.strictObject({ type: z.literal('task-failed'), task: z.string(), code: z.string(), reason: z.string() }),
  z.strictObject({ type: z.literal('hypothesis-proposed'), hypothesis: Hypothesis }),
  z.strictObject({ type: z.literal('test-run'), hypothesis: z.string(), result: TestResult }),
  z.strictObject({ type: z.literal('objection-made'), objection: Objection }),
  z.strictObject({ type: z.literal('section-written'), section: z.string(), content: z.json() }),
  /** What a person asked of the run while it ran; `id` names the file that it came in. */
  z.strictObject({ type: z.literal('steering-received'), id: z.string(), steering: Steering }),
  /** What became of it, in words; `hypothesis` is the one that it made or bears on, null when it came to nothing. */
  z.strictObject({
    type: z.literal('steering-answered'),
    id: z.string(),
    hypothesis: z.string().nullable(),
    answer: z.string()
  }),
  z.strictObject({ type: z.literal('run-finished'), record: RunRecord, usage: Usage }),
  z.strictObject({ type: z.literal('run-failed'), code: z.string(), reason: z.string() })
] as const

export const JournalEvent = z.discriminatedUnion('type', events)
export type JournalEvent = z.infer<typeof JournalEvent>

/** A journal's line: the event, its number from 0, and when it was written. */
export const JournalLine = z.strictObject({
  version: z.literal(1),
  sequence: z.int().nonnegative(),
  at: Instant,
  event: JournalEvent
})
export type JournalLine = z.infer<typeof JournalLine>
