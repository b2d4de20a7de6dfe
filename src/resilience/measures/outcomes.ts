import {
  citeFact,
  type Evidence,
  type Measure,
  state,
  type Statement,
  type TrialOutcome,
  type TrialTable
} from '../../domain/index.ts'
import { flagIn, has, type Maybe, type Row, rowsIn } from '../../verdict/index.ts'
import type { MeasureDraft } from './draft-measures.ts'
import { scalingFactors, scalingRow, togetherRow } from './trial-arguments.ts'

/** A row of `measure_trial` in a sentence. */
export function outcomeOf(row: Row, what: string): TrialOutcome {
  return {
    harmed: row.number('harmed') ?? 0,
    harmedOthers: row.number('harmed_others') ?? 0,
    harmMinutes: row.number('harm_minutes') ?? 0,
    harmMinutesOthers: row.number('harm_minutes_others') ?? 0,
    statement: state(
      `${what}: {harmed} requests harmed in {minutes}; of work that is not at fault {others} in {minutesOfOthers}`,
      {
        harmed: [row.cite('harmed'), 'integer'],
        minutes: [row.cite('harm_minutes'), 'minutes'],
        others: [row.cite('harmed_others'), 'integer'],
        minutesOfOthers: [row.cite('harm_minutes_others'), 'minutes']
      }
    )
  }
}

/** What came of a row of a trial. Throws RangeError when there is no such row. */
export function trialOutcome(trial: Evidence, row: number): Statement {
  const found = rowsIn(trial)[row]
  if (!found) throw new RangeError(`${trial.tool} ${trial.id} has no row ${row}`)
  return outcomeOf(found, 'simulated with it').statement
}

/** The incident again, as it was and with more of the resource alone; null when nothing could be tried. */
export function trialTable(trial: Maybe): TrialTable | null {
  const rows = rowsIn(trial)
  const [asItWas] = rows
  if (!trial || !asItWas) return null
  const together = rows.find((one) => one.text('measure') === togetherRow)
  const calibrated = flagIn(trial, 'calibrated') ?? false
  return {
    evidence: trial.id,
    calibrated,
    statement:
      calibrated || !has(trial, 'why_not')
        ? state(
            'the incident again in the queueing simulation calibrated from the materials; the same arrivals meet every measure',
            {},
            [trial.id]
          )
        : state(
            'the simulation does not reproduce what happened ({why}): what follows shows how the measures act and measures nothing',
            {
              why: [citeFact(trial, 'why_not'), 'text']
            }
          ),
    asItWas: outcomeOf(asItWas, 'as it was'),
    together: together ? outcomeOf(together, 'with all protections together') : null,
    scaling: scalingFactors.flatMap((factor) => {
      const row = rows.find((one) => one.text('measure') === scalingRow(factor))
      return row ? [{ factor, ...outcomeOf(row, `with ${words[factor]}`) }] : []
    })
  }
}

const words: Record<(typeof scalingFactors)[number], string> = { 2: 'twice the units', 5: 'five times the units' }

/** Why the pool's simulation cannot try a measure of the kind. */
const beyond: Partial<Record<Measure['kind'], string>> = {
  'graceful-degradation': 'what it is worth to people cannot be simulated; rehearse it',
  'write-buffer': 'what it is worth to people cannot be simulated; rehearse it',
  'single-flight': 'how often the same is asked at the same time is not known from these materials',
  'retry-budget': 'the simulation of the pool has no clients that repeat; the simulator’s scenarios do',
  'client-rate-limit': 'the simulation of the pool does not tell clients apart',
  'outlier-ejection': 'the simulation of the pool does not tell instances apart',
  'planned-restart': 'the simulation of the pool has no leak',
  'job-window': 'the simulation of the pool does not know the job apart from its effect',
  revert: 'it removes the cause as its fix does, from the time of the undoing on',
  capacity: 'it is what the rows with more of the resource show'
}

/** The draft with what came of it. */
export function withOutcome(draft: MeasureDraft, trial: Maybe): Measure {
  const row = rowsIn(trial).find((one) => one.text('measure') === draft.id)
  if (row) {
    const outcome = outcomeOf(row, 'simulated with it')
    return { ...draft, outcome, tried: outcome.statement }
  }
  const why = beyond[draft.kind]
  const missing = draft.parameters.some(({ value }) => value === null)
  if (why) return { ...draft, outcome: null, tried: state(`not tried: ${why}`) }
  if (missing) return { ...draft, outcome: null, tried: state('not tried: a parameter of it is missing') }
  return {
    ...draft,
    outcome: null,
    tried:
      trial && trial.facts['why_not'] !== undefined && trial.facts['why_not'] !== null
        ? state('not tried: {why}', { why: [citeFact(trial, 'why_not'), 'text'] })
        : state('not tried: the materials do not allow a simulation')
  }
}
