import { grouped } from '../foundation/index.ts'
import type { Prices } from './prices.ts'
import { costOf } from './prices.ts'
import type { Sample } from './samples.ts'
import {
  type CaseScore,
  type Claim,
  clusterBootstrap,
  type Interval,
  passAt,
  ratioBootstrap,
  type Reliability,
  reliabilityOf,
  wilson
} from './statistics/index.ts'
import type { Gate } from './suite.ts'

/** What a subject did over a suite. */
export interface SubjectSummary {
  readonly subject: string
  readonly prompts: string
  readonly cases: number
  /** Trials of each case, the fewest of any. */
  readonly trials: number
  readonly samples: number
  readonly errors: number
  readonly timeOuts: number
  /** Share of answers that are right, clustered by scenario. */
  readonly correct: Interval
  /** Share that passed, by check; only cases to which the check applied. */
  readonly checks: readonly { readonly name: string; readonly passed: number; readonly of: number; readonly interval: Interval }[]
  readonly labels: readonly { readonly label: string; readonly count: number }[]
  /** Chance that one of a case's trials is right, and that all are, averaged over cases. */
  readonly passAny: number
  readonly passAll: number
  readonly tokens: number
  /** Null where no model was asked, or nothing was right. */
  readonly tokensPerCorrect: Interval | null
  /** US dollars; null where a price is not known. */
  readonly cost: number | null
  readonly costPerCorrect: number | null
  readonly medianMs: number
  /** Confidence against share right, of answers that commit themselves; null when none did. */
  readonly reliability: Reliability | null
}

const tokensOf = ({ usage }: Sample): number => usage.inputTokens + usage.outputTokens

export function summarise(samples: readonly Sample[], prices: Prices = { asOf: null, models: {} }): SubjectSummary[] {
  const variants = [...new Set(samples.map(({ subject, prompts }) => `${subject}\n${prompts}`))]
  return variants.map((variant) => {
    const own = samples.filter(({ subject, prompts }) => `${subject}\n${prompts}` === variant)
    const ok = own.filter(({ status }) => status === 'ok')
    const [subject = '', prompts = ''] = variant.split('\n')
    const byCase = [...grouped(ok, ({ case: id }) => id).values()]
    const trials = Math.min(...byCase.map((one) => one.length))
    const reliability = byCase.map((one) => passAt(trials, one.filter(({ correct }) => correct).length, one.length))
    const right = ok.filter(({ correct }) => correct).length
    const tokens = own.reduce((sum, one) => sum + tokensOf(one), 0)
    const cost = costOf(
      subject,
      {
        inputTokens: own.reduce((sum, { usage }) => sum + usage.inputTokens, 0),
        outputTokens: own.reduce((sum, { usage }) => sum + usage.outputTokens, 0)
      },
      prices
    )
    return {
      subject,
      prompts,
      cases: byCase.length,
      trials: byCase.length === 0 ? 0 : trials,
      samples: own.length,
      errors: own.filter(({ status }) => status === 'error').length,
      timeOuts: own.filter(({ status }) => status === 'time-out').length,
      correct: rateOf(ok.map(({ cluster, correct }) => ({ cluster, score: correct ? 1 : 0 }))),
      checks: checksOf(ok),
      labels: countsOf(ok.flatMap(({ label }) => label ?? [])),
      passAny: mean(reliability.map(({ any }) => any)),
      passAll: mean(reliability.map(({ all }) => all)),
      tokens,
      tokensPerCorrect:
        tokens > 0 && right > 0
          ? ratioBootstrap(own.map((one) => ({ cluster: one.cluster, over: tokensOf(one), under: one.correct ? 1 : 0 })))
          : null,
      cost,
      costPerCorrect: cost !== null && right > 0 ? cost / right : null,
      medianMs: median(own.map(({ durationMs }) => durationMs)),
      reliability: reliabilityOf(ok.flatMap(claimOf))
    }
  })
}

/** An undetermined answer's confidence is that of its best explanation, which it does not claim. */
const claimOf = ({ answer, correct }: Sample): Claim[] =>
  answer && answer.status !== 'undetermined' ? [{ confidence: answer.confidence, right: correct }] : []

function checksOf(ok: readonly Sample[]): SubjectSummary['checks'] {
  const names = [...new Set(ok.flatMap(({ checks }) => checks.map(({ name }) => name)))]
  return names.map((name) => {
    const judged = ok.flatMap(({ cluster, checks }) =>
      checks.filter((check) => check.name === name).map(({ fault }) => ({ cluster, score: fault ? 0 : 1 }))
    )
    return { name, passed: judged.filter(({ score }) => score === 1).length, of: judged.length, interval: rateOf(judged) }
  })
}

function countsOf(labels: readonly string[]): { label: string; count: number }[] {
  return [...grouped(labels, (label) => label)]
    .map(([label, all]) => ({ label, count: all.length }))
    .sort((a, b) => b.count - a.count)
}

/**
 * A share with its interval, clustered by scenario. All right or all wrong has nothing to resample: there each scenario
 * counts once, and Wilson's interval says how little few of them prove.
 */
function rateOf(cases: readonly CaseScore[]): Interval {
  const right = cases.filter(({ score }) => score === 1).length
  if (cases.length > 0 && right > 0 && right < cases.length) return clusterBootstrap(cases)
  const clusters = new Set(cases.map(({ cluster }) => cluster)).size
  return wilson(right > 0 ? clusters : 0, clusters)
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Subjects that are right nine times in ten on every suite. Of subjects that never look there must be none. */
export function passEverything(suites: readonly (readonly SubjectSummary[])[]): string[] {
  const good = suites.map((summaries) => summaries.filter(({ correct }) => correct.estimate >= 0.9).map(({ subject }) => subject))
  return (good[0] ?? []).filter((subject) => good.every((subjects) => subjects.includes(subject)))
}

/** A gate and what came of it. `judged` false: too many errors to say. */
export interface GateOutcome {
  readonly gate: Gate
  readonly subject: string
  readonly share: number
  readonly held: boolean
  readonly judged: boolean
}

/** More errors than this share, and a gate says nothing: an outage must read neither as a regression nor as a pass. */
export const errorLimit = 0.05

export function holdGates(gates: readonly Gate[], summary: SubjectSummary): GateOutcome[] {
  const judged = (summary.errors + summary.timeOuts) / summary.samples <= errorLimit
  return gates.map((gate) => {
    const check = summary.checks.find(({ name }) => name === gate.metric)
    const share = gate.metric === 'correct' ? summary.correct.estimate : check ? check.passed / check.of : Number.NaN
    return { gate, subject: summary.subject, share, judged: judged && !Number.isNaN(share), held: share >= gate.atLeast }
  })
}
