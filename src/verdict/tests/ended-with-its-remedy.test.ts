import { describe, expect, it } from 'vitest'
import type { CauseCategory } from '../../domain/index.ts'
import { answersTo } from '../call.ts'
import type { Reading } from '../diagnostic-test.ts'
import { sceneOf } from '../scene.ts'
import { evidenceIn, frame, madeHypothesis } from '../testing/made-case.ts'
import { at, dearStatement } from '../testing/made-world.ts'
import { endedWithItsRemedy } from './ended-with-its-remedy.ts'

interface Deed {
  readonly remedies: string
  readonly lag_seconds?: number
  readonly kind?: string
  readonly what?: string
}

function reading(deeds: readonly Deed[], category: CauseCategory, component = 'the shop'): Reading {
  const rows = deeds.map((deed) => ({ time: at('09:58'), lag_seconds: 60, kind: 'line', who: null, what: 'something', ...deed }))
  const hypothesis = madeHypothesis('H1', category, { component })
  const evidence = evidenceIn({ ...dearStatement, what_ended_harm: { facts: { deeds: rows.length }, rows } }, [hypothesis])
  const scene = sceneOf(frame, evidence)
  return endedWithItsRemedy.read(answersTo(endedWithItsRemedy.calls(hypothesis.subject, scene), evidence), hypothesis, scene)
}

const strength = (...args: Parameters<typeof reading>): number => reading(...args).strength

describe('what harm ended with', () => {
  it('speaks for the class that it ends, and against others', () => {
    expect(reading([{ remedies: 'network-fault' }], 'network-fault').outcome).toBe('yes')
    expect(reading([{ remedies: 'network-fault' }], 'memory-leak').outcome).toBe('no')
  })

  it('is the plainer the nearer to the end, the fewer classes it would end, and the less happened beside it', () => {
    const plain = strength([{ remedies: 'network-fault' }], 'network-fault')
    expect(strength([{ remedies: 'network-fault', lag_seconds: 480 }], 'network-fault')).toBeLessThan(plain)
    expect(strength([{ remedies: 'network-fault, cache-failure' }], 'network-fault')).toBeLessThan(plain)
    expect(strength([{ remedies: 'network-fault' }, { remedies: 'data-defect' }], 'network-fault')).toBeLessThan(plain)
  })

  it('is a hint where people tell of it, and acquits nobody', () => {
    expect(strength([{ remedies: 'network-fault', kind: 'said' }], 'network-fault')).toBeLessThan(0.7)
    expect(reading([{ remedies: 'network-fault', kind: 'said' }], 'memory-leak').outcome).toBe('cannot-tell')
  })

  it('is plainer where it names what is accused', () => {
    const deed = { remedies: 'faulty-instance, data-defect', what: 'node walnut cordoned' }
    expect(strength([deed], 'faulty-instance', 'instance walnut')).toBeGreaterThan(
      strength([deed], 'faulty-instance', 'instance birch')
    )
  })

  it('cannot be told where nothing rare happened', () => {
    expect(reading([], 'network-fault').outcome).toBe('cannot-tell')
  })
})
