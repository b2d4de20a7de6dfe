import { describe, expect, it } from 'vitest'
import { at, madeIncident } from '../testing/made-incident.ts'
import { nameOfKind } from './newcomers.ts'

const window = { from: at('11:00'), to: at('12:00') }
const baseline = { from: at('09:00'), to: at('10:55') }
const day = '2031-05-06'
const each = (from: number, to: number, line: (time: string) => string): string[] =>
  Array.from({ length: (to - from) * 20 }, (_, i) => {
    const minute = 3 * i
    return line(
      `${day}T${String(from + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:10.000Z`
    )
  })
const said =
  (program: string, message = 'rows read', level = 'info') =>
  (ts: string): string =>
    JSON.stringify({ ts, level, message, program })

const newcomers = async (...lines: readonly string[]) => {
  await using incident = await madeIncident({
    'store.jsonl': [...each(7, 13, said('desk')), ...lines].toSorted().join('\n')
  })
  const { rows } = await incident.ask('host_processes', { window, baseline })
  return rows.filter(([, kind]) => kind === 'newcomer').map(([actor]) => actor)
}

describe('who came with harm', () => {
  it('is who is heard of since harm began, through it, and no more', async () => {
    expect(await newcomers(...each(11, 12, said('sweeper')))).toEqual(['sweeper'])
  })

  it('is none who was there before, came in its midst, or stays long after', async () => {
    expect(
      await newcomers(...each(8, 12, said('older')), ...each(11, 12, said('late')).slice(10), ...each(11, 13, said('stayer')))
    ).toEqual([])
  })

  it('is none who is only heard of where something fails', async () => {
    expect(await newcomers(...each(11, 12, said('victim', 'cancelled after a while', 'error')))).toEqual([])
  })

  it('is no new instance of what is always there', async () => {
    expect(await newcomers(...each(7, 11, said('sync-7c9f')), ...each(11, 12, said('sync-8d1a')))).toEqual([])
    expect(['sync-svc-7c9f-qv7rn', 'sweep-by-hand', '10.9.8.7'].map(nameOfKind)).toEqual([
      'sync-svc',
      'sweep-by-hand',
      '10.9.8.7'
    ])
  })
})
