import { state } from '../../../../domain/index.ts'
import { predictionsFor } from '../../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../../roles.ts'
import { subjectOf } from '../../draft.ts'
import { type AtOrigin, triggerAtOrigin } from './at-origin.ts'

/** One run in the origin calls another service many times where it called it once. Undefined when no calls are seen to be more. */
export async function moreCalls(desk: Desk, at: AtOrigin): Promise<HypothesisDraft | undefined> {
  const { origin, row } = at
  const [callee, before, now] = [row.text('called_more'), row.number('calls_before'), row.number('calls_now')]
  if (callee === null || before === null || now === null || now < 2 * Math.max(before, 0.5)) return undefined
  const trigger = await triggerAtOrigin(desk, at, 'query-amplification')
  return {
    category: 'query-amplification',
    component: `${origin.service}${origin.operation ? ` (${origin.operation})` : ''}: the calls that one run makes to ${callee}`,
    subject: subjectOf({ entity: origin.service }),
    statement: state('one run in {service} calls {callee} {now} times where it did {before} times', {
      service: [row.cite('service'), 'text'],
      callee: [row.cite('called_more'), 'text'],
      before: [row.cite('calls_before'), 'number'],
      now: [row.cite('calls_now'), 'number']
    }),
    mechanism: state(
      'each call to {callee} is short, and {service} waits for all of them; so many calls also fill {callee} and what stands behind it',
      {
        service: [row.cite('service'), 'text'],
        callee: [row.cite('called_more'), 'text']
      }
    ),
    trigger,
    onset: row.text('first_departed') ?? at.scene.departsAt,
    onsetResolutionSeconds: 300,
    proposedBy: 'theorist',
    predictions: predictionsFor('query-amplification')
  }
}
