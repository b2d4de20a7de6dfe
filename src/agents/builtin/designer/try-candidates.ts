import type { DetectorRule, ProvenDetector, TimeWindow } from '../../../domain/index.ts'
import {
  assess,
  type Candidate,
  chooseThreshold,
  type Chosen,
  type Marks,
  type Named,
  type Trial
} from '../../../resilience/index.ts'
import type { Desk } from '../../roles.ts'
import { ask } from '../ask.ts'

/** Tries each candidate with thresholds and windows on the materials, and chooses from them. */
export async function tryCandidates(
  desk: Desk,
  window: TimeWindow,
  candidates: readonly Candidate[],
  marks: Marks,
  peakRatio: number | null
): Promise<Trial[]> {
  const trials: Trial[] = []
  const harm = marks.harm?.at ?? null
  for (const candidate of candidates) {
    if (candidate.rejected) {
      trials.push({ candidate, sweep: null, chosen: null })
      continue
    }
    const { clause, threshold, windows } = candidate
    const rule = ruleOf(candidate, { threshold: threshold ?? 0, windowSeconds: clause.windowSeconds })
    const acts_from = candidate.actsFrom ?? marks.actsFrom
    const sweep = await ask(desk, 'threshold_sweep', { rule, windows, window, acts_from, harm })
    if (sweep) trials.push({ candidate, sweep, chosen: chooseThreshold(candidate, sweep, peakRatio) })
  }
  return trials
}

/** Runs the whole rule of each detector that is kept: its inputs around the firing are what its unit test is made of. */
export async function proveDetectors(
  desk: Desk,
  window: TimeWindow,
  named: readonly Named[],
  marks: Marks
): Promise<ProvenDetector[]> {
  const proven: ProvenDetector[] = []
  const times = { harm: marks.harm?.at ?? null, report: marks.report?.at ?? null, alert: marks.alert?.at ?? null }
  for (const { detector, why, trial } of named) {
    const { candidate, sweep, chosen } = trial
    const tried = await ask(desk, 'backtest', {
      rule: detector.rule,
      window,
      acts_from: candidate.actsFrom ?? marks.actsFrom,
      ...times
    })
    if (!tried) continue
    const backtest = assess(tried, sweep, chosen, marks, candidate.clause.unit)
    proven.push({ detector, why, backtest, misses: [...candidate.misses] })
  }
  return proven
}

function ruleOf(candidate: Candidate, chosen: Pick<Chosen, 'threshold' | 'windowSeconds'>): DetectorRule {
  const { clause, others, forSeconds, everySeconds } = candidate
  return { clauses: [{ ...clause, ...chosen }, ...others], forSeconds, everySeconds }
}
