import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differences } from './differences.ts'

const all = (expected: unknown, found: unknown): [string, unknown, unknown][] =>
  [...differences(expected, found)].map(({ where, expected: e, found: f }) => [where, e, f])

describe('differences', () => {
  it('name the leaf', () => {
    expect(all({ a: [{ b: 1 }, { b: 2 }] }, { a: [{ b: 1 }, { b: 3 }] })).toEqual([['/a/1/b', 2, 3]])
    expect(all({ a: 1 }, { b: 1 })).toEqual([
      ['/a', 1, undefined],
      ['/b', undefined, 1]
    ])
    expect(all({ 'a/b': 1 }, { 'a/b': null })).toEqual([['/a~1b', 1, null]])
  })

  it('name what was taken out, and not its followers', () => {
    const [h1, h2, h3] = [
      { id: 'H1', score: 1 },
      { id: 'H2', score: 2 },
      { id: 'H3', score: 3 }
    ]
    expect(all([h1, h2, h3], [h1, h3])).toEqual([['/1', h2, undefined]])
    expect(all(['x', 'y', 'z'], ['x', 'z'])).toEqual([['/1', 'y', undefined]])
    expect(all(['x', 'x'], ['x'])).toEqual([['/1', 'x', undefined]])
  })

  it('name a changed order', () => {
    const [h1, h2] = [{ id: 'H1' }, { id: 'H2' }]
    expect(all([h1, h2], [h2, h1])).toEqual([['', 'in the order H1, H2', 'in the order H2, H1']])
    expect(all(['x', 'y'], ['y', 'x'])).toHaveLength(2)
  })

  it('are none between a value and itself, and some between different values', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const [one, other] = [JSON.stringify(a), JSON.stringify(b)]
        expect(all(JSON.parse(one), JSON.parse(one))).toEqual([])
        const same = JSON.stringify(sorted(JSON.parse(one))) === JSON.stringify(sorted(JSON.parse(other)))
        expect(all(JSON.parse(one), JSON.parse(other)).length === 0).toBe(same)
      })
    )
  })
})

/** The same value with the keys of its objects in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)])
  )
}
