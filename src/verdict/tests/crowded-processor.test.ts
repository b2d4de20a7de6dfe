import { describe, expect, it } from 'vitest'
import type { Evidence, Scalar } from '../../domain/index.ts'
import { sceneOf } from '../scene.ts'
import { isCrowded } from './crowded-processor.ts'

const window = { from: '2031-04-07T09:00:00.000Z', to: '2031-04-07T12:00:00.000Z' }
const baseline = { from: '2031-04-07T07:00:00.000Z', to: '2031-04-07T09:00:00.000Z' }
const made = (
  tool: string,
  facts: Record<string, Scalar>,
  rows: Record<string, Scalar>[],
  args: Evidence['arguments'] = {}
): Evidence => {
  const names = Object.keys(rows[0] ?? {})
  return {
    id: `ev_${tool}`,
    tool,
    arguments: args,
    status: 'found',
    reading: '',
    facts,
    columns: names.map((name) => ({ name, unit: null })),
    rows: rows.map((row) => names.map((name) => row[name] ?? null)),
    omitted: null,
    sources: []
  }
}
const statement = (label: string, before: number, now: number): Record<string, Scalar> => ({
  population: 'statements',
  operation: label,
  label,
  runs: 20,
  baseline_runs: 20,
  baseline_median_ms: before,
  baseline_p95_ms: before,
  median_ms: now,
  p95_ms: now
})
const onsets = made('series_onsets', {}, [{ role: 'cpu', series: 'cpu_percent', saturated_at: '2031-04-07T10:00:00.000Z' }], {
  window,
  baseline
})
const scene = sceneOf({ window, baseline }, [onsets])
const demand = made('demand', { load_ratio: 5 }, [])
const crowded = (...rows: Record<string, Scalar>[]): boolean =>
  isCrowded(made('operations', {}, rows), demand, scene) !== undefined

describe('a crowded processor', () => {
  it('slows all statements alike', () => {
    expect(crowded(statement('a', 10, 60), statement('b', 20, 100), statement('c', 5, 35))).toBe(true)
  })
  it('is no excuse for the one statement that rose far beyond the rest, also when there are only two', () => {
    expect(crowded(statement('a', 67, 1935), statement('b', 12, 18))).toBe(false)
    expect(crowded(statement('a', 67, 1935), statement('b', 12, 30), statement('c', 5, 11))).toBe(false)
  })
})
