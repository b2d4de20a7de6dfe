import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SpanNode } from './read-spans.ts'
import { coveredMs, criticalPath, errorOrigins, selfMs } from './span-times.ts'

interface Shape {
  readonly from: number
  readonly to: number
  readonly failed?: boolean
  readonly children?: readonly Shape[]
}

let made = 0
function tree({ from, to, failed = false, children = [] }: Shape): SpanNode {
  const head = { trace: 't', entity: null, attributes: {}, source: 'S1', line: 1, parent: null, orphan: false }
  return {
    ...head,
    id: String(made++),
    name: `${from}-${to}`,
    at: from,
    durationMs: to - from,
    failed,
    children: children.map(tree)
  }
}

const shape = fc.memo((depth): fc.Arbitrary<Shape> =>
  fc.record({
    from: fc.integer({ min: 0, max: 50 }),
    to: fc.integer({ min: 51, max: 100 }),
    children: depth <= 1 ? fc.constant([]) : fc.array(shape(depth - 1), { maxLength: 3 })
  })
)

describe('times of a trace', () => {
  it('count what children cover once, and nothing outside the span', () => {
    expect(
      coveredMs(
        [
          [0, 10],
          [5, 20],
          [30, 40],
          [90, 200]
        ],
        4,
        100
      )
    ).toBe(16 + 10 + 10)
    expect(
      selfMs(
        tree({
          from: 0,
          to: 100,
          children: [
            { from: 10, to: 60 },
            { from: 40, to: 120 }
          ]
        })
      )
    ).toBe(10)
  })

  it('follow the child that ended last', () => {
    const found: [string, number][] = []
    const root = tree({
      from: 0,
      to: 100,
      children: [
        { from: 10, to: 90, children: [{ from: 20, to: 80 }] },
        { from: 10, to: 40 }
      ]
    })
    criticalPath(root, ({ name }, ms) => found.push([name, ms]))
    expect(found).toEqual([
      ['0-100', 20],
      ['10-90', 20],
      ['20-80', 60]
    ])
  })

  it('on the critical path add up to the root’s duration, whatever the tree', () => {
    fc.assert(
      fc.property(shape(4), (any) => {
        const root = tree(any)
        let total = 0
        criticalPath(root, (_, ms) => {
          total += ms
        })
        expect(total).toBeCloseTo(root.durationMs, 6)
      })
    )
  })

  it('find where a failure began: failed, without a failed child', () => {
    const root = tree({
      from: 0,
      to: 9,
      failed: true,
      children: [
        {
          from: 1,
          to: 8,
          failed: true,
          children: [
            { from: 2, to: 3 },
            { from: 4, to: 5, failed: true }
          ]
        },
        { from: 8, to: 9 }
      ]
    })
    expect(errorOrigins(root).map(({ name }) => name)).toEqual(['4-5'])
  })

  it('wait for the call that a failed span gave up on, though it began late; not for what goes on behind one that did not fail', () => {
    const late = { from: 90, to: 400 }
    const failed = tree({ from: 0, to: 100, failed: true, children: [{ from: 5, to: 20 }, late] })
    expect(selfMs(failed)).toBe(5)
    expect(errorOrigins(failed).map(({ name }) => name)).toEqual(['90-400'])
    const sent = tree({ from: 0, to: 100, children: [{ from: 5, to: 20 }, late] })
    expect(selfMs(sent)).toBe(75)
    expect(errorOrigins(sent)).toEqual([])
  })
})
