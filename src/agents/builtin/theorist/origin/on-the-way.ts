import { citeFact, state } from '../../../../domain/index.ts'
import { has, numberIn, predictionsFor } from '../../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../../roles.ts'
import { subjectOf } from '../../draft.ts'
import { type AtOrigin, triggerAtOrigin } from './at-origin.ts'

/** Time or packets are lost between the origin and those that call it. Undefined when neither is seen. */
export async function onTheWay(desk: Desk, at: AtOrigin): Promise<HypothesisDraft | undefined> {
  const { origin, origins, row } = at
  const lost = row.text('resource_role') === 'network'
  const late = (numberIn(origins, 'way_share') ?? 0) >= 0.5 && has(origins, 'way_share')
  if (!lost && !late) return undefined
  return {
    category: 'network-fault',
    component: `the network (delay or loss of packets) to and from ${origin.service}`,
    subject: subjectOf({ entity: origin.service }),
    statement: lost
      ? state('{series} of {service} goes from {before} to {now}: packets to and from it are lost or late', {
          series: [row.cite('resource_series'), 'text'],
          service: [row.cite('service'), 'text'],
          before: [row.cite('resource_before'), 'number'],
          now: [row.cite('resource_now'), 'number']
        })
      : state('{share} of the time that is lost is lost on the way between {service} and those that call it', {
          share: [citeFact(origins, 'way_share'), 'share'],
          service: [row.cite('service'), 'text']
        }),
    mechanism: state('{service} works as ever, and its answers come late; whoever calls it waits for the way', {
      service: [row.cite('service'), 'text']
    }),
    trigger: await triggerAtOrigin(desk, at, 'network-fault'),
    onset: row.text('first_departed') ?? row.text('resource_since'),
    onsetResolutionSeconds: 300,
    proposedBy: 'theorist',
    predictions: predictionsFor('network-fault')
  }
}
