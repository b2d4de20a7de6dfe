import type { Evidence, JudgedHypothesis, RunPopulation } from '../../domain/index.ts'
import type { CauseSigns } from './cause-signs.ts'

/** What candidates are derived from: the cause as judged (null when none is determined) and what tools have shown. */
export interface Known {
  readonly cause: JudgedHypothesis | null
  readonly signs: CauseSigns | null
  readonly onsets: Evidence | undefined
  readonly operations: Evidence | undefined
  readonly work: Evidence | undefined
  readonly templates: Evidence | undefined
  readonly expiry: Evidence | undefined
  readonly catalogue: Evidence | undefined
  /** Seconds between evaluations that suit the length of the incident. */
  readonly everySeconds: number
}

/** Does the log hold only some of what happened? Then counts of it say little, and ratios within it still hold. */
export function isSample({ catalogue }: Known, population: RunPopulation): boolean {
  return catalogue?.facts[`${population}_complete`] === 'sample'
}

/** Incidents shorter than half an hour are watched four times a minute. */
export function everySecondsFor(windowMinutes: number): number {
  return windowMinutes < 30 ? 15 : 60
}
