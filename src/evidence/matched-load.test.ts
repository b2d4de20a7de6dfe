import { describe, expect, it } from 'vitest'
import type { Gauge } from './gauges.ts'
import { matchLoads } from './matched-load.ts'

const minute = 60_000

function gauge(role: Gauge['role'], values: readonly number[]): Gauge {
  const points = values.map((value, i) => ({ at: i * 5 * minute, value, line: i + 1 }))
  return { series: role, role, unit: null, stepMs: 5 * minute, sources: ['S1'], entities: 1, points }
}

/** Twelve healthy points at 100, ten in trouble, six healthy ones at 100 after it. */
function pairsUnder(loadInTrouble: readonly number[], inTrouble = 5000): number {
  const calm = Array.from({ length: 12 }, () => 100)
  const load = [...calm, ...loadInTrouble, ...calm.slice(6)]
  const latency = [...calm, ...loadInTrouble.map(() => inTrouble), ...calm.slice(6)]
  const window = { from: 12 * 5 * minute, to: (12 + loadInTrouble.length) * 5 * minute }
  return matchLoads(gauge('latency', latency), gauge('load', load), window, { from: 0, to: window.from }).pairs.length
}

describe('times of like load', () => {
  it('pair a bad time with a healthy one under as much load', () => {
    expect(pairsUnder([100, 100, 102, 98, 100, 100, 101, 100, 100, 100])).toBeGreaterThan(0)
  })

  it('are still found where the load was somewhat higher in between', () => {
    expect(pairsUnder([100, 100, 105, 109, 108, 104, 101, 100, 100, 100])).toBeGreaterThan(0)
  })

  it('are found where the same load took little more than twice as long', () => {
    expect(pairsUnder([100, 100, 102, 98, 100, 100, 101, 100, 100, 100], 250)).toBeGreaterThan(0)
    expect(pairsUnder([100, 100, 102, 98, 100, 100, 101, 100, 100, 100], 190)).toBe(0)
  })

  it('name what was left out, and a healthy time under as much load after it', () => {
    const calm = Array.from({ length: 12 }, () => 100)
    const load = [...calm, 180, 250, 300, 300, 300, 300, 290, 120]
    const latency = [...calm, 5000, 5000, 5000, 5000, 5000, 5000, 110, 100]
    const window = { from: 12 * 5 * minute, to: 18 * 5 * minute }
    const found = matchLoads(gauge('latency', latency), gauge('load', load), window, { from: 0, to: window.from })
    expect(found).toMatchObject({ pairs: [], relieved: { load: 290, value: 110 } })
    expect(found.leftOut.length).toBeGreaterThan(0)
  })

  it('are looked for before the trouble as well, where the nearest is after it', () => {
    const rising = [...Array.from({ length: 10 }, () => 60), 97, 97, 97, 97]
    const load = [...rising, ...Array.from({ length: 6 }, () => 100), ...Array.from({ length: 6 }, () => 100)]
    const latency = load.map((_, i) => (i >= 14 && i < 20 ? 5000 : 100))
    const window = { from: 14 * 5 * minute, to: 20 * 5 * minute }
    const found = matchLoads(gauge('latency', latency), gauge('load', load), window, { from: 0, to: window.from })
    expect(found.pairs[0]?.goodAt).toBeGreaterThan(window.to)
    expect(found.earlier[0]?.goodLoad).toBe(97)
  })

  it('are not seen in the queue that a load beyond all healthy ones has left behind', () => {
    expect(pairsUnder([180, 250, 300, 280, 220, 150, 100, 100, 100, 100])).toBe(0)
  })
})
