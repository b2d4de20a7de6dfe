import {
  type Backtest,
  citeFact,
  type Detector,
  type DroppedDetector,
  type Evidence,
  type ProvenDetector,
  state,
  type Statement
} from '../../domain/index.ts'
import { formatOf } from './assess.ts'
import type { Candidate } from './candidate.ts'
import type { Chosen } from './choose-threshold.ts'

/** A candidate after its trial. */
export interface Trial {
  readonly candidate: Candidate
  /** Null for what is not even tried. */
  readonly sweep: Evidence | null
  readonly chosen: Chosen | null
  /** Null when no threshold was found to try. */
  readonly tried: Evidence | null
  readonly backtest: Backtest | null
}

/** More of one kind tell the same story twice. */
const most: Readonly<Record<Detector['stage'], number>> = { cause: 3, leading: 3, symptom: 3 }
const stages: readonly Detector['stage'][] = ['cause', 'leading', 'symptom']

/**
 * Keeps detectors that would have helped, the earliest of each kind, and says of every other why it was dropped. The best
 * on the cause is kept even when it would have been late: it says what to do, which no symptom does.
 */
export function selectDetectors(trials: readonly Trial[]): { detectors: ProvenDetector[]; dropped: DroppedDetector[] } {
  const dropped: DroppedDetector[] = []
  const drop = ({ candidate, sweep, tried }: Trial, reason: Statement): void => {
    const { title, clause } = candidate
    dropped.push({ title, signal: clause.signal, reason, evidence: (tried ?? sweep)?.id ?? null })
  }
  const kept: Proven[] = []
  for (const stage of stages) {
    const own = trials.filter(({ candidate }) => candidate.stage === stage)
    const proven: Proven[] = []
    for (const trial of own) {
      if (trial.candidate.rejected) drop(trial, trial.candidate.rejected)
      else if (isProven(trial)) proven.push(trial)
      else drop(trial, silentReason(trial))
    }
    const ordered = proven.sort(earliestFirst).filter((trial) => {
      const tells = stage === 'cause' || trial.chosen.roomy
      if (!tells) drop(trial, hardlyDiffers(trial))
      return tells
    })
    const helpful = ordered.filter((trial, index) => (stage === 'cause' && index === 0) || !comesTooLate(trial))
    for (const trial of ordered) if (!helpful.includes(trial)) drop(trial, lateReason(trial))
    const chosen = helpful.filter(
      ({ candidate }, i) => helpful.findIndex((one) => one.candidate.subject === candidate.subject) === i
    )
    for (const trial of helpful) {
      const better = chosen.slice(0, most[stage])
      if (!better.includes(trial)) drop(trial, redundantReason(trial, better[0]))
    }
    kept.push(...chosen.slice(0, most[stage]))
  }
  return { detectors: numbered(kept), dropped }
}

type Proven = Trial & {
  readonly sweep: Evidence
  readonly chosen: Chosen
  readonly tried: Evidence
  readonly backtest: Backtest & { readonly firedAt: string }
}

function isProven(trial: Trial): trial is Proven {
  const { sweep, chosen, tried, backtest } = trial
  return sweep !== null && chosen !== null && tried !== null && backtest !== null && backtest.firedAt !== null
}

/** Lead that makes up for a rank. */
const rankMs = 10 * 60_000

/** Those that may wake somebody first, then the earliest, those that name the cause before those beside it. */
function earliestFirst(a: Proven, b: Proven): number {
  const due = ({ backtest, candidate }: Proven): number => Date.parse(backtest.firedAt) + candidate.rank * rankMs
  const [at, bt] = [due(a), due(b)]
  return Number(b.chosen.roomy) - Number(a.chosen.roomy) || at - bt || (a.candidate.name < b.candidate.name ? -1 : 1)
}

/** Minutes after which a warning of what people already feel, and have said, is none. */
const tooLateMinutes = 15

function comesTooLate({ backtest }: Proven): boolean {
  const harm = backtest.overHarm.minutes
  const report = backtest.overReport.minutes
  const afterHarm = harm === null ? report === null : harm < -tooLateMinutes
  return afterHarm && (report === null || report <= 0)
}

function silentReason({ candidate, sweep, chosen }: Trial): Statement {
  if (sweep === null) return state('it was not tried')
  if (sweep.status === 'no_data')
    return state('the materials hold nothing, or less than its window, of what it watches', {}, [sweep.id])
  const format = formatOf(candidate.clause.unit)
  if (chosen === null && typeof sweep.facts['quiet_most'] === 'number' && typeof sweep.facts['window_most'] === 'number') {
    return state(
      'no threshold fires in the incident and stays silent in healthy time, which reaches {healthy}; the incident reaches {most}',
      { healthy: [citeFact(sweep, 'quiet_most'), format], most: [citeFact(sweep, 'window_most'), format] }
    )
  }
  return state('it would not have fired at any threshold that was tried', {}, [sweep.id])
}

function hardlyDiffers({ sweep, candidate }: Proven): Statement {
  const format = formatOf(candidate.clause.unit)
  return typeof sweep.facts['quiet_most'] === 'number'
    ? state('the incident reaches {most}, hardly away from the {healthy} of healthy time', {
        most: [citeFact(sweep, 'window_most'), format],
        healthy: [citeFact(sweep, 'quiet_most'), format]
      })
    : state('nothing says how far the incident is from healthy time', {}, [sweep.id])
}

function lateReason({ tried, backtest }: Proven): Statement {
  const values = { at: [citeFact(tried, 'first_firing_at'), 'time'] as const }
  return backtest.overReport.minutes === null
    ? state('it would have fired at {at}, long after people were harmed', values)
    : state('it would have fired at {at}, after people were harmed and had said so', values)
}

function redundantReason({ tried, candidate }: Proven, better: Proven | undefined): Statement {
  const same = better?.candidate.subject === candidate.subject
  return state(
    `it would have fired at {at}; ${same ? 'another measure of the same' : 'others that are kept'} would have fired no later`,
    {
      at: [citeFact(tried, 'first_firing_at'), 'time']
    }
  )
}

function numbered(trials: readonly Proven[]): ProvenDetector[] {
  const names = new Map<string, number>()
  const paging = pagers(trials)
  return trials.map((trial, index) => {
    const { candidate, chosen, sweep, backtest } = trial
    const { name, title, stage, clause, others, forSeconds, everySeconds, tell, firstAction, hypothesis, misses } = candidate
    const same = (names.get(name) ?? 0) + 1
    names.set(name, same)
    const detector: Detector = {
      id: `D${index + 1}`,
      name: same === 1 ? name : `${name}${same}`,
      title,
      stage,
      rule: { clauses: [{ ...clause, threshold: chosen.threshold }, ...others], forSeconds, everySeconds },
      severity: paging.has(trial) ? 'page' : 'ticket',
      tell,
      firstAction,
      runbook: null,
      hypothesis
    }
    return { detector, why: whyOf(sweep, clause.comparison, clause.unit), backtest, misses: [...misses] }
  })
}

/** Who is woken: for the cause, for the earliest sign before harm, and for the journey itself. One each. */
function pagers(trials: readonly Proven[]): ReadonlySet<Trial> {
  const quiet = ({ tried, chosen, candidate }: Proven): boolean =>
    tried.facts['quiet_firings'] === 0 && chosen.roomy && candidate.mayPage && !candidate.movesWithLoad
  const cause =
    trials.find((one) => one.candidate.stage === 'cause' && quiet(one)) ?? trials.find((one) => one.candidate.stage === 'cause')
  const leading = trials.find((one) => one.candidate.stage === 'leading' && quiet(one))
  const symptoms = trials.filter((one) => one.candidate.stage === 'symptom' && quiet(one))
  // What an objective says is felt by citizens comes before what some series happens to say.
  const symptom = symptoms.find(({ candidate }) => candidate.threshold !== null) ?? symptoms[0]
  return new Set([cause, leading, symptom].filter((one) => one !== undefined))
}

function whyOf(sweep: Evidence, comparison: 'above' | 'below', unit: string): Statement {
  const format = formatOf(unit)
  const [healthy, most] = [sweep.facts['quiet_most'], sweep.facts['window_most']]
  if (typeof most !== 'number') return state('it moved in the incident', {}, [sweep.id])
  const reached = [citeFact(sweep, 'window_most'), format] as const
  if (typeof healthy !== 'number')
    return state('it reached {most} in the incident; no healthy time says what is usual', { most: reached })
  return state(`${comparison === 'above' ? 'at most' : 'at least'} {healthy} in healthy time, {most} in the incident`, {
    healthy: [citeFact(sweep, 'quiet_most'), format],
    most: reached
  })
}
