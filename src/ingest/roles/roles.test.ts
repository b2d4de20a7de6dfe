import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Attributes } from '../../domain/index.ts'
import { rolesOf, tableOf, underUsualNames } from './index.ts'

/** Words that stand in no list of names: what they are called must not matter. */
const nonsense = ['quib', 'zorl', 'vemp', 'drask', 'olmu', 'fennt', 'wubo', 'krish', 'pyle', 'mogg'] as const
const from = Date.parse('2031-04-07T08:00:00Z')
/** Steady noise, so that a counterexample can be told again. */
const noise = (index: number, salt: number): number => ((index * 7919 + salt * 104_729) % 9973) / 9973

interface Written {
  readonly time: (ms: number) => string
  readonly duration: { readonly name: (word: string) => string; readonly cell: (ms: number) => string | number }
  readonly outcome: (hasFailed: boolean) => string | number
  readonly operation: (index: number) => string
}

const writings: fc.Arbitrary<Written> = fc.record({
  time: fc.constantFrom(
    (ms: number) => new Date(ms).toISOString(),
    (ms: number) => new Date(ms).toISOString().slice(0, 23).replace('T', ' '),
    (ms: number) => String(ms),
    (ms: number) => String(ms / 1000),
    (ms: number) => `${ms}000`
  ),
  duration: fc.constantFrom<Written['duration']>(
    { name: (word) => word, cell: (ms) => `${ms}ms` },
    { name: (word) => word, cell: (ms) => `PT${ms / 1000}S` },
    { name: (word) => `${word} [ms]`, cell: (ms) => ms },
    { name: (word) => `${word}_us`, cell: (ms) => ms * 1000 },
    { name: (word) => `${word} (s)`, cell: (ms) => (ms / 1000).toFixed(3) }
  ),
  outcome: fc.constantFrom(
    (hasFailed: boolean) => (hasFailed ? 503 : 200),
    (hasFailed: boolean) => (hasFailed ? '504' : '201'),
    (hasFailed: boolean) => (hasFailed ? 'TIMEOUT' : 'OK')
  ),
  operation: fc.constantFrom(
    (index: number) => `/basket/${index % 7}`,
    (index: number) => `POST /basket/${index % 7}`,
    (index: number) => `https://till.example/basket?line=${index}`
  )
})

function requests({ time, duration, outcome, operation }: Written, order: readonly string[], count: number): Attributes[] {
  const [when, what, how, long, who, where] = nonsense
  const named: Record<string, (index: number) => string | number> = {
    [when]: (index) => time(from + index * 1371 + Math.floor(noise(index, 3) * 900)),
    [what]: operation,
    [how]: (index) => outcome(index % 9 === 4),
    [duration.name(long)]: (index) => duration.cell(20 + Math.floor(noise(index, 1) * 400)),
    [who]: (index) => `203.0.113.${index % 50}`,
    [where]: (index) => `till-${index % 3}`
  }
  const names = Object.keys(named).toSorted((a, b) => order.indexOf(a.slice(0, 4)) - order.indexOf(b.slice(0, 4)))
  return Array.from({ length: count }, (_, index) =>
    Object.fromEntries(names.map((name) => [name, named[name]?.(index) ?? null]))
  )
}

describe('what fields are by their values', () => {
  it('finds requests whatever their columns are called and in whatever order they stand', () => {
    fc.assert(
      fc.property(
        writings,
        fc.shuffledSubarray([...nonsense], { minLength: 10 }),
        fc.integer({ min: 12, max: 60 }),
        (written, order, count) => {
          const records = requests(written, order, count)
          const roles = rolesOf(records)
          const first = underUsualNames(records[0] ?? {}, roles)
          expect(tableOf(first, roles)).toBe('requests')
          expect(first['timestamp']).toBe(records[0]?.['quib'])
          expect(first['target']).toBe(records[0]?.['zorl'])
          expect(first['status']).toBe(records[0]?.['vemp'])
          expect(first['client_ip']).toBe('203.0.113.0')
          expect(Object.keys(first).filter((name) => /^duration(?:_(?:ms|us|s))?$/.test(name))).toHaveLength(1)
          expect(roles.note).toContain('read as requests')
        }
      ),
      { numRuns: 60 }
    )
  })

  it('takes numbers at a steady pace for measurements, and what names their series for a label', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.constantFrom(15, 60, 300), (parts, step) => {
        const records = Array.from({ length: 30 * parts }, (_, index) => ({
          fennt: new Date(from + Math.floor(index / parts) * step * 1000).toISOString(),
          wubo: `gate-${index % parts}`,
          krish: Math.round(noise(index, 5) * 900),
          pyle: (noise(index, 6) * 3).toFixed(2)
        }))
        const { sampled, table } = rolesOf(records)
        expect(table).toBeNull()
        expect(sampled).toEqual({ labels: ['wubo'], series: null, measures: ['krish', 'pyle'] })
      })
    )
  })

  it('takes what is said beside the one row of each step for no name of what is measured', () => {
    const records = Array.from({ length: 60 }, (_, index) => ({
      fennt: new Date(from + index * 60_000).toISOString(),
      wubo: index > 30 && index < 50 ? 'indexer' : 'server',
      krish: Math.round(noise(index, 5) * 900)
    }))
    expect(rolesOf(records).sampled).toEqual({ labels: [], series: null, measures: ['krish'] })
  })

  it('takes what names whose one of the numbers is for no name of the others', () => {
    const records = Array.from({ length: 40 }, (_, index) => ({
      fennt: new Date(from + index * 60_000).toISOString(),
      krish1_wubo: 'server',
      krish1_pct: Math.round(noise(index, 5) * 900),
      pyle: (noise(index, 6) * 3).toFixed(2)
    }))
    expect(rolesOf(records).sampled?.labels).toEqual([])
  })

  it('names nothing where values tell nothing', () => {
    const records = Array.from({ length: 20 }, (_, index) => ({
      quib: index * 3,
      zorl: `part ${index % 4}`,
      vemp: noise(index, 2)
    }))
    expect(rolesOf(records)).toMatchObject({ table: null, sampled: null, note: null })
  })

  it('reads an outcome in words as a status, and keeps the word', () => {
    const records = Array.from({ length: 20 }, (_, index) => ({
      quib: new Date(from + index * 900).toISOString(),
      call: `Pay${index % 3 === 0 ? 'Out' : 'In'}`,
      vemp: index % 5 === 0 ? 'DEADLINE_EXCEEDED' : 'OK',
      took: 12 + index
    }))
    expect(rolesOf(records).note).toContain('DEADLINE_EXCEEDED 504')
  })

  it.each([
    ['what a text says', { long: (ms: number) => ms * 1_000_000, said: (ms: number) => `served in ${ms} ms` }, 'duration_ns'],
    ['seconds by their fractions', { long: (ms: number) => ms / 1000, said: () => 'served' }, 'duration_s'],
    [
      'nanoseconds, where nobody would wait so long',
      { long: (ms: number) => ms * 1_000_000, said: () => 'served' },
      'duration_ns'
    ],
    ['milliseconds, by custom', { long: (ms: number) => ms, said: () => 'served' }, 'duration_ms']
  ])('tells the unit of durations: %s', (_, { long, said }, name) => {
    const records = Array.from({ length: 20 }, (__, index) => ({
      quib: new Date(from + index * 9000 + Math.floor(noise(index, 4) * 5000)).toISOString(),
      zorl: `/a/${index % 3}`,
      vemp: 200,
      '@took': long(100 + ((index * 37) % 90)),
      olmu: said(100 + ((index * 37) % 90))
    }))
    expect([...rolesOf(records).names.values()]).toContain(name)
  })

  it('finds what spans did and how long, in the unit in which children lie within their parents', () => {
    const records = Array.from({ length: 30 }, (_, index) => {
      const [tree, isRoot] = [Math.floor(index / 3), index % 3 === 0]
      return {
        g: `aa${String(tree).padStart(6, '0')}`,
        h: `b${String(index).padStart(7, '0')}`,
        j: isRoot ? null : `b${String(tree * 3).padStart(7, '0')}`,
        svc: isRoot ? 'till' : 'stock',
        k: isRoot ? 'Sell' : index % 3 === 1 ? 'Take' : 'Count',
        m: String(from + tree * 5000 + (isRoot ? 0 : 10 * (index % 3))),
        n: isRoot ? 90.5 + tree : 20.25 + (index % 7)
      }
    })
    const roles = rolesOf(records)
    expect(roles.table).toBe('spans')
    expect(Object.fromEntries(roles.names)).toMatchObject({
      g: 'trace_id',
      h: 'span_id',
      j: 'parent_id',
      k: 'name',
      n: 'duration_ms'
    })
  })

  it('takes of two nameless times the one that is never later for the beginning', () => {
    const records = Array.from({ length: 20 }, (_, index) => ({
      zorl: new Date(from + index * 900 + Math.floor(noise(index, 4) * 800) + 40 + (index % 7)).toISOString(),
      quib: new Date(from + index * 900 + Math.floor(noise(index, 4) * 800)).toISOString(),
      vemp: 40 + (index % 7),
      olmu: `/a/${index % 3}`
    }))
    expect(Object.fromEntries(rolesOf(records).names)).toMatchObject({ quib: 'timestamp', vemp: 'duration_ms', olmu: 'target' })
  })

  it('takes a path for what was asked, beside a column of targets that says where it was sent', () => {
    const records = Array.from({ length: 20 }, (_, index) => ({
      time: new Date(from + index * 5000).toISOString(),
      request_verb: 'GET',
      request_path: `/a/${index % 3}`,
      elb_status_code: '200',
      processing_time: `0.${100 + index}`,
      target: index === 7 ? '-' : `i-0b${index % 2}`
    }))
    const roles = rolesOf(records)
    expect(underUsualNames(records[4] ?? {}, roles)['target']).toBe('/a/1')
  })

  it('takes runs of jobs and checks of monitors for no requests', () => {
    const records = Array.from({ length: 20 }, (_, index) => ({
      quib: new Date(from + index * 60_000).toISOString(),
      job: `nightly-${index % 3}`,
      result: 'OK',
      took: `${index + 3}s`
    }))
    expect(rolesOf(records).table).toBeNull()
  })
})
