import { expect, it } from 'vitest'
import { statedTimes } from './stated-times.ts'

it.each([
  [{ geo_ms: 370, status: 200 }, null, { geo: 370 }],
  [{ 'ctx.geoMs': '370' }, null, { geo: 370 }],
  [{ word6: 'Views: 12ms | DB: 14ms | Geo: 370ms size=4' }, null, { Views: 12, DB: 14, Geo: 370 }],
  [{ geo: '1.5s', db: '14ms' }, null, { geo: 1500, db: 14 }],
  [{ server_timing: 'db;dur=12, geo;dur=370.5' }, null, { db: 12, geo: 370.5 }],
  [{}, 'Completed in 510ms (db: 12ms, geo: 370 ms)', { db: 12, geo: 370 }],
  [{}, 'stored: db 12ms, geo 370ms, total 390ms', { geo: 370, total: 390 }],
  [{}, 'no answer within 5000 ms, waiting since 12:04, session 5s old', {}],
  [{}, 'waited 12 ms for a lock', {}],
  [{ at: '10s', note: 'in 12ms' }, null, {}]
] as const)('%j %s', (attributes, message, times) => {
  const found = statedTimes(attributes, message)
  const expected = Object.entries(times).map(([name, ms]) => ({ name, ms }))
  expect(found).toEqual(expect.arrayContaining(expected))
  expect(found.length > 0).toBe(expected.length > 0)
})
