import { z } from 'zod'
import { type DetectorRule as Rule, DetectorRule, epochMsOf, Instant, instantOf, type Scalar } from '../../domain/index.ts'
import { type Evaluated, evaluateRule, truthOf } from '../backtest/evaluate.ts'
import { firingsOf, forStepsOf } from '../backtest/firing.ts'
import { instantAt } from '../backtest/grid.ts'
import { thresholdsBetween } from '../backtest/thresholds.ts'
import { columnsOf } from '../columns.ts'
import type { EvidenceTool } from '../tool.ts'
import { windowArgument } from '../window.ts'

const Arguments = z.object({
  rule: DetectorRule.describe('The rule whose first clause gets one threshold after the other; its own is tried too.'),
  windows: z
    .array(z.int().positive())
    .max(4)
    .default([])
    .describe('Seconds that the first clause looks back, tried besides its own: a shorter look is quicker and noisier.'),
  window: windowArgument,
  acts_from: Instant.nullable().default(null).describe('When the cause began to act, if before the window.'),
  harm: Instant.nullable().default(null).describe('When people were first harmed.')
})

/** One rule on the materials: what its first clause reaches, and what each threshold for it makes of that. */
interface Swept {
  readonly quietMost: number | null
  readonly windowMost: number | null
  readonly rows: readonly Scalar[][]
}

export const thresholdSweep: EvidenceTool<typeof Arguments> = {
  name: 'threshold_sweep',
  description:
    'One rule with different thresholds, and windows, for its first clause, from what healthy time exceeds to what the incident ' +
    'reached: when each would have fired, its lead over the first harm, and how often each fires in healthy time. Take the least ' +
    'sensitive one that costs no lead worth having.',
  arguments: Arguments,
  run: async ({ rule, windows, window, acts_from, harm }, context) => {
    const lengths = [...new Set([rule.clauses[0]?.windowSeconds ?? 0, ...windows])].sort((a, b) => b - a)
    const tried: { readonly seconds: number; readonly evaluated: Evaluated; readonly swept: Swept }[] = []
    for (const seconds of lengths) {
      const own = withWindow(rule, seconds)
      const evaluated = await evaluateRule(context, own, window, acts_from)
      const swept = evaluated && sweep(own, evaluated, harm)
      if (evaluated && swept) tried.push({ seconds, evaluated, swept })
    }
    const first = tried.find(({ seconds }) => seconds === rule.clauses[0]?.windowSeconds) ?? tried[0]
    if (!first) {
      const nothing = { quiet_most: null, window_most: null, quiet_minutes: null, resolution_seconds: null }
      return { status: 'no_data', reading: 'The materials hold nothing of what this rule watches.', facts: nothing }
    }
    const rows = tried.flatMap(({ swept }) => swept.rows)
    const { quietMost, windowMost } = first.swept
    return {
      status: 'found',
      reading: `${rows.length} thresholds tried; healthy time reaches ${quietMost ?? 'nothing'}, the incident ${windowMost ?? 'nothing'}.`,
      facts: {
        quiet_most: quietMost,
        window_most: windowMost,
        quiet_minutes: (first.evaluated.quiet.length * rule.everySeconds) / 60,
        resolution_seconds: first.evaluated.resolutionSeconds
      },
      columns: columnsOf(
        'window:s threshold fired_at:time lead_over_harm:min healthy_firings healthy_true_share:share healthy_most incident_most'
      ),
      rows,
      sources: [...new Set(tried.flatMap(({ evaluated }) => evaluated.sources))]
    }
  }
}

function withWindow(rule: Rule, windowSeconds: number): Rule {
  const [first, ...others] = rule.clauses
  return first ? { ...rule, clauses: [{ ...first, windowSeconds }, ...others] } : rule
}

/** Null when the first clause has no value at any time. */
function sweep(rule: Rule, { grid, values, acting, quiet }: Evaluated, harm: Instant | null): Swept | null {
  const [clause, ...others] = rule.clauses
  const first = values[0]
  if (!clause || !first || first.every((value) => Number.isNaN(value))) return null
  const { comparison, windowSeconds } = clause
  const isQuiet = new Set(quiet)
  const at = (i: number): number => instantAt(grid, i)
  const finite = (indices: readonly number[]): number[] =>
    indices.flatMap((i) => (Number.isFinite(first[i]) ? [first[i] ?? 0] : []))
  const inWindow = Array.from({ length: grid.count }, (_, i) => i).filter((i) => at(i) >= acting.from && at(i) < acting.to)
  const [quietValues, windowValues] = [finite(quiet), finite(inWindow)]
  const most = (all: readonly number[]): number | null =>
    all.length === 0
      ? null
      : all.reduce((best, value) => (comparison === 'above' ? Math.max(best, value) : Math.min(best, value)))
  const [quietMost, windowMost] = [most(quietValues), most(windowValues)]
  const thresholds = [...new Set([...thresholdsBetween(quietValues, windowValues, comparison), clause.threshold])]
  thresholds.sort((a, b) => (comparison === 'above' ? a - b : b - a))
  const rows = thresholds.map((threshold): Scalar[] => {
    const truth = truthOf([{ comparison, threshold }, ...others], values, grid.count)
    const firings = firingsOf(truth, forStepsOf(rule.forSeconds, rule.everySeconds))
    const fired = firings.find((one) => at(one.first) >= acting.from && at(one.first) < acting.to)
    const firedAt = fired ? at(fired.first) : null
    return [
      windowSeconds,
      threshold,
      firedAt === null ? null : instantOf(firedAt),
      firedAt === null || harm === null ? null : (epochMsOf(harm) - firedAt) / 60_000,
      firings.filter((one) => isQuiet.has(one.first)).length,
      quiet.length > 0 ? quiet.filter((i) => truth[i]).length / quiet.length : null,
      quietMost,
      windowMost
    ]
  })
  return { quietMost, windowMost, rows }
}
