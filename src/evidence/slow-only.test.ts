import { describe, expect, it } from 'vitest'
import { rowsOf } from '../domain/index.ts'
import { at, madeIncident } from './testing/made-incident.ts'

const window = { from: at('11:00'), to: at('12:00') }
const baseline = { from: at('09:00'), to: at('11:00') }

/** A line of a slow query log, as MySQL writes it. */
const slow = (clock: string, seconds: number, table: string): string =>
  `# Time: ${at(clock).replace('.000Z', '.000000Z')}\n# User@Host: app[app] @ web1 [10.0.0.7]  Id: 12\n` +
  `# Query_time: ${seconds.toFixed(6)}  Lock_time: 0.000100 Rows_sent: 1  Rows_examined: 900000\nSELECT a FROM ${table} WHERE b = 1;\n`

const log = (entry: (i: number) => string, n: number): string => Array.from({ length: n }, (_, i) => entry(i)).join('')
const minute = (hour: number, i: number): string => `${String(hour)}:${String(i + 10)}`

describe('a log that keeps slow statements only', () => {
  const hourly = log((i) => slow(minute(10, i), 2, 'report'), 4)
  const came = log((i) => slow(minute(11, i), 20, 'register'), 12)

  it('shows what came up in it as slow, and how long locks took of it', async () => {
    await using incident = await madeIncident({ 'slow.log': hourly + came })
    const operations = await incident.ask('operations', { window, baseline })
    expect(operations.facts['slow_only_ms']).toBe(2000)
    expect(rowsOf(operations).find(({ label }) => String(label).includes('register'))).toMatchObject({ slow_runs: 12 })
    const locks = await incident.ask('lock_waits', { window })
    expect(locks).toMatchObject({ status: 'found', facts: { waits: 0, measured_runs: 12 } })
    expect(locks.facts['share_of_slow_time']).toBeLessThan(0.001)
  })

  it('is not taken for one where quick statements are logged', async () => {
    const quick = log((i) => slow(minute(10, i), 0.005, 'names'), 8)
    await using incident = await madeIncident({ 'slow.log': hourly + quick + came })
    expect((await incident.ask('operations', { window, baseline })).facts['slow_only_ms']).toBeNull()
  })
})

describe('a log of structured lines that say one thing of everything', () => {
  const line = (clock: string, path: string, ms: number, status = 200): string =>
    `time=${at(clock)} level=info msg=served path=${path} status=${status} took=${ms}ms`
  const lines = [
    ...Array.from({ length: 12 }, (_, i) => line(minute(10, i), `/licence/${4000 + i}/status`, 20)),
    ...Array.from({ length: 12 }, (_, i) => line(minute(11, i), `/licence/${5000 + i}/status`, 900, i < 4 ? 503 : 200))
  ]

  it('is timed work by what each line is about', async () => {
    await using incident = await madeIncident({ 'app.log': lines.join('\n') })
    const [row] = rowsOf(await incident.ask('operations', { window, baseline }))
    expect(row).toMatchObject({
      operation: 'served /licence/{id}/status',
      runs: 12,
      failed: 4,
      median_ms: 900,
      baseline_runs: 12
    })
  })
})
