import { describe, expect, it } from 'vitest'
import { firstHarmOf } from './first-harm.ts'
import { failureOf } from './outcome.ts'

const minute = 60_000

/** An hour in which thirty people a minute are served, and as many as are said of a minute are turned away. */
function dayOn(turnedAway: Readonly<Record<number, number>>): Parameters<typeof firstHarmOf>[0] {
  const requests = Array.from({ length: 60 }, (_, at) =>
    Array.from({ length: 30 }, (_unused, i) => ({
      at: at * minute + i * 1000,
      endedAt: at * minute + i * 1000 + 200,
      failure: i < (turnedAway[at] ?? 0) ? failureOf('rejected:pool') : null,
      citizen: 1 + i
    }))
  ).flat()
  return { durationMs: 60 * minute, requests }
}

const goingOn = { 30: 6, 31: 8, 32: 9, 33: 9, 34: 9, 35: 9, 36: 9 }

describe('the first harm of a day', () => {
  it('is where harm goes on, not one odd minute or two before', () => {
    expect(firstHarmOf(dayOn(goingOn), 0)).toBe(30 * minute + 200)
    expect(firstHarmOf(dayOn({ 18: 2, 19: 2, ...goingOn }), 0)).toBe(30 * minute + 200)
  })

  it('is no minute after which nothing is wrong until harm sets in', () => {
    expect(firstHarmOf(dayOn({ 22: 3, ...goingOn }), 0)).toBe(30 * minute + 200)
  })

  it('is looked for from a time on, and not there where nobody is harmed for long', () => {
    expect(firstHarmOf(dayOn({ 5: 9, 6: 9, 7: 9, 8: 9, ...goingOn }), 10 * minute)).toBe(30 * minute + 200)
    expect(firstHarmOf(dayOn({ 18: 2, 19: 2 }), 0)).toBeNull()
  })
})
