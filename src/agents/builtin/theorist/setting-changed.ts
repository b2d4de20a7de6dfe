import { state } from '../../../domain/index.ts'
import { changesThatCan, namedChange, predictionsFor } from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { askAll, sceneAt } from '../ask.ts'
import { subjectOf } from '../draft.ts'
import type { Standout } from '../standouts.ts'

/** A time-out, flag or setting of the work that stands out was changed in time. Undefined when none names it. */
export async function settingChanged(desk: Desk, suspect: Standout | undefined): Promise<HypothesisDraft | undefined> {
  if (!suspect) return undefined
  const scene = await sceneAt(desk)
  const [candidates] = await askAll(desk, changesThatCan('misconfiguration', scene))
  const row = namedChange(candidates, 'misconfiguration', suspect.operation)
  const time = row?.text('acts_at') ?? row?.text('time') ?? null
  if (!row || time === null) return undefined
  const kind = row.text('kind') === 'flag' ? 'flag' : row.text('kind') === 'deploy' ? 'deploy' : 'config'
  return {
    category: 'misconfiguration',
    component: `the setting changed by ${row.text('ref') ?? row.text('title')}: ${row.text('title')}`,
    subject: subjectOf({ population: suspect.population, operation: suspect.operation }),
    statement: state('{title} ({time}) changes a setting of {operation}, which is slow or fails since', {
      title: [row.cite('title'), 'text'],
      time: [row.cite('time'), 'time'],
      operation: [suspect.row.cite('label'), 'text']
    }),
    mechanism: state('with the setting as it is since {time} the same work at the same load is done in another way', {
      time: [row.cite('time'), 'time']
    }),
    trigger: { kind, ref: row.text('ref'), time },
    onset: time,
    onsetResolutionSeconds: 300,
    proposedBy: 'theorist',
    predictions: predictionsFor('misconfiguration')
  }
}
