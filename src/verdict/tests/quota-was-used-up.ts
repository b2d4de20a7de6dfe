import { citeFact } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, type Maybe, numberIn, type Row, rowsIn } from '../reading.ts'
import { within } from './calls.ts'

/**
 * What is used up by growth. Connections and threads are not here: they fill in every incident, because work holds them
 * longer, and that they are full is what has to be explained.
 */
const quotas = /^(disk-full|inodes-used-up|licence|quota-used-up|rate-limited|numbers-used-up)$/

/** What is said once of a limit may be what somebody supposes; a disk that is full is said once. */
const supposed = /^(rate-limited|quota-used-up)$/
const leastSaid = 3

/** The quota that is met most often, newly in the window. */
export function quotaRow(ended: Maybe): Row | undefined {
  return rowsIn(ended)
    .filter(
      (row) =>
        row.text('signal') === 'met' &&
        quotas.test(row.text('kind') ?? '') &&
        (!supposed.test(row.text('kind') ?? '') || (row.number('window_count') ?? 0) >= leastSaid) &&
        (row.number('window_count') ?? 0) > 2 * (row.number('before_count') ?? 0)
    )
    .sort((a, b) => (b.number('window_count') ?? 0) - (a.number('window_count') ?? 0))[0]
}

export const quotaWasUsedUp: DiagnosticTest = {
  id: 'quota-was-used-up',
  question: 'Was a disk, licence, quota or rate limit used up?',
  dimension: 'mechanism',
  calls: (_, scene) => within('expiry_and_quota', scene),
  read([ended]) {
    if (!ended) return cannotTell('nothing was looked for that could have been used up')
    const row = quotaRow(ended)
    if (!row) return no(0.6, 'nothing tells of a disk, licence, quota or rate limit that was used up', {}, [ended.id])
    const atDoor = row.text('kind') === 'rate-limited' ? (numberIn(ended, 'rate_limited_at_door') ?? 0) : 0
    if (atDoor > 0.5 * (row.number('window_count') ?? 0)) {
      return cannotTell(
        '{count} times the service told those who asked that they ask too often: its own limit, and no allowance that others grant it',
        { count: [citeFact(ended, 'rate_limited_at_door'), 'integer'] }
      )
    }
    // A limit on the rate of requests is there to refuse: that it does is as often an effect of what asks too much.
    const doubt = row.text('kind') === 'rate-limited' ? 0.5 : 1
    return yes(
      doubt * clearness(row.number('window_count') ?? 0, 0, 3),
      '{count} times something is said to be used up ({kind}), first at {first}: {text}',
      {
        count: [row.cite('window_count'), 'integer'],
        kind: [row.cite('kind'), 'text'],
        first: [row.cite('first_at'), 'time'],
        text: [row.cite('text'), 'text']
      }
    )
  }
}
