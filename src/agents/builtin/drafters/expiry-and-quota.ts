import { state } from '../../../domain/index.ts'
import { rowsIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

/** What came to its end in the window, and what grows towards its end. */
export const draftExpiryAndQuota: Drafter = (ended) =>
  rowsIn(ended)
    .slice(0, 6)
    .flatMap((row) => {
      if (row.text('signal') === 'met' && row.text('first_at') !== null && (row.number('window_count') ?? 0) > 0) {
        const statement = state('{count} times from {first} on something had come to its end ({kind}): {text}', {
          count: [row.cite('window_count'), 'integer'],
          first: [row.cite('first_at'), 'time'],
          kind: [row.cite('kind'), 'text'],
          text: [row.cite('text'), 'text']
        })
        return [draft('ended', 'cause', statement, { entity: row.text('subject') })]
      }
      if (row.text('signal') !== 'growth' || row.text('reaches_at') === null) return []
      const statement = state('{series} grows by {perHour} an hour towards its limit of {limit}, which it reaches at {at}', {
        series: [row.cite('subject'), 'text'],
        perHour: [row.cite('per_hour'), 'number'],
        limit: [row.cite('limit'), 'number'],
        at: [row.cite('reaches_at'), 'datetime']
      })
      return [draft('series-moved', 'early-warning', statement, { series: row.text('subject') })]
    })
