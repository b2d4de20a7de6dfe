import { type Measure, state } from '../../domain/index.ts'
import type { Known } from '../known.ts'
import { kindsOfMeasure, measuresByCause, measuresWithoutCause } from './by-cause.ts'
import { parametersOf } from './parameters.ts'

/** A measure before it is tried. */
export type MeasureDraft = Omit<Measure, 'outcome' | 'tried'>

/** The measures that answer the root cause, set from the materials; without one, what protects whatever the cause. */
export function draftMeasures(known: Known): MeasureDraft[] {
  const { rootCause } = known.verdict
  const fixes = known.remedies.filter((remedy) => remedy.class === 'fix-cause' && remedy.horizon === 'durable')
  const component = rootCause?.component ?? 'whatever it was'
  const undoable = typeof rootCause?.trigger?.ref === 'string' && rootCause.trigger.kind !== 'traffic'
  const kinds = (rootCause ? measuresByCause[rootCause.category] : measuresWithoutCause).flatMap((kind) =>
    kind === 'fix-cause' && undoable ? (['revert', kind] as const) : [kind]
  )
  return kinds.map((kind, i) => {
    const { effect, horizon, title, action, costs, who, how, doneWhen } = kindsOfMeasure[kind]
    const parameters = parametersOf(kind, known)
    const filled = (text: string): string =>
      text.replaceAll(/\{([a-z-]+)\}/g, (_, name: string) => {
        const value = parameters.find((each) => each.name === name)?.value
        return value === null || value === undefined ? `<${name}: to be measured>` : String(value)
      })
    const [fix] = fixes
    return {
      id: `M${i + 1}`,
      kind,
      effect,
      horizon,
      title,
      action: kind === 'fix-cause' && fix ? fix.action : state(action),
      target: known.subject,
      parameters,
      costs,
      task: {
        who,
        what: kind === 'fix-cause' ? `${title}: ${component}` : `${title}, against ${component}`,
        how: kind === 'fix-cause' && fixes.length > 0 ? fixes.map((each) => each.action.text) : how(known).map(filled),
        doneWhen
      }
    }
  })
}
