import { expect, it } from 'vitest'
import { madeEvidence } from '../../verdict/testing/made-evidence.ts'
import { standoutsIn } from './standouts.ts'

/** A statement of which a log of slow ones heard nothing in healthy time. */
const heard = (operation: string, examined: number, share: number) => ({
  population: 'statements',
  operation,
  label: operation,
  runs: 400,
  p95_ms: 30_000,
  share_of_time: share,
  baseline_runs: 0,
  baseline_p95_ms: null,
  slow_runs: 0,
  slow_share: 0,
  examined,
  baseline_examined: null
})
const named = (...rows: readonly ReturnType<typeof heard>[]): string[] =>
  standoutsIn(madeEvidence({ tool: 'operations', arguments: {} }, { rows })).map(({ operation }) => operation)

const crowd = [heard('update cart', 1, 0.3), heard('select shelf', 90, 0.2)]

it('in a crowd of which a log only now hears, the one that reads far more than any other stands out', () => {
  expect(named(heard('select offers', 3_000_000, 0.5), ...crowd)).toEqual(['select offers'])
})

it('not where it takes little of the time, nor where the others read as much', () => {
  expect(named(heard('select offers', 3_000_000, 0.05), ...crowd)).toEqual([])
  expect(named(heard('select offers', 3_000_000, 0.5), heard('select shelf', 2_000_000, 0.4))).toEqual([])
})
