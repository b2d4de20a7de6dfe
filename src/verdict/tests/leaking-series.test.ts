import { expect, it } from 'vitest'
import { madeEvidence } from '../testing/made-evidence.ts'
import { at } from '../testing/made-world.ts'
import { leakingRow } from './leaking-series.ts'

const leaking = (more: Record<string, string | number | boolean | null>) =>
  leakingRow(
    madeEvidence(
      { tool: 'resource_trends', arguments: {} },
      {
        rows: [
          {
            series: 'connections',
            role: 'holders',
            entity: null,
            first: 0,
            last: 38,
            slope_per_hour: 36,
            slope_low: 33,
            load_explained: 0,
            grows: true,
            resets: 1,
            resets_at_restarts: 1,
            growing_since: at('10:20'),
            last_reset_at: at('10:20'),
            reached_at: at('11:20'),
            ...more
          }
        ]
      }
    ),
    'held',
    at('08:00')
  )

it('what a restart emptied while harm was there, and what fills again in an hour, is the next climb of a leak', () => {
  expect(leaking({})?.text('series')).toBe('connections')
})

it.each([
  ['it fills again within minutes, as a crowd does', { reached_at: at('10:25') }],
  ['no restart emptied it: it began when harm had begun', { resets: 0, resets_at_restarts: 0, last_reset_at: null }],
  ['it began long after the restart', { growing_since: at('11:00'), reached_at: at('11:50') }]
])('no leak is seen where %s', (_, more) => {
  expect(leaking(more)).toBeUndefined()
})
