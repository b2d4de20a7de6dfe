import { describe, expect, it } from 'vitest'
import { sceneOf } from '../../../verdict/index.ts'
import { madeEvidence } from '../../../verdict/testing/made-evidence.ts'
import { at, baseline, window } from '../../../verdict/testing/made-world.ts'
import { begunBy, datedByChange, onsetOfLines, onsetOfRuns } from './onset.ts'

const frame = { window, baseline }
const failing = (onset: string | null, seconds: number) =>
  sceneOf(frame, [
    madeEvidence(
      { tool: 'series_onsets', arguments: { window, baseline } },
      { rows: [{ series: 'error_percent', role: 'errors', onset, beyond_load_onset: null, resolution_seconds: seconds }] }
    )
  ])
const minutesAfter = (clock: string, onset: string | null): number =>
  Math.round((Date.parse(onset ?? '') - Date.parse(at(clock))) / 6000) / 10

describe('what log lines tell of', () => {
  const sparse = { count: 41, last: at('09:50') }

  it('began in the step in which requests first fail, where the log is too sparse to have shown it', () => {
    const { onset, onsetResolutionSeconds } = onsetOfLines(at('09:10'), sparse, failing(at('09:00'), 300))
    expect(minutesAfter('09:00', onset)).toBe(5)
    expect(onsetResolutionSeconds).toBeGreaterThanOrEqual(600)
  })

  it('began with the first line where the log is dense, or nothing is measured, or other failures came long before', () => {
    const dense = { count: 4000, last: at('09:50') }
    expect(minutesAfter('09:10', onsetOfLines(at('09:10'), dense, failing(at('09:09'), 60)).onset)).toBe(-0.5)
    expect(minutesAfter('09:10', onsetOfLines(at('09:10'), sparse, failing(null, 60)).onset)).toBe(0)
    expect(minutesAfter('09:40', onsetOfLines(at('09:40'), sparse, failing(at('09:00'), 300)).onset)).toBe(0)
  })
})

describe('runs of an operation', () => {
  const runs = (...times: string[]) =>
    madeEvidence(
      { tool: 'operation_runs', arguments: {} },
      { facts: { first_slow_at: times[1] ?? null }, rows: times.map((time, i) => ({ time, slow: i > 0, duration_ms: 2000 })) }
    )
  const step = (from: string, to: string) => ({ from: Date.parse(at(from)), to: Date.parse(at(to)) })

  it('are slow since harm, as far as its step and the gaps of the log let it be', () => {
    const { onset } = onsetOfRuns(runs(at('08:50'), at('09:12'), at('09:20')), step('09:00', '09:15'))
    expect(minutesAfter('09:00', onset)).toBe(6)
  })

  it('are slow since the first slow one where harm came earlier by more than the log may lag', () => {
    const { onset } = onsetOfRuns(runs(at('09:11'), at('09:12'), at('09:13')), step('09:00', '09:01'))
    expect(onset).toBe(at('09:12'))
  })
})

it('a change within what is not known of the beginning says when; a later one does not', () => {
  const dated = { onset: at('09:00'), onsetResolutionSeconds: 900 }
  expect(begunBy(at('09:12'), dated)).toBe(at('09:12'))
  expect(begunBy(at('09:30'), dated)).toBe(at('09:00'))
  expect(begunBy(null, dated)).toBe(at('09:00'))
})

describe('what is dated by a sample of its runs', () => {
  const step = { from: Date.parse(at('08:40')), to: Date.parse(at('08:45')) }
  const sampled = { onset: at('08:53:36'), onsetResolutionSeconds: 260 }

  it.each([
    ['in the step in which harm is first seen', '08:43', '08:43'],
    ['as long before it', '08:36', '08:36'],
    ['long before it', '08:10', '08:53:36'],
    ['after it', '08:50', '08:53:36']
  ])('is dated by a change that acted %s or by its runs: %s', (_, change, onset) => {
    expect(datedByChange(at(change), step, sampled).onset).toBe(at(onset))
  })

  it('is dated by its runs where nothing was changed, or harm is not seen', () => {
    expect(datedByChange(null, step, sampled)).toEqual(sampled)
    expect(datedByChange(at('08:43'), null, sampled)).toEqual(sampled)
  })
})
