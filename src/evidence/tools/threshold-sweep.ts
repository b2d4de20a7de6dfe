import { z } from 'zod'
import { DetectorRule, epochMsOf, Instant, instantOf } from '../../domain/index.ts'
import { evaluateRule, truthOf } from '../backtest/evaluate.ts'
import { firingsOf, forStepsOf } from '../backtest/firing.ts'
import { instantAt } from '../backtest/grid.ts'
import { thresholdsBetween } from '../backtest/thresholds.ts'
import { columnsOf } from '../columns.ts'
import type { EvidenceTool } from '../tool.ts'
import { windowArgument } from '../window.ts'

const Arguments = z.object({
  rule: DetectorRule.describe('The rule whose first clause gets one threshold after the other; its own is tried too.'),
  window: windowArgument,
  acts_from: Instant.nullable().default(null).describe('When the cause began to act, if before the window.'),
  harm: Instant.nullable().default(null).describe('When people were first harmed.')
})

export const thresholdSweep: EvidenceTool<typeof Arguments> = {
  name: 'threshold_sweep',
  description:
    'One rule with different thresholds for its first clause, from what healthy time exceeds to what the incident reached: when ' +
    'each would have fired, its lead over the first harm, and how often each fires in healthy time. Take the least sensitive one ' +
    'that costs no lead worth having.',
  arguments: Arguments,
  run: async ({ rule, window, acts_from, harm }, context) => {
    const evaluated = await evaluateRule(context, rule, window, acts_from)
    const [clause, ...others] = rule.clauses
    const first = evaluated?.values[0]
    const nothing = { quiet_most: null, window_most: null, quiet_minutes: null, resolution_seconds: null }
    if (!evaluated || !clause || !first || first.every((value) => Number.isNaN(value))) {
      return { status: 'no_data', reading: 'The materials hold nothing of what this rule watches.', facts: nothing }
    }
    const { grid, values, acting, quiet, resolutionSeconds } = evaluated
    const isQuiet = new Set(quiet)
    const at = (i: number): number => instantAt(grid, i)
    const finite = (indices: readonly number[]): number[] =>
      indices.flatMap((i) => (Number.isFinite(first[i]) ? [first[i] ?? 0] : []))
    const inWindow = Array.from({ length: grid.count }, (_, i) => i).filter((i) => at(i) >= acting.from && at(i) < acting.to)
    const [quietValues, windowValues] = [finite(quiet), finite(inWindow)]
    const { comparison } = clause
    const tried = [...new Set([...thresholdsBetween(quietValues, windowValues, comparison), clause.threshold])]
    tried.sort((a, b) => (comparison === 'above' ? a - b : b - a))
    const most = (all: readonly number[]): number | null =>
      all.length === 0
        ? null
        : all.reduce((best, value) => (comparison === 'above' ? Math.max(best, value) : Math.min(best, value)))
    const rows = tried.map((threshold) => {
      const truth = truthOf([{ comparison, threshold }, ...others], values, grid.count)
      const firings = firingsOf(truth, forStepsOf(rule.forSeconds, rule.everySeconds))
      const fired = firings.find((one) => at(one.first) >= acting.from && at(one.first) < acting.to)
      const firedAt = fired ? at(fired.first) : null
      return [
        threshold,
        firedAt === null ? null : instantOf(firedAt),
        firedAt === null || harm === null ? null : (epochMsOf(harm) - firedAt) / 60_000,
        firings.filter((one) => isQuiet.has(one.first)).length,
        quiet.length > 0 ? quiet.filter((i) => truth[i]).length / quiet.length : null
      ]
    })
    return {
      status: 'found',
      reading: `${tried.length} thresholds tried; healthy time reaches ${most(quietValues) ?? 'nothing'}, the incident ${most(windowValues) ?? 'nothing'}.`,
      facts: {
        quiet_most: most(quietValues),
        window_most: most(windowValues),
        quiet_minutes: (quiet.length * rule.everySeconds) / 60,
        resolution_seconds: resolutionSeconds
      },
      columns: columnsOf('threshold fired_at:time lead_over_harm:min healthy_firings healthy_true_share:share'),
      rows,
      sources: [...new Set(evaluated.sources)]
    }
  }
}
