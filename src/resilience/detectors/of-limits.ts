import { Instant, instantOf, type JudgedHypothesis, rowsOf, state } from '../../domain/index.ts'
import { camelCase, type Candidate } from './candidate.ts'
import { evaluationSeconds, type Known } from './sources-of-candidates.ts'
import { tellFor } from './tell.ts'

/** Classes whose cause is that something grows until it is full. */
const growing = new Set(['quota-exhaustion', 'resource-leak', 'memory-leak'])
/** As far ahead as it looks back: an hour is time to free what can be freed. */
const aheadSeconds = 3600

/**
 * What grows towards a known limit: the limit is the threshold, and where the growth leads to is known an hour before. All
 * the time in which it grew the cause was acting: firing then is no false alarm.
 */
export function ofLimits({
  expiry,
  cause
}: Pick<Known, 'expiry'> & { readonly cause: Pick<JudgedHypothesis, 'id' | 'category'> | null }): Candidate[] {
  if (!expiry || !cause || !growing.has(cause.category)) return []
  const { limit_series: series, limit_value: limit, limit_reaches_at: at } = expiry.facts
  const reachedAt = Instant.safeParse(at).data
  const growth = rowsOf(expiry).find((row) => row['signal'] === 'growth' && row['subject'] === series)
  const [first, perHour] = [growth?.['first_value'], growth?.['per_hour']]
  const known = typeof series === 'string' && typeof limit === 'number' && typeof first === 'number' && reachedAt !== undefined
  if (!known || typeof perHour !== 'number' || perHour <= 0 || first >= limit) return []
  return [
    {
      subject: `${series} before its limit`,
      name: camelCase(`full within the hour ${series}`),
      title: `Full within the hour, if it goes on as it does: ${series}`,
      stage: 'cause',
      clause: {
        signal: { of: 'metric', series, entity: null, across: 'max', over: 'forecast' },
        windowSeconds: aheadSeconds,
        comparison: 'above',
        unit: 'value'
      },
      windows: [],
      threshold: limit,
      others: [],
      forSeconds: 5 * evaluationSeconds,
      everySeconds: evaluationSeconds,
      ...tellFor('disk'),
      hypothesis: cause.id,
      misses: [state('what fills within minutes, and a limit that is lower than the one that is known')],
      movesWithLoad: false,
      rank: 0,
      mayPage: true,
      rejected: null,
      actsFrom: instantOf(Date.parse(reachedAt) - ((limit - first) / perHour) * 3_600_000)
    }
  ]
}
