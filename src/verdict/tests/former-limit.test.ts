import { describe, expect, it } from 'vitest'
import { answersTo } from '../call.ts'
import type { DiagnosticTest } from '../diagnostic-test.ts'
import { sceneOf } from '../scene.ts'
import { evidenceIn, frame, madeHypothesis } from '../testing/made-case.ts'
import { at, limitCut, type World } from '../testing/made-world.ts'
import { formerLimitSufficed } from './former-limit-sufficed.ts'
import { limitWasLoweredBeforeOnset } from './limit-was-lowered-before-onset.ts'
import { limitWasReached } from './limit-was-reached.ts'
import { revertCured } from './revert-cured.ts'

const subject = { population: null, operation: null, entity: 'maxPool', series: 'maxPool' }

function outcome(test: DiagnosticTest, world: World): string {
  const evidence = evidenceIn({ ...limitCut, ...world }, [madeHypothesis('H1', 'misconfiguration', { subject })])
  const scene = sceneOf(frame, evidence)
  return test.read(answersTo(test.calls(subject, scene), evidence), { subject, onset: at('09:00') }, scene).outcome
}

/** So many runs in three hours, 0.5 to 1.5 s each in health. */
const asked = (runs: number): World => ({
  operations: {
    rows: [
      {
        population: 'requests',
        operation: 'GET list',
        label: 'GET list',
        runs,
        baseline_runs: 900,
        baseline_median_ms: 500,
        baseline_p95_ms: 1500
      }
    ]
  }
})

describe('a limit that was lowered', () => {
  it('is what was wrong where the former one holds what came at its usual time', () => {
    expect(outcome(formerLimitSufficed, asked(40_000))).toBe('yes')
  })

  it('is not where no limit of before would have held it, nor where the lowered one does', () => {
    expect(outcome(formerLimitSufficed, asked(400_000))).toBe('no')
    expect(outcome(formerLimitSufficed, asked(2_000))).toBe('cannot-tell')
  })

  it('of how often somebody may ask is what was wrong where many are refused whom the former one lets through', () => {
    const rate = (refused: number, peak: number): World => ({
      limits: {
        facts: {
          ...limitCut['limits']?.facts,
          lowered_name: 'edge.rate_limit',
          lowered_from: '50/second',
          lowered_to: '50/minute'
        }
      },
      expiry_and_quota: { facts: { rate_limited: refused } },
      demand: { facts: { load_peak: peak, load_series: 'requests counted from the log' } }
    })
    const told = (refused: number, peak: number): string[] =>
      [formerLimitSufficed, limitWasReached, limitWasLoweredBeforeOnset].map((test) => outcome(test, rate(refused, peak)))
    expect(told(300, 400)).toEqual(['yes', 'yes', 'yes'])
    expect(told(300, 40)[0]).toBe('cannot-tell')
    expect(told(3, 400)[0]).toBe('cannot-tell')
  })

  it('is cured by nothing but being set back', () => {
    const rows = (time: string) => [
      { name: 'maxPool', ref: 'CHG-1', time: at('09:00'), from: '20', to: '2', direction: 'lowered' },
      { name: 'maxPool', ref: 'CHG-2', time, from: '2', to: '20', direction: 'raised' }
    ]
    const facts = limitCut['limits']?.facts ?? {}
    expect(outcome(revertCured, { limits: { facts, rows: rows(at('11:45')) } })).toBe('yes')
    expect(outcome(revertCured, { limits: { facts, rows: rows(at('10:00')) } })).toBe('cannot-tell')
    expect(outcome(revertCured, {})).toBe('cannot-tell')
  })
})
