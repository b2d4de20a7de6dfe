import { expect, it } from 'vitest'
import { answersTo } from '../call.ts'
import type { DiagnosticTest } from '../diagnostic-test.ts'
import { sceneOf } from '../scene.ts'
import { evidenceIn, frame, madeHypothesis } from '../testing/made-case.ts'
import { surge } from '../testing/made-world.ts'
import { oneOperationStandsOut } from './one-operation-stands-out.ts'
import { othersSlowedAlike } from './others-slowed-alike.ts'
import { unitCostRose } from './unit-cost-rose.ts'

/** Three statements, all twenty times slower. */
const statement = (operation: string, before: number | null, now: number | null) => ({
  population: 'statements',
  operation,
  label: operation,
  runs: 400,
  baseline_runs: 300,
  median_ms: 2000,
  p95_ms: 4000,
  baseline_median_ms: 100,
  baseline_p95_ms: 200,
  slow_runs: 390,
  share_of_time: 0.33,
  baseline_examined: before,
  examined: now
})

function answer(test: DiagnosticTest, accused: string, plots: readonly [number | null, number | null]): string {
  const rows = [statement('plots', ...plots), statement('users', 40, 41), statement('bids', 300, 310)]
  const subject = { population: 'statements', operation: accused, entity: null, series: null } as const
  const evidence = evidenceIn({ ...surge, demand: {}, operations: { facts: {}, rows } }, [
    madeHypothesis('H1', 'inefficient-query', { subject })
  ])
  const scene = sceneOf(frame, evidence)
  return test.read(answersTo(test.calls(subject, scene), evidence), { subject, onset: null }, scene).outcome
}

it('in a crowd in which all statements are as slow, the one that reads many times what it read is the dear one', () => {
  expect(answer(unitCostRose, 'plots', [300, 4_000_000])).toBe('yes')
  expect(answer(unitCostRose, 'users', [300, 4_000_000])).toBe('no')
  expect(answer(oneOperationStandsOut, 'plots', [300, 4_000_000])).toBe('yes')
  expect(answer(othersSlowedAlike, 'plots', [300, 4_000_000])).toBe('no')
})

it('none is dear where all read what they did; what nobody knows from healthy time is, where it reads far more than all others', () => {
  expect(answer(unitCostRose, 'plots', [300, 320])).toBe('no')
  expect(answer(oneOperationStandsOut, 'plots', [300, 320])).not.toBe('yes')
  expect(answer(othersSlowedAlike, 'plots', [300, 320])).toBe('yes')
  expect(answer(unitCostRose, 'plots', [null, 4_000_000])).toBe('yes')
})
