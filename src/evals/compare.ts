import { grouped } from '../foundation/index.ts'
import type { Prices } from './prices.ts'
import type { Sample } from './samples.ts'
import { casesToSee, comparePaired, mcnemarExact, type PairedScore } from './statistics/index.ts'
import { type SubjectSummary, summarise } from './summary.ts'

/** A case on which both were tried. Scores are the share of its trials that were right. */
export interface ComparedCase extends PairedScore {
  readonly case: string
  /** Trials of the side that has fewer. */
  readonly trials: number
}

/** B against A, on the cases that both answered. */
export interface Comparison {
  readonly a: SubjectSummary
  readonly b: SubjectSummary
  readonly cases: readonly ComparedCase[]
  /** Left out because one side has no answer there, be it for an error or because it was not tried. */
  readonly dropped: readonly string[]
  readonly difference: { readonly estimate: number; readonly low: number; readonly high: number }
  readonly wins: number
  readonly losses: number
  readonly ties: number
  /** One trial a case: the exact test on the cases where they differ. p null: too few of them for any outcome to tell. */
  readonly mcnemar: { readonly onlyA: number; readonly onlyB: number; readonly p: number | null } | null
  readonly conclusion: 'better' | 'worse' | 'no-difference' | 'undecidable'
  /** In plain words, with what it would take to know. */
  readonly sentence: string
}

/** Compares two sets of samples, paired by suite and case; each set is one subject's. Throws RangeError when they share no case. */
export function compareSamples(a: readonly Sample[], b: readonly Sample[], prices?: Prices): Comparison {
  const [byA, byB] = [scoresOf(a), scoresOf(b)]
  const all = [...new Set([...byA.keys(), ...byB.keys()])].sort()
  const cases = all.flatMap((id): ComparedCase[] => {
    const [left, right] = [byA.get(id), byB.get(id)]
    return left && right
      ? [{ case: id, cluster: left.cluster, a: left.share, b: right.share, trials: Math.min(left.trials, right.trials) }]
      : []
  })
  if (cases.length === 0) throw new RangeError('the two have no case in common')
  const inBoth = new Set(cases.map(({ case: id }) => id))
  const [first, second] = [a, b].map(
    (side) =>
      summarise(
        side.filter((one) => inBoth.has(idOf(one))),
        prices
      )[0]
  )
  if (!first || !second) throw new RangeError('there is nothing to compare')
  const paired = comparePaired(cases)
  const single = cases.every(({ a, b, trials }) => trials === 1 && (a === 0 || a === 1) && (b === 0 || b === 1))
  const mcnemar = single ? mcnemarExact(paired.losses, paired.wins) : null
  const conclusion = conclude(paired, mcnemar)
  return {
    a: first,
    b: second,
    cases,
    dropped: all.filter((id) => !inBoth.has(id)),
    ...paired,
    mcnemar,
    conclusion,
    sentence: sentenceOf(conclusion, paired, cases)
  }
}

type Paired = ReturnType<typeof comparePaired>

function conclude({ difference, wins, losses }: Paired, mcnemar: Comparison['mcnemar']): Comparison['conclusion'] {
  if (wins + losses === 0) return 'no-difference'
  if (mcnemar) {
    if (mcnemar.p === null) return 'undecidable'
    if (mcnemar.p >= 0.05) return 'no-difference'
    return wins > losses ? 'better' : 'worse'
  }
  if (Number.isNaN(difference.low)) return 'undecidable'
  return difference.low > 0 ? 'better' : difference.high < 0 ? 'worse' : 'no-difference'
}

const points = (share: number): string => `${share > 0 ? '+' : share < 0 ? '−' : ''}${Math.abs(share * 100).toFixed(0)} points`

function sentenceOf(
  conclusion: Comparison['conclusion'],
  { difference, wins, losses }: Paired,
  cases: readonly ComparedCase[]
): string {
  const n = cases.length
  const bounds = Number.isNaN(difference.low) ? '' : ` (95 %: ${points(difference.low)} to ${points(difference.high)})`
  const seen = `${points(difference.estimate)}${bounds} on ${n} ${n === 1 ? 'case' : 'cases'}`
  if (wins + losses === 0) return `No difference: both did the same on every one of ${n} cases.`
  if (conclusion === 'better') return `B is better than A: ${seen}.`
  if (conclusion === 'worse') return `B is worse than A: ${seen}.`
  const standardError = Math.sqrt(variance(cases.map(({ a, b }) => b - a)) / n)
  const needed = casesToSee(difference.estimate, { standardError, cases: n })
  const wanted = Number.isFinite(needed)
    ? `If the difference is as large as it looks, about ${Math.max(needed, n + 1)} cases would show it`
    : `To see a difference of 10 points, about ${Math.max(casesToSee(0.1, { standardError, cases: n }), n + 1)} cases would be needed`
  const why =
    conclusion === 'undecidable'
      ? `Undecidable: they differ on ${wins + losses} of ${n} cases, too few for any outcome to be more than chance`
      : `No difference can be told: ${seen}`
  return `${why}. ${wanted}.`
}

function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1)
}

const idOf = ({ suite, case: id }: Sample): string => `${suite}/${id}`

/** A case in which a trial failed to give an answer is not compared: what is missing is not random. */
function scoresOf(samples: readonly Sample[]): Map<string, { cluster: string; share: number; trials: number }> {
  const scores = new Map<string, { cluster: string; share: number; trials: number }>()
  for (const [id, own] of grouped(samples, idOf)) {
    if (own.some(({ status }) => status !== 'ok')) continue
    const right = own.filter(({ correct }) => correct).length
    scores.set(id, { cluster: own[0]?.cluster ?? id, share: right / own.length, trials: own.length })
  }
  return scores
}
