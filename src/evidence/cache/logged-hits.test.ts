import { expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { at, madeIncident } from '../testing/made-incident.ts'

it('a cache that loses one kind of what it is asked for is seen to, though it answers for the other as ever', async () => {
  const lines: string[] = []
  for (let m = 0; m < 60; m++)
    for (let i = 0; i < 12; i++) {
      const time = new Date(Date.parse(at('08:00')) + m * 60_000 + i * 4000).toISOString()
      const isPage = i % 3 === 0
      const hit = !(isPage && m >= 30) && (m + i) % 17 !== 0
      lines.push(
        JSON.stringify({
          time,
          method: 'GET',
          path: isPage ? `/pages/${m % 5}` : `/pictures/${i}.webp`,
          status: 200,
          duration_ms: hit ? 2 : 300,
          cache_status: hit ? 'HIT' : 'MISS'
        })
      )
    }
  await using incident = await madeIncident({ 'edge/access.jsonl': lines.join('\n') })
  const evidence = await incident.ask('series_onsets', {
    window: { from: at('08:30'), to: at('08:59') },
    baseline: { from: at('08:00'), to: at('08:30') }
  })
  const shares = rowsOf(evidence).filter(({ role }) => role === 'cache-hits')
  const pages = shares.find(({ series }) => series === 'hits in logs of /pages')
  expect(pages?.['baseline_median']).toBeGreaterThan(0.85)
  expect(pages?.['window_median']).toBe(0)
  expect(shares.find(({ series }) => series === 'hits in logs of /pictures')?.['window_median']).toBeGreaterThan(0.85)
})
