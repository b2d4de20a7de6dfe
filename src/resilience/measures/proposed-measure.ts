import { type Evidence, type Measure, type MeasureKind, state, type Statement, type Subject } from '../../domain/index.ts'
import { rowsIn } from '../../verdict/index.ts'
import { kindsOfMeasure } from './by-cause.ts'
import { outcomeOf } from './outcomes.ts'

/** Settings of `measure_trial` as parameters of the kind of measure that they are. */
const settings: Readonly<Record<string, readonly [kind: MeasureKind, name: string, unit: string]>> = {
  work_timeout_ms: ['statement-timeout', 'timeout', 'ms'],
  bulkhead_limit: ['bulkhead', 'limit', 'units'],
  breaker: ['circuit-breaker', 'breaker', 'minimum, slow_ms, open_ms'],
  queue_limit: ['admission-limit', 'queue-limit', 'requests'],
  wait_timeout_ms: ['wait-timeout', 'wait-timeout', 'ms']
}

interface Proposed {
  readonly id: string
  readonly settings: Readonly<Record<string, unknown>>
  readonly why: Statement
  readonly target: Subject | null
  /** The trial, and the row of it. */
  readonly trial: Evidence
  readonly row: number
}

/** A combination of settings that somebody proposed and that was tried, as a measure of the design; null for none known. */
export function proposedMeasure({ id, settings: set, why, target, trial, row }: Proposed): Measure | null {
  const known = Object.entries(set).flatMap(([setting, value]) => {
    const meant = settings[setting]
    return meant ? [{ meant, value }] : []
  })
  const tried = rowsIn(trial).find(({ index }) => index === row)
  const [first] = known
  if (!first || !tried) return null
  const outcome = outcomeOf(tried, 'simulated with it')
  const kinds = known.map(({ meant: [kind] }) => kindsOfMeasure[kind])
  const { effect, horizon, who, doneWhen } = kindsOfMeasure[first.meant[0]]
  const title = `Proposed: ${kinds.map((kind) => kind.title).join(', ')}`
  return {
    id,
    kind: first.meant[0],
    effect,
    horizon,
    title,
    action: why,
    target,
    parameters: known.map(({ meant: [, name, unit], value }) => ({
      name,
      unit,
      value: typeof value === 'number' ? value : JSON.stringify(value),
      statement: state('a setting that was proposed, and tried as it stands', {}, [trial.id])
    })),
    outcome,
    tried: outcome.statement,
    costs: kinds.map(({ costs }) => costs).join(' '),
    task: {
      who,
      what: title,
      how: known.map(({ meant: [, name], value }) => `${name}: ${typeof value === 'number' ? value : JSON.stringify(value)}`),
      doneWhen
    }
  }
}
