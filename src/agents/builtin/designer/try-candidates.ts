import type { DetectorRule, TimeWindow } from '../../../domain/index.ts'
import { assess, type Candidate, chooseThreshold, type Marks, type Trial } from '../../../resilience/index.ts'
import type { Desk } from '../../roles.ts'
import { ask } from '../ask.ts'

/** Tries each candidate on the materials: thresholds first, then the whole rule with the one that was chosen. */
export async function tryCandidates(
  desk: Desk,
  window: TimeWindow,
  candidates: readonly Candidate[],
  marks: Marks,
  peakRatio: number | null
): Promise<Trial[]> {
  const trials: Trial[] = []
  const acts_from = marks.actsFrom
  const harm = marks.harm?.at ?? null
  for (const candidate of candidates) {
    if (candidate.rejected) {
      trials.push({ candidate, sweep: null, chosen: null, tried: null, backtest: null })
      continue
    }
    const ruleWith = (threshold: number): DetectorRule => ({
      clauses: [{ ...candidate.clause, threshold }, ...candidate.others],
      forSeconds: candidate.forSeconds,
      everySeconds: candidate.everySeconds
    })
    const own = ruleWith(candidate.threshold ?? 0)
    const sweep = await ask(desk, 'threshold_sweep', { rule: own, window, acts_from, harm })
    if (!sweep) continue
    const chosen = chooseThreshold(candidate, sweep, peakRatio)
    const rule = chosen && ruleWith(chosen.threshold)
    const times = { harm, report: marks.report?.at ?? null, alert: marks.alert?.at ?? null }
    const tried = rule && (await ask(desk, 'backtest', { rule, window, acts_from, ...times }))
    const backtest = tried ? assess(tried, sweep, chosen, marks, candidate.clause.unit) : null
    trials.push({ candidate, sweep, chosen, tried: tried ?? null, backtest })
  }
  return trials
}
