import { expect, it } from 'vitest'
import type { Evidence, Scalar } from '../../domain/index.ts'
import { madeEvidence } from '../testing/made-evidence.ts'
import { failsSince, isAccused, loadedJustBefore } from './loaded-just-before.ts'

const load = (more: Readonly<Record<string, Scalar>> = {}): Readonly<Record<string, Scalar>> => ({
  at: '2031-04-07T09:00:30.000Z',
  who: 'feed-import',
  what: 'delta applied file=stops.csv rows=30',
  file: 'stops.csv',
  seconds_before: 40,
  chance: 0.03,
  ...more
})
const loads = (...rows: readonly Readonly<Record<string, Scalar>>[]): Evidence =>
  madeEvidence({ tool: 'data_loads', arguments: {} }, { facts: { loads: rows.length }, rows: [...rows] })
const errors = (first: string): Evidence =>
  madeEvidence({ tool: 'error_kinds', arguments: {} }, { facts: { top_first_at: first }, rows: [] })

it('a load that lies so near seldom is the one; what comes every few minutes always lies near', () => {
  expect(loadedJustBefore(loads(load()))?.text('who')).toBe('feed-import')
  expect(loadedJustBefore(loads(load({ chance: 0.4 })))).toBeUndefined()
  expect(loadedJustBefore(loads(load({ seconds_before: 1500 })))).toBeUndefined()
})

it('only what began to fail after it fails of it', () => {
  const row = loadedJustBefore(loads(load()))
  expect(row && failsSince(errors('2031-04-07T09:00:41.000Z'), row)).toBe(true)
  expect(row && failsSince(errors('2031-04-07T08:20:00.000Z'), row)).toBe(false)
  expect(row && failsSince(errors('2031-04-07T10:40:00.000Z'), row)).toBe(false)
})

it('its file or who brought it is accused, nobody else', () => {
  const row = loadedJustBefore(loads(load()))
  expect(row && isAccused(row, 'stops.csv')).toBe(true)
  expect(row && isAccused(row, 'feed-import')).toBe(true)
  expect(row && isAccused(row, 'basket')).toBe(false)
  expect(row && isAccused(row, null)).toBe(false)
})
