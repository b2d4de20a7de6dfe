import {
  citeCell,
  citeFact,
  type Detector,
  type DroppedDetector,
  type Evidence,
  rowsOf,
  state,
  type Statement
} from '../../domain/index.ts'
import { formatOf } from './assess.ts'
import type { Candidate } from './candidate.ts'
import type { Chosen } from './choose-threshold.ts'
import type { Marks } from './marks.ts'

/** A candidate after its trial. */
export interface Trial {
  readonly candidate: Candidate
  /** Null for what is not even tried. */
  readonly sweep: Evidence | null
  /** Null when no threshold fires in the incident and stays silent in healthy time. */
  readonly chosen: Chosen | null
}

/** A detector that is kept, before its whole rule is run. */
export interface Named {
  readonly detector: Detector
  readonly why: Statement
  readonly trial: Trial & { readonly sweep: Evidence; readonly chosen: Chosen }
}

/** More of one kind tell the same story twice. */
const most: Readonly<Record<Detector['stage'], number>> = { cause: 3, leading: 3, symptom: 3 }
const stages: readonly Detector['stage'][] = ['cause', 'leading', 'symptom']

/**
 * Keeps detectors that would have helped, the earliest of each kind, and says of every other why it was dropped. The best
 * on the cause is kept even when it would have been late: it says what to do, which no symptom does.
 */
export function selectDetectors(trials: readonly Trial[], marks: Marks): { kept: Named[]; dropped: DroppedDetector[] } {
  const dropped: DroppedDetector[] = []
  const drop = ({ candidate, sweep }: Trial, reason: Statement): void => {
    const { title, clause } = candidate
    dropped.push({ title, signal: clause.signal, reason, evidence: sweep?.id ?? null })
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
    const helpful = ordered.filter((trial, index) => (stage === 'cause' && index === 0) || !comesTooLate(trial.chosen, marks))
    for (const trial of ordered) if (!helpful.includes(trial)) drop(trial, lateReason(trial, marks))
    const chosen = helpful.filter(
      ({ candidate }, i) => helpful.findIndex((one) => one.candidate.subject === candidate.subject) === i
    )
    // That people are shown what is out of date is told by nothing that says that they are failed, nor the other way round.
    const stale = chosen.find(({ candidate }) => candidate.clause.signal.of === 'stale-share')
    const better = chosen.filter((one, i) => i < most[stage] || one === stale)
    for (const trial of helpful) if (!better.includes(trial)) drop(trial, redundantReason(trial, better[0]))
    kept.push(...better)
  }
  return { kept: numbered(kept), dropped }
}

type Proven = Named['trial']

function isProven(trial: Trial): trial is Proven {
  return trial.sweep !== null && trial.chosen !== null
}

/** Lead that makes up for a rank. */
const rankMs = 10 * 60_000

/** Those that may wake somebody first, then the earliest, those that name the cause before those beside it. */
function earliestFirst(a: Proven, b: Proven): number {
  const due = ({ chosen, candidate }: Proven): number => Date.parse(chosen.firedAt) + candidate.rank * rankMs
  const [at, bt] = [due(a), due(b)]
  return Number(b.chosen.roomy) - Number(a.chosen.roomy) || at - bt || (a.candidate.name < b.candidate.name ? -1 : 1)
}

/** Minutes after which a warning of what people already feel, and have said, is none. */
const tooLateMinutes = 15

function comesTooLate({ firedAt }: Chosen, { harm, report }: Marks): boolean {
  const lead = (mark: Marks['harm']): number | null =>
    mark === null ? null : (Date.parse(mark.at) - Date.parse(firedAt)) / 60_000
  const [overHarm, overReport] = [lead(harm), lead(report)]
  const afterHarm = overHarm === null ? overReport === null : overHarm < -tooLateMinutes
  return afterHarm && (overReport === null || overReport <= 0)
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

const firedAtOf = ({ sweep, chosen }: Proven) => ({ at: [citeCell(sweep, chosen.row, 'fired_at'), 'time'] as const })

function lateReason(trial: Proven, { report }: Marks): Statement {
  return report === null
    ? state('it would have fired at {at}, long after people were harmed', firedAtOf(trial))
    : state('it would have fired at {at}, after people were harmed and had said so', firedAtOf(trial))
}

function redundantReason(trial: Proven, better: Proven | undefined): Statement {
  const which = better?.candidate.subject === trial.candidate.subject ? 'another measure of the same' : 'others that are kept'
  const earlier = better !== undefined && Date.parse(trial.chosen.firedAt) < Date.parse(better.chosen.firedAt)
  return state(
    `it would have fired at {at}; ${which} ${earlier ? 'would have fired soon after, and say more of what to do' : 'would have fired no later'}`,
    firedAtOf(trial)
  )
}

function numbered(trials: readonly Proven[]): Named[] {
  const names = new Map<string, number>()
  const paging = pagers(trials)
  return trials.map((trial, index) => {
    const { candidate, chosen } = trial
    const { name, title, stage, clause, others, forSeconds, everySeconds, tell, firstAction, hypothesis } = candidate
    const { threshold, windowSeconds } = chosen
    const same = (names.get(name) ?? 0) + 1
    names.set(name, same)
    const detector: Detector = {
      id: `D${index + 1}`,
      name: same === 1 ? name : `${name}${same}`,
      title,
      stage,
      rule: { clauses: [{ ...clause, threshold, windowSeconds }, ...others], forSeconds, everySeconds },
      severity: paging.has(trial) ? 'page' : 'ticket',
      tell,
      firstAction,
      runbook: stage === 'symptom' ? 'first-five-minutes' : 'tell-cause-from-symptom',
      hypothesis
    }
    return { detector, why: whyOf(trial), trial }
  })
}

/** Who is woken: for the cause, for the earliest sign before harm, and for the journey itself. One each. */
function pagers(trials: readonly Proven[]): ReadonlySet<Trial> {
  const quiet = ({ chosen, candidate }: Proven): boolean =>
    chosen.healthyFirings === 0 && chosen.roomy && candidate.mayPage && !candidate.movesWithLoad
  const cause =
    trials.find((one) => one.candidate.stage === 'cause' && quiet(one)) ?? trials.find((one) => one.candidate.stage === 'cause')
  const leading = trials.find((one) => one.candidate.stage === 'leading' && quiet(one))
  const symptoms = trials.filter((one) => one.candidate.stage === 'symptom' && quiet(one))
  // What an objective says is felt by citizens comes before what some series happens to say.
  const symptom = symptoms.find(({ candidate }) => candidate.threshold !== null) ?? symptoms[0]
  return new Set([cause, leading, symptom].filter((one) => one !== undefined))
}

function whyOf({ sweep, chosen, candidate: { clause } }: Proven): Statement {
  const format = formatOf(clause.unit)
  const { healthy_most: healthy, incident_most: most } = rowsOf(sweep)[chosen.row] ?? {}
  if (typeof most !== 'number') return state('it moved in the incident', {}, [sweep.id])
  const reached = [citeCell(sweep, chosen.row, 'incident_most'), format] as const
  if (typeof healthy !== 'number')
    return state('it reached {most} in the incident; no healthy time says what is usual', { most: reached })
  return state(`${clause.comparison === 'above' ? 'at most' : 'at least'} {healthy} in healthy time, {most} in the incident`, {
    healthy: [citeCell(sweep, chosen.row, 'healthy_most'), format],
    most: reached
  })
}
