import { describe, expect, it } from 'vitest'
import { limitSteps } from './limit-steps.ts'

const stepsOf = (values: readonly number[]): number[] =>
  limitSteps(values.map((value, i) => ({ at: i * 300_000, value, line: i + 1 }))).map(({ value }) => value)

describe('a limit as means over five minutes', () => {
  it('has no value that it never had', () => {
    expect(stepsOf([2, 2, 2, 20, 24, 24])).toEqual([2, 2, 2, 24, 24, 24])
    expect(stepsOf([24, 24, 13, 2, 2])).toEqual([24, 24, 2, 2, 2])
  })

  it('keeps real steps, ramps and ends', () => {
    for (const values of [[2, 2, 24, 24], [2, 4, 8, 16, 32], [10, 10, 12, 20, 30, 30], [24, 20], []])
      expect(stepsOf(values)).toEqual(values)
  })
})
