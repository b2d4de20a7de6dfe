import { Instant, state } from '../../domain/index.ts'
import { camelCase, type Candidate } from './candidate.ts'
import { evaluationSeconds, type Known } from './sources-of-candidates.ts'

/** Time to renew at office hours, with a holiday in between. */
const daysAhead = 21

/** A known end is watched by the calendar: it needs no incident to be seen. */
export function ofExpiry({ expiry, cause }: Known): Candidate[] {
  if (!expiry || cause?.category !== 'expired-certificate') return []
  const at = Instant.safeParse(expiry.facts['stated_expiry']).data
  if (at === undefined) return []
  const subject = String(expiry.facts['stated_expiry_subject'] ?? cause.component)
  return [
    {
      subject,
      name: camelCase(`expires soon ${subject}`),
      title: `Expires soon: ${subject}`,
      stage: 'cause',
      clause: { signal: { of: 'expiry', subject, at }, windowSeconds: evaluationSeconds, comparison: 'below', unit: 'days' },
      windows: [],
      threshold: daysAhead,
      others: [],
      forSeconds: 0,
      everySeconds: evaluationSeconds,
      tell: 'platform on-call',
      firstAction: 'Renew it, put it in place on every host that uses it, and see that the hosts took it.',
      hypothesis: cause.id,
      misses: [state('an end that nobody entered, and a certificate that is renewed but not put in place')],
      movesWithLoad: false,
      rank: 0,
      mayPage: false,
      rejected: null
    }
  ]
}
