import { expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { at, madeIncident } from '../testing/made-incident.ts'

it('compares the hits of instances that were started anew with those of their service before', async () => {
  const rows = ['ts,service,instance,metric,value']
  for (let minute = 0; minute < 60; minute++) {
    const time = new Date(Date.parse(at('08:00')) + minute * 60_000).toISOString()
    for (const [i, old] of ['recipes-one-1', 'recipes-one-2'].entries()) {
      const isNew = minute >= 30 + 4 * i
      rows.push(`${time},recipes,${isNew ? `recipes-9f2-${i}` : old},cache_hit_ratio,${isNew ? 0.03 : 0.9 + 0.01 * (minute % 4)}`)
    }
  }
  await using incident = await madeIncident({ 'metrics.csv': rows.join('\n') })
  const evidence = await incident.ask('series_onsets', {
    window: { from: at('08:30'), to: at('08:59') },
    baseline: { from: at('08:00'), to: at('08:30') }
  })
  const shares = rowsOf(evidence).filter(({ series }) => series === 'cache_hit_ratio')
  expect(shares.map(({ entity, direction }) => [entity, direction])).toEqual([['recipes', 'down']])
  expect(shares[0]?.['baseline_median']).toBeGreaterThan(0.85)
  expect(shares[0]?.['window_median']).toBeLessThan(0.1)
})
