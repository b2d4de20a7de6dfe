import { citeFact } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, numberIn, rowsIn } from '../reading.ts'
import { within } from './calls.ts'
import { datedBefore } from './dated-before.ts'

/** Reasons that a refusal of trust may have beside a date that passed. */
const otherReason =
  /unknown (?:ca|authority|issuer)|self.?signed|local issuer|host ?name|no (?:shared|common) cipher|unsupported|protocol version|untrusted|revoked|not yet valid/i

/** A refusal of trust has many reasons; only words of validity, or a date written beside it, make it an expiry. */
export const certificateExpired: DiagnosticTest = {
  id: 'certificate-expired',
  question: 'Were connections refused because a certificate was no longer valid?',
  dimension: 'mechanism',
  calls: (_, scene) => within('expiry_and_quota', scene),
  read([ended]) {
    if (!ended) return cannotTell('nothing was looked for that could have expired')
    const count = numberIn(ended, 'certificate_expired') ?? 0
    const row = rowsIn(ended).find((one) => one.text('kind') === 'certificate-expired' && one.text('signal') === 'met')
    if (count > 0 && row && has(ended, 'certificate_expired')) {
      const before = row.number('before_count') ?? 0
      const values = { count: [citeFact(ended, 'certificate_expired'), 'integer'], text: [row.cite('text'), 'text'] } as const
      // What was said as often in healthy time does no harm.
      if (before >= count) return cannotTell('{count} lines tell of an expired certificate, as healthy time did: {text}', values)
      return yes(clearness(count, 0, 3), '{count} lines tell of a certificate that is no longer valid: {text}', values)
    }
    if ((numberIn(ended, 'tls_failed') ?? 0) > 0 && has(ended, 'tls_failed')) {
      const count = [citeFact(ended, 'tls_failed'), 'integer'] as const
      const one = rowsIn(ended).find(
        (row) => /tls-failed|not-yet-valid/.test(row.text('kind') ?? '') && row.text('text') !== null
      )
      // Strangers and bots break off handshakes all day long.
      if (one && (one.number('before_count') ?? 0) >= (one.number('window_count') ?? 0) / 2)
        return no(0.4, '{count} handshakes failed, as in healthy time: {text}', { count, text: [one.cite('text'), 'text'] })
      const dated = one && datedBefore(rowsIn(ended), 'certificate-expired', one.text('first_at'))
      if (one && dated && !otherReason.test(one.text('text') ?? ''))
        return yes(0.7, '{count} handshakes failed, first at {first}, and {subject} was valid until {until}: {text}', {
          count,
          first: [one.cite('first_at'), 'time'],
          subject: [dated.cite('subject'), 'text'],
          until: [dated.cite('stated_expiry'), 'datetime'],
          text: [one.cite('text'), 'text']
        })
      const said = '{count} handshakes failed, of which no line says that a certificate had expired'
      return one ? cannotTell(`${said}: {text}`, { count, text: [one.cite('text'), 'text'] }) : cannotTell(said, { count })
    }
    return no(0.6, 'nothing tells of an expired certificate', {}, [ended.id])
  }
}
