import { citeFact, state } from '../../../domain/index.ts'
import { has, newlyFailing, numberIn, outsideRows, predictionsFor, rowsIn } from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, framed } from '../ask.ts'
import { subjectOf } from '../draft.ts'

/** A certificate that was no longer valid. Undefined when nothing tells of one. */
export async function expiredCertificate(desk: Desk): Promise<HypothesisDraft | undefined> {
  const frame = framed(desk)
  if (!frame) return undefined
  const ended = await ask(desk, 'expiry_and_quota', { window: desk.window })
  const row = rowsIn(ended).find((one) => one.text('signal') === 'met' && one.text('kind') === 'certificate-expired')
  if (!row || !has(ended, 'certificate_expired') || !numberIn(ended, 'certificate_expired')) return undefined
  const calls = await ask(desk, 'dependency_latency', frame)
  const refused = outsideRows(calls).filter((one) => one.text('failure') === 'tls' && newlyFailing(one) > 0)
  const names = [...new Set([row.text('subject'), ...refused.map((one) => one.text('dependency'))].flatMap((name) => name ?? []))]
  const [worst] = refused
  const onset = row.text('first_at')
  return {
    category: 'expired-certificate',
    component: `the TLS certificate of ${names.length > 0 ? names.slice(0, 3).join(', ') : 'what the service connects to'}`,
    subject: subjectOf({ entity: refused[0]?.text('dependency') ?? row.text('subject') ?? 'certificate' }),
    statement: state('a certificate was no longer valid: {count} times since {first} a connection was refused ({text})', {
      count: [citeFact(ended, 'certificate_expired'), 'integer'],
      first: [row.cite('first_at'), 'time'],
      text: [row.cite('text'), 'text']
    }),
    mechanism: worst
      ? state(
          'from {first} on whoever connects refuses the certificate at once: {share} of the calls to {dependency} fail, in {ms} in the median, without waiting',
          {
            first: [row.cite('first_at'), 'time'],
            share: [worst.cite('window_failed_share'), 'share'],
            dependency: [worst.cite('dependency'), 'text'],
            ms: [worst.cite('window_median_ms'), 'ms']
          }
        )
      : state('from {first} on whoever connects refuses the certificate at once; what needs no such connection goes on', {
          first: [row.cite('first_at'), 'time']
        }),
    // A date that passes is nobody's change.
    trigger: { kind: 'unknown', ref: null, time: onset },
    onset,
    onsetResolutionSeconds: 60,
    proposedBy: 'theorist',
    predictions: predictionsFor('expired-certificate')
  }
}
