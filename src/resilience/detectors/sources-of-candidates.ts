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
}

/** Does the log hold only some of what happened? Then counts of it say little, and ratios within it still hold. */
export function isSample({ catalogue }: Known, population: RunPopulation): boolean {
  return catalogue?.facts[`${population}_complete`] === 'sample'
}

/** Prometheus' usual interval of evaluation; a rule that needs a finer one would hang on the noise of single runs. */
export const evaluationSeconds = 60
