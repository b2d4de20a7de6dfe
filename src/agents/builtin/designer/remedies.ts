import { type CauseCategory, type Remedy, type RootCause, type ScalingTest, state, type Verdict } from '../../../domain/index.ts'
import { remediesOfOwn } from './remedies-of-own.ts'
import { remediesOfSurroundings } from './remedies-of-surroundings.ts'
import { remedy, type RemedyDraft } from './remedy.ts'

/** What would end it and keep it ended: the cause first, stop-gaps marked as such, and scaling only where it helps. */
export function remediesFor(verdict: Verdict, scaling: ScalingTest): Remedy[] {
  const { rootCause } = verdict
  const drafts = rootCause
    ? [
        ...revertOf(rootCause),
        ...(byCause[rootCause.category]?.(rootCause, scaling) ??
          remediesOfOwn(rootCause) ??
          remediesOfSurroundings(rootCause) ??
          general(rootCause)),
        ...stopGaps(rootCause, scaling)
      ]
    : [observe(verdict)]
  return drafts.map((one, i) => ({ id: `R${i + 1}`, ...one, addresses: rootCause?.hypothesis ?? null }))
}

function revertOf({ trigger, cites }: RootCause): RemedyDraft[] {
  // Who comes, and what called them, is no change that could be undone.
  if (!trigger?.ref || trigger.kind === 'traffic') return []
  return [
    remedy('revert', 'now', 'Undo the change that set it off, and watch whether the work becomes cheap again.', cites.statement)
  ]
}

const byCause: Partial<Record<CauseCategory, (root: RootCause, scaling: ScalingTest) => RemedyDraft[]>> = {
  'inefficient-query': ({ cites }) => [
    remedy(
      'fix-cause',
      'durable',
      'Find out by its plan what the statement spends its time on, and remove it: an index that serves its conditions, fresh statistics, or a statement that reads less. Which of them is not proven by these materials.',
      cites.statement
    ),
    remedy(
      'limit-load',
      'now',
      'Stop-gap: put a time-out on this statement and let its callers fail fast, so that it cannot hold what others need.',
      cites.mechanism
    ),
    remedy(
      'observe',
      'durable',
      'Alert on the duration of this statement by parameter, and on plans whose estimates miss, before the pool fills.',
      cites.statement
    )
  ],
  'lock-contention': ({ cites }) => [
    remedy(
      'fix-cause',
      'durable',
      'Shorten what holds the lock: move slow work out of the transaction, touch rows in one order, split the batch.',
      cites.mechanism
    ),
    remedy(
      'restart',
      'now',
      'Stop-gap: end the session that holds the lock, if what it does can be done again.',
      cites.mechanism
    ),
    remedy(
      'observe',
      'durable',
      'Log lock waits, and alert on the first that lasts longer than a citizen waits.',
      cites.statement
    )
  ],
  misconfiguration: ({ cites }) => [
    remedy('revert', 'now', 'Set the limit back to the value it had before: that is an undoing, not scaling.', cites.statement),
    remedy(
      'fix-cause',
      'durable',
      'Correct the setting where it is kept, so that no later release brings it back, and let a build refuse limits, time-outs and flags outside what was measured to be needed.',
      cites.mechanism
    )
  ],
  'demand-surge': ({ cites }, { statement }) => [
    remedy(
      'scale',
      'durable',
      'Give the resource that fills first the capacity for the peak that was seen, with headroom.',
      statement
    ),
    remedy(
      'limit-load',
      'now',
      'Stop-gap: admit so many at a time as are served well, and tell the others when to come back.',
      cites.mechanism
    ),
    remedy(
      'fix-cause',
      'durable',
      'Spread the demand where it is the service’s own doing: openings at one minute, reminders sent all at once.',
      cites.statement
    )
  ]
}

const general = ({ cites }: RootCause): RemedyDraft[] => [
  remedy('fix-cause', 'durable', 'Remove the cause at the component that is named.', cites.statement),
  remedy('observe', 'durable', 'Alert on its first sign, not on its last effect.', cites.mechanism)
]

/** More of the resource buys time at best, unless the scaling test says that it would have helped. */
function stopGaps({ category }: RootCause, { wouldScalingHelp, statement }: ScalingTest): RemedyDraft[] {
  if (category === 'demand-surge' || wouldScalingHelp !== 'delays') return []
  return [remedy('scale', 'now', 'Stop-gap only: more of the resource puts the failure off and does not end it.', statement)]
}

function observe({ status, summary }: Verdict): RemedyDraft {
  const why = summary[0] ?? state('nothing was found')
  return status === 'no-incident'
    ? remedy(
        'observe',
        'durable',
        'Nothing to remedy: look at what raised the alarm, and whether its threshold fits the healthy range.',
        why
      )
    : remedy(
        'observe',
        'now',
        'Fetch what is listed as missing before anything is changed: no remedy can be founded on these materials.',
        why
      )
}
