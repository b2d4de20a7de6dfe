import { state, type Trigger } from '../../../../domain/index.ts'
import { callsMore, jobToBlame, predictionsFor } from '../../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../../roles.ts'
import { ask, framed } from '../../ask.ts'
import { subjectOf } from '../../draft.ts'
import { type AtOrigin, triggerAtOrigin } from './at-origin.ts'

const resources: Readonly<Record<string, string>> = { cpu: 'processor', disk: 'disk' }

/** Processor or disk of the origin are taken by something that its calls do not ask for. Undefined when neither departs. */
export async function occupied(desk: Desk, at: AtOrigin): Promise<HypothesisDraft | undefined> {
  const { origin, row } = at
  const resource = resources[row.text('resource_role') ?? '']
  if (resource === undefined || callsMore(origin.service, at.scene)) return undefined
  const frame = framed(desk)
  const processes = frame && (await ask(desk, 'host_processes', frame))
  const job = jobToBlame(processes, at.scene)
  const trigger: Trigger | null = job
    ? { kind: 'job', ref: job.text('actor'), time: job.text('started_at') }
    : await triggerAtOrigin(desk, at, 'batch-interference')
  return {
    category: 'batch-interference',
    component: `${resource} of ${origin.service}${trigger?.ref ? `, taken by ${trigger.ref}` : ''}`,
    subject: subjectOf({ entity: origin.service, series: row.text('resource_series') }),
    statement: state('{series} of {service} goes from {before} to {now} at no more calls than before', {
      series: [row.cite('resource_series'), 'text'],
      service: [row.cite('service'), 'text'],
      before: [row.cite('resource_before'), 'number'],
      now: [row.cite('resource_now'), 'number']
    }),
    mechanism: state(
      'something beside the calls takes what {service} has; all that {service} does becomes slow, and whoever calls it waits',
      {
        service: [row.cite('service'), 'text']
      }
    ),
    trigger,
    onset: row.text('first_departed') ?? row.text('resource_since'),
    onsetResolutionSeconds: 300,
    proposedBy: 'theorist',
    predictions: predictionsFor('batch-interference')
  }
}
