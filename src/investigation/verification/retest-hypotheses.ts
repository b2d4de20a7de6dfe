import { readScaling, readTests } from '../../verdict/index.ts'
import type { RunState } from '../fold.ts'
import { evidenceForJudging } from '../judgement.ts'
import { runFiles } from '../run-folder.ts'
import { sectionsOf } from '../sections.ts'
import { differences } from './differences.ts'
import { type Problem, shownValue } from './problem.ts'

/**
 * Reads every diagnostic test and the scaling test from today's evidence again, and compares with what was journalled:
 * an answer that was changed everywhere alike is found here. What failed in the run has nothing to compare.
 */
export function retestHypotheses(state: RunState): Problem[] {
  const evidence = evidenceForJudging(state)
  const frame = { window: state.frame?.window ?? null, baseline: state.frame?.baseline ?? null }
  const failed = new Set(state.failures.map(({ task }) => task))
  const tests = state.hypotheses.flatMap((hypothesis) => {
    const kept = state.tests.filter((one) => one.hypothesis === hypothesis.id).map(({ result }) => result)
    if (failed.has(`verifier ${hypothesis.id}`)) return []
    return compared(`${runFiles.journal} tests of ${hypothesis.id}`, byTest(readTests(hypothesis, frame, evidence)), byTest(kept))
  })
  const scaling = failed.has('scaling')
    ? []
    : compared(`${runFiles.journal} scaling`, readScaling(frame, state.hypotheses, evidence), sectionsOf(state).scaling)
  return [...tests, ...scaling]
}

function byTest<T extends { readonly test: string }>(results: readonly T[]): Record<string, T> {
  return Object.fromEntries(results.map((result) => [result.test, result]))
}

function compared(where: string, expected: unknown, found: unknown): Problem[] {
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
  return [...differences(plain(expected), plain(found), where)].map((difference) => ({
    where: difference.where,
    expected: shownValue(difference.expected),
    found: shownValue(difference.found)
  }))
}
