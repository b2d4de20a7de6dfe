import { type Evidence, state } from '../../../domain/index.ts'
import type { FindingDraft } from '../../roles.ts'
import { hitsLeft, worstCache } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'

/** A cache that lost a tenth of its hits or more, and since when. */
export function draftCache(onsets: Evidence): FindingDraft[] {
  const cache = worstCache(onsets)
  if (!cache || hitsLeft(cache) > 0.9 || cache.text('onset') === null) return []
  const statement = state('{series} falls from {before} to {now} from {at} on', {
    series: [cache.cite('series'), 'text'],
    before: [cache.cite('baseline_median'), 'number'],
    now: [cache.cite('window_median'), 'number'],
    at: [cache.cite('onset'), 'time']
  })
  return [draft('cache-fell', 'cause', statement, { entity: cache.text('entity'), series: cache.text('series') })]
}
