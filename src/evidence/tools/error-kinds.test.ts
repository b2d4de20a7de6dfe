import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Evidence } from '../../domain/index.ts'
import { exceptionIn, kindOf } from '../errors/exception.ts'
import { sharedValue, type Work } from '../errors/shared-value.ts'
import { at, type MadeIncident, madeIncident } from '../testing/made-incident.ts'

const window = { from: at('09:00'), to: at('10:00') }
const baseline = { from: at('08:00'), to: at('09:00') }

/** Every third visit goes to the pier; from nine on those fail. */
const lines = Array.from({ length: 60 }, (_, i) => {
  const minute = i * 2
  const time = `2031-05-06T${String(8 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00.000Z`
  const place = ['harbour', 'market', 'pier'][i % 3]
  const said = { timestamp: time, level: 'info', logger: 'Visits', message: `Visit ${1000 + i} at ${place}`, trace_id: `t${i}` }
  const stack = 'TypeError: label is undefined\n    at show (/app/src/label.js:7)\n    at run (/app/node_modules/x/y.js:1)'
  const failed = { timestamp: time, level: 'error', logger: 'Visits', message: 'visit failed', trace_id: `t${i}`, stack }
  return [said, ...(minute >= 60 && place === 'pier' ? [failed] : [])].map((line) => JSON.stringify(line)).join('\n')
})

describe('error_kinds', () => {
  let incident: MadeIncident
  let found: Evidence
  beforeAll(async () => {
    incident = await madeIncident({ 'app.jsonl': lines.join('\n') })
    found = await incident.ask('error_kinds', { window, baseline })
  })
  afterAll(() => incident[Symbol.asyncDispose]())

  it('names the exception, its own place and its kind, and counts it before and during', () => {
    expect(found.facts).toMatchObject({ top_exception: 'TypeError', top_kind: 'program', top_window: 10, top_baseline: 0 })
    expect(found.facts['top_frame']).toContain('label.js')
  })

  it('names the value that all failures have in common', () => {
    expect(found.facts).toMatchObject({ shared_value: 'pier', shared_failed: 1, shared_others: 0 })
  })

  it('finds nothing where nothing fails', async () => {
    const quiet = await incident.ask('error_kinds', { window: baseline, baseline: null })
    expect(quiet.status).toBe('no_data')
  })
})

describe('an exception', () => {
  it('is what the program could not do, lacked, or others did', () => {
    expect(kindOf({ name: 'NullPointerException', message: 'because "x" is null' })).toBe('program')
    expect(kindOf({ name: 'OutOfMemoryError', message: 'Java heap space' })).toBe('resource')
    expect(kindOf({ name: 'SocketTimeoutException', message: 'Read timed out' })).toBe('dependency')
    expect(kindOf({ name: 'ParcelException', message: 'lost' })).toBe('other')
  })

  it('is not seen in a line that names none', () => {
    expect(exceptionIn('the visit failed after 12 ms', null)).toBeNull()
  })
})

describe('a value that failures share', () => {
  const work = (n: number, failed: boolean, value: (i: number) => string): Work[] =>
    Array.from({ length: n }, (_, i) => ({ failed, values: new Map([['place', value(i)]]) }))

  it('is none when the others have it too', () => {
    expect(sharedValue([...work(9, true, () => 'pier'), ...work(20, false, () => 'pier')])).toBeNull()
  })

  it('is none when the failures differ', () => {
    expect(sharedValue([...work(9, true, (i) => `p${i}`), ...work(20, false, (i) => `p${i}`)])).toBeNull()
  })
})
