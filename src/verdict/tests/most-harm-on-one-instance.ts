import { citeFact } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, numberIn, rowsIn } from '../reading.ts'
import { compared } from './calls.ts'
import { departingRow, harm } from './instance-departs-from-peers.ts'

/** So many times its share of the load is no accident. */
const several = 2

/** Beside it a peer that suffers as well speaks for something shared. */
export const mostHarmOnOneInstance: DiagnosticTest = {
  id: 'most-harm-on-one-instance',
  question: 'Did the peers of the instance keep their health throughout?',
  dimension: 'discrimination',
  calls: (_, scene) => compared('instance_skew', scene),
  read([skew], { subject }) {
    const own = departingRow(skew, subject.entity) ?? departingRow(skew)
    if (!own) return cannotTell('no instance is seen to be worse than its peers')
    const share = numberIn(skew, 'failures_share')
    if (share !== null && has(skew, 'failures_share')) {
      const values = { share: [citeFact(skew, 'failures_share'), 'share'], instance: [own.cite('instance'), 'text'] } as const
      if (share >= 0.7) return yes(clearness(share, 0.5, 0.9), '{share} of all failures happened on {instance}', values)
      // Callers that fail of it count as failing where they run: of what it was asked for it then has still far more than its share.
      const beyondItsLoad = harm.test(own.text('role') ?? '') && share >= several * (numberIn(skew, 'load_share') ?? 1)
      if (share > 0.5 || !beyondItsLoad) {
        if (share <= 0.5) return no(clearness(share, 0.6, 0.3), 'only {share} of all failures happened on {instance}', values)
        return cannotTell('{share} of all failures happened on {instance}', values)
      }
    }
    const peers = rowsIn(skew).filter(
      (row) => row.text('measure') === own.text('measure') && row.text('instance') !== own.text('instance')
    )
    const worst = peers.sort((a, b) => (b.number('value') ?? 0) - (a.number('value') ?? 0))[0]
    const [value, second] = [own.number('value'), worst?.number('value') ?? null]
    if (!worst || value === null || second === null) return cannotTell('the peers of the instance are not measured')
    const values = {
      measure: [own.cite('measure'), 'text'],
      value: [own.cite('value'), 'number'],
      instance: [own.cite('instance'), 'text'],
      other: [worst.cite('instance'), 'text'],
      second: [worst.cite('value'), 'number']
    } as const
    const template = '{measure} is {value} on {instance} and {second} on the next worst, {other}'
    if (second <= value / 3) return yes(clearness(second / Math.max(value, 1e-9), 0.5, 0.2), template, values)
    if (second >= 0.7 * value) return no(clearness(second / Math.max(value, 1e-9), 0.5, 0.9), template, values)
    return cannotTell(template, values)
  }
}
