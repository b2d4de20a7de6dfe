import { citeFact, state } from '../../../domain/index.ts'
import { datedBefore, has, newlyFailing, numberIn, outsideRows, predictionsFor, rowsIn } from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, framed, sceneAt } from '../ask.ts'
import { subjectOf } from '../draft.ts'
import { onsetOfLines } from './onset.ts'

/** A certificate that was no longer valid. Undefined when nothing tells of one. */
export async function expiredCertificate(desk: Desk): Promise<HypothesisDraft | undefined> {
  const frame = framed(desk)
  if (!frame) return undefined
  const ended = await ask(desk, 'expiry_and_quota', { window: desk.window })
  const met = rowsIn(ended).filter((one) => one.text('signal') === 'met')
  const said = met.find((one) => one.text('kind') === 'certificate-expired')
  // That a handshake failed says so beside a date that has passed.
  const failed = met.find((one) => one.text('kind') === 'tls-failed')
  const row = said ?? failed
  const dated = row && datedBefore(rowsIn(ended), 'certificate-expired', row.text('first_at'))
  const fact = said ? 'certificate_expired' : 'tls_failed'
  if (!row || (!said && !dated) || !has(ended, fact) || !numberIn(ended, fact)) return undefined
  const calls = await ask(desk, 'dependency_latency', frame)
  const refused = outsideRows(calls).filter((one) => one.text('failure') === 'tls' && newlyFailing(one) > 0)
  const names = [
    ...new Set(
      [dated?.text('subject'), row.text('subject'), ...refused.map((one) => one.text('dependency'))].flatMap((name) => name ?? [])
    )
  ]
  const [worst] = refused
  const scene = await sceneAt(desk)
  const told = { count: row.number('window_count'), last: row.text('last_at') }
  const expiry = dated?.text('stated_expiry')
  const begun = expiry ? { onset: expiry, onsetResolutionSeconds: 60 } : onsetOfLines(row.text('first_at'), told, scene)
  return {
    category: 'expired-certificate',
    component: `the TLS certificate of ${names.length > 0 ? names.slice(0, 3).join(', ') : 'what the service connects to'}`,
    subject: subjectOf({
      entity: refused[0]?.text('dependency') ?? row.text('subject') ?? dated?.text('subject') ?? 'certificate'
    }),
    statement: state(
      `${dated ? '{subject} was valid until {until}' : 'a certificate was no longer valid'}: {count} times since {first} a connection was refused ({text})`,
      {
        ...(dated ? { subject: [dated.cite('subject'), 'text'], until: [dated.cite('stated_expiry'), 'datetime'] } : {}),
        count: [citeFact(ended, fact), 'integer'],
        first: [row.cite('first_at'), 'time'],
        text: [row.cite('text'), 'text']
      }
    ),
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
    trigger: { kind: 'unknown', ref: null, time: begun.onset },
    ...begun,
    proposedBy: 'theorist',
    predictions: predictionsFor('expired-certificate')
  }
}
