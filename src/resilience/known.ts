import type {
  Evidence,
  Finding,
  Incident,
  JudgedHypothesis,
  Monitoring,
  Remedy,
  ScalingTest,
  Source,
  Subject,
  TimeWindow,
  Verdict
} from '../domain/index.ts'
import type { Maybe } from '../verdict/index.ts'
import { type Engine, engineOf } from './database/engine.ts'

/** All that a design of resilience rests on: the judgement, and evidence that was asked for. */
export interface Known {
  readonly incident: Pick<Incident, 'name'>
  readonly sources: readonly Source[]
  readonly engine: Engine | null
  readonly window: TimeWindow | null
  readonly verdict: Verdict
  readonly hypotheses: readonly JudgedHypothesis[]
  readonly scaling: ScalingTest
  readonly findings: readonly Finding[]
  readonly remedies: readonly Remedy[]
  readonly monitoring: Monitoring | null
  /** What the root cause is about; null without one. */
  readonly subject: Subject | null
  readonly parameters: Maybe
  readonly trial: Maybe
  /** Further evidence by the name of its tool. */
  readonly evidence: Readonly<Record<string, Evidence>>
}

/** Puts together what is known; the subject is that of the accepted hypothesis. */
export function knownOf(input: Omit<Known, 'engine' | 'subject'>): Known {
  const accepted = input.hypotheses.find(({ id }) => id === input.verdict.rootCause?.hypothesis)
  return { ...input, engine: engineOf(input.sources), subject: accepted?.subject ?? null }
}
