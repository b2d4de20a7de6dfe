import { describe, expect, it } from 'vitest'
import type { Scalar } from '../../domain/index.ts'
import { answersTo } from '../call.ts'
import type { DiagnosticTest } from '../diagnostic-test.ts'
import { sceneOf } from '../scene.ts'
import { evidenceIn, frame, madeHypothesis } from '../testing/made-case.ts'
import { at, dearStatement } from '../testing/made-world.ts'
import { callsPerRequestRose } from './calls-per-request-rose.ts'
import { faultIsInOwnCode } from './fault-is-in-own-code.ts'
import { oneValueHasAllFailures } from './one-value-has-all-failures.ts'

const record = {
  quantity: 'points',
  of: 'data',
  most_before: 40,
  largest: 9000,
  count: 30,
  named: 90,
  first_at: at('09:05'),
  slower: 40,
  source: 'S1',
  line: 1
}

/** What a test answers of a class where only the quantities are known. */
function answer(
  test: DiagnosticTest,
  category: 'data-defect' | 'code-defect' | 'query-amplification',
  more: Record<string, Scalar> = {}
) {
  const hypothesis = madeHypothesis('H1', category, {
    subject: { population: null, operation: null, entity: null, series: null }
  })
  const evidence = evidenceIn({ ...dearStatement, error_kinds: {}, quantities: { rows: [{ ...record, ...more }] } }, [hypothesis])
  const scene = sceneOf(frame, evidence)
  return test.read(answersTo(test.calls(hypothesis.subject, scene), evidence), hypothesis, scene).outcome
}

describe('what is asked for is of another size than ever', () => {
  it('is a record that harms whoever asks for it', () => {
    expect(answer(oneValueHasAllFailures, 'data-defect')).toBe('yes')
    expect(answer(faultIsInOwnCode, 'data-defect')).toBe('yes')
  })

  it('is no fault of the code by that', () => {
    expect(answer(faultIsInOwnCode, 'code-defect')).not.toBe('yes')
  })

  it.each([
    ['it is no slower for it', { slower: 1.2 }],
    ['it is a large one of the same kind', { largest: 200 }],
    ['it came twice', { count: 2 }],
    ['nothing is timed', { slower: null }],
    ['it counts no data', { of: null }]
  ] as const)('is none where %s', (_, more) => {
    expect(answer(oneValueHasAllFailures, 'data-defect', more)).not.toBe('yes')
  })

  it('are more calls where calls are counted', () => {
    expect(answer(callsPerRequestRose, 'query-amplification', { of: 'calls' })).toBe('yes')
    expect(answer(callsPerRequestRose, 'query-amplification')).not.toBe('yes')
  })
})
