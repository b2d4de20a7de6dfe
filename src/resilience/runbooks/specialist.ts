import type { Measure, Runbook } from '../../domain/index.ts'
import type { Known } from '../known.ts'
import { section, step } from './steps.ts'

/** For the team that owns the component: end the harm, then the cause. */
export function ownerRunbook(known: Known, measures: readonly Measure[]): Runbook | null {
  const { verdict, remedies } = known
  const cause = verdict.rootCause
  if (!cause) return null
  const now = remedies.filter(({ horizon }) => horizon === 'now')
  const protective = measures.filter(({ horizon, effect }) => horizon === 'now' && effect !== 'removes')
  return {
    id: cause.category,
    title: `For the team that owns ${cause.component}`,
    audience: 'third line: owns the component',
    sections: [
      section(
        'Is it the same again?',
        step(`Last time: ${cause.statement}`),
        step(`How it harmed: ${cause.mechanism}`),
        ...(cause.trigger?.ref ? [step(`What set it off: ${cause.trigger.kind} ${cause.trigger.ref}`)] : [])
      ),
      section(
        'End the harm',
        ...now.map(({ action }) => step(action.text)),
        ...protective.map(({ title, task, costs }) => step(`${title}. It costs: ${costs}`, task.how))
      ),
      section(
        'End the cause',
        ...measures
          .filter(({ effect }) => effect === 'removes')
          .map(({ task }) => step(task.what, task.how, `Done when ${task.doneWhen}.`))
      ),
      section(
        'Afterwards',
        step('Do the prevention checks first on the version that failed: they must fail on it.'),
        step('Add the signature to the patterns of your organisation:', ['inquest patterns add <run folder>'])
      )
    ]
  }
}

/** When the load is really beyond what was served well: scaling is right, and it is shown first. */
export const demandRunbook: Runbook = {
  id: 'when-it-is-demand',
  title: 'When it is demand',
  audience: 'platform team',
  sections: [
    section(
      'Show it first',
      step(
        'Load above every healthy hour on record, the cost of a request unchanged, and no single client, page or job behind it.',
        [
          'sum(rate(http_server_request_duration_seconds_count[5m])) / sum(rate(http_server_request_duration_seconds_count[5m] offset 1w))',
          'sum(rate(http_server_request_duration_seconds_sum[5m])) / sum(rate(http_server_request_duration_seconds_count[5m]))'
        ],
        'The first far above one, the second as in healthy time before queues formed.'
      )
    ),
    section(
      'Then',
      step('Admit as many at a time as are served well; show the others a queue page with a time that is true.'),
      step('Add the resource that fills first, and only that one. Check the limit of what stands behind it before.'),
      step('Watch p95 of journeys for a quarter of an hour. No change: undo it; it was not that.')
    ),
    section('Afterwards', step('Write down the peak, what filled first and at which rate: the next capacity plan starts there.'))
  ]
}
