import type { Sample } from './samples.ts'
import { type CaseScore, clusterBootstrap, type Interval, passAt, wilson } from './statistics/index.ts'
import type { Gate } from './suite.ts'

/** What a subject did over a suite. */
export interface SubjectSummary {
  readonly subject: string
  readonly cases: number
  readonly errors: number
  /** Share of cases answered right, clustered by scenario. */
  readonly correct: Interval
  /** Share that passed, by check; only cases to which the check applied. */
  readonly checks: readonly { readonly name: string; readonly passed: number; readonly of: number; readonly interval: Interval }[]
  readonly labels: readonly { readonly label: string; readonly count: number }[]
  /** All of the trials of a case right, averaged over cases. */
  readonly passAll: number
}

export function summarise(samples: readonly Sample[]): SubjectSummary[] {
  const subjects = [...new Set(samples.map(({ subject }) => subject))]
  return subjects.map((subject) => {
    const own = samples.filter((sample) => sample.subject === subject)
    const ok = own.filter(({ status }) => status === 'ok')
    const names = [...new Set(ok.flatMap(({ checks }) => checks.map(({ name }) => name)))]
    const byCase = new Map<string, boolean[]>()
    for (const { case: id, correct } of ok) byCase.set(id, [...(byCase.get(id) ?? []), correct])
    const reliability = [...byCase.values()].map(
      (trials) => passAt(trials.length, trials.filter(Boolean).length, trials.length).all
    )
    const counts = new Map<string, number>()
    for (const { label } of ok) if (label) counts.set(label, (counts.get(label) ?? 0) + 1)
    return {
      subject,
      cases: byCase.size,
      errors: own.length - ok.length,
      correct: rateOf(ok.map(({ cluster, correct }) => ({ cluster, score: correct ? 1 : 0 }))),
      checks: names.map((name) => {
        const judged = ok.flatMap(({ cluster, checks }) =>
          checks.filter((check) => check.name === name).map(({ fault }) => ({ cluster, score: fault ? 0 : 1 }))
        )
        const right = judged.filter(({ score }) => score === 1).length
        return { name, passed: right, of: judged.length, interval: rateOf(judged) }
      }),
      labels: [...counts].map(([label, count]) => ({ label, count })).sort((a, b) => b.count - a.count),
      passAll: reliability.reduce((sum, value) => sum + value, 0) / reliability.length
    }
  })
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

/** A gate and what came of it. `judged` false: too many errors to say. */
export interface GateOutcome {
  readonly gate: Gate
  readonly subject: string
  readonly share: number
  readonly held: boolean
  readonly judged: boolean
}

/** More errors than this share, and a gate says nothing: an outage must read neither as a regression nor as a pass. */
const errorLimit = 0.05

export function holdGates(gates: readonly Gate[], summary: SubjectSummary, samples: number): GateOutcome[] {
  const judged = summary.errors / samples <= errorLimit
  return gates.map((gate) => {
    const check = summary.checks.find(({ name }) => name === gate.metric)
    const share = gate.metric === 'correct' ? summary.correct.estimate : check ? check.passed / check.of : Number.NaN
    return { gate, subject: summary.subject, share, judged: judged && !Number.isNaN(share), held: share >= gate.atLeast }
  })
}
