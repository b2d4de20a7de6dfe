import { state } from '../../../../domain/index.ts'
import { changeOfOrigin, changesThatCan, predictionsFor } from '../../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../../roles.ts'
import { askAll } from '../../ask.ts'
import { subjectOf } from '../../draft.ts'
import type { AtOrigin } from './at-origin.ts'

/** A setting of the origin was changed, with its old and new value on record. Undefined when none is. */
export async function settingAtOrigin(desk: Desk, { scene, origin, row }: AtOrigin): Promise<HypothesisDraft | undefined> {
  const [candidates] = await askAll(desk, changesThatCan('misconfiguration', scene))
  const change = changeOfOrigin(candidates, 'misconfiguration')
  const time = change?.text('acts_at') ?? change?.text('time') ?? null
  if (!change || time === null || change.text('old') === null || change.text('new') === null) return undefined
  const kind = change.text('kind')
  return {
    category: 'misconfiguration',
    component: `${origin.service}: ${change.text('reason')?.split(';')[0] ?? 'a setting'} (${change.text('old')} → ${change.text('new')})`,
    subject: subjectOf({
      entity: origin.service,
      ...(origin.operation ? { population: 'spans', operation: origin.operation } : {})
    }),
    statement: state('{title} ({time}) changes a setting of {service} from {old} to {new}, and harm begins in {service}', {
      title: [change.cite('title'), 'text'],
      time: [change.cite('time'), 'time'],
      service: [row.cite('service'), 'text'],
      old: [change.cite('old'), 'text'],
      new: [change.cite('new'), 'text']
    }),
    mechanism: state(
      'with {new} instead of {old} the same calls at the same load fail or queue in {service}; those that call it pass that on',
      {
        old: [change.cite('old'), 'text'],
        new: [change.cite('new'), 'text'],
        service: [row.cite('service'), 'text']
      }
    ),
    trigger: { kind: kind === 'flag' || kind === 'deploy' || kind === 'commit' ? kind : 'config', ref: change.text('ref'), time },
    onset: time,
    onsetResolutionSeconds: 300,
    proposedBy: 'theorist',
    predictions: predictionsFor('misconfiguration')
  }
}
