import { state, type ValuesOf } from '../../../domain/index.ts'
import { departingRow, predictionsFor, rowsIn } from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, framed } from '../ask.ts'
import { subjectOf } from '../draft.ts'
import { changeTrigger } from './change-trigger.ts'

/** One of several instances is worse than its peers. Undefined when none departs. */
export async function faultyInstance(desk: Desk): Promise<HypothesisDraft | undefined> {
  const frame = framed(desk)
  const skew = frame && (await ask(desk, 'instance_skew', frame))
  const row = departingRow(skew)
  const instance = row?.text('instance')
  if (!row || !instance) return undefined
  const strained = rowsIn(skew).find(
    (one) =>
      one.text('instance') === instance &&
      one.value('departs') === true &&
      one.index !== row.index &&
      /^(cpu|holders|waiters|memory|gc)$/.test(one.text('role') ?? '') &&
      (one.number('robust_z') ?? 0) > 0
  )
  const values: ValuesOf = {
    instance: [row.cite('instance'), 'text'],
    measure: [row.cite('measure'), 'text'],
    value: [row.cite('value'), 'number'],
    peers: [row.cite('peers_value'), 'number'],
    ...(row.text('onset') ? { onset: [row.cite('onset'), 'time'] as const } : {})
  }
  return {
    category: 'faulty-instance',
    component: `instance ${instance}${row.text('service') ? ` of ${row.text('service')}` : ''}`,
    subject: subjectOf({ entity: instance }),
    statement: state(
      `{instance} is not like its peers${'onset' in values ? ' from {onset} on' : ''}: {measure} is {value} there and {peers} on the others`,
      values
    ),
    mechanism: state(
      'the others do the same work with the same code at the same load in health, so whatever is wrong is on {instance} itself' +
        (strained ? ': {strain} is {level} there, {usual} on the others' : ''),
      {
        instance: [row.cite('instance'), 'text'],
        ...(strained
          ? {
              strain: [strained.cite('measure'), 'text'] as const,
              level: [strained.cite('value'), 'number'] as const,
              usual: [strained.cite('peers_value'), 'number'] as const
            }
          : {})
      }
    ),
    trigger: await changeTrigger(desk, 'faulty-instance', instance),
    onset: row.text('onset'),
    onsetResolutionSeconds: 300,
    proposedBy: 'theorist',
    predictions: predictionsFor('faulty-instance')
  }
}
