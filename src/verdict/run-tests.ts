import type { Evidence, Hypothesis, TestResult } from '../domain/index.ts'
import { answersTo, type Call } from './call.ts'
import type { DiagnosticTest } from './diagnostic-test.ts'
import { predictionsFor } from './predictions/index.ts'
import { type Frame, type Scene, sceneOf } from './scene.ts'
import { diagnosticTest } from './tests/index.ts'

/** The tests that bear on a hypothesis: those of its class. On these it also differs from its rivals. */
export function testsFor(hypothesis: Pick<Hypothesis, 'category'>): DiagnosticTest[] {
  return predictionsFor(hypothesis.category).flatMap(({ test }) => diagnosticTest(test) ?? [])
}

/** The calls that the hypothesis's tests need, each once. */
export function testCalls(hypothesis: Pick<Hypothesis, 'category' | 'subject'>, scene: Scene): Call[] {
  const calls = testsFor(hypothesis).flatMap((test) => test.calls(hypothesis.subject, scene))
  const seen = new Set<string>()
  return calls.filter((call) => {
    const key = JSON.stringify([call.tool, call.arguments])
    return !seen.has(key) && seen.add(key)
  })
}

/** Reads the hypothesis's tests from whatever evidence there is. A test whose evidence is missing cannot tell. */
export function readTests(hypothesis: Hypothesis, frame: Frame, evidence: readonly Evidence[]): TestResult[] {
  const scene = sceneOf(frame, evidence)
  return testsFor(hypothesis).map((test) => readIn(scene, test, hypothesis, evidence))
}

/** Reads one test, of the hypothesis's class or not. */
export function readTest(test: DiagnosticTest, hypothesis: Hypothesis, frame: Frame, evidence: readonly Evidence[]): TestResult {
  return readIn(sceneOf(frame, evidence), test, hypothesis, evidence)
}

function readIn(scene: Scene, test: DiagnosticTest, hypothesis: Hypothesis, evidence: readonly Evidence[]): TestResult {
  const found = answersTo(test.calls(hypothesis.subject, scene), evidence)
  return { test: test.id, question: test.question, dimension: test.dimension, ...test.read(found, hypothesis, scene) }
}
