import {
  diagnosticTest,
  readScaling,
  readTest,
  readTests,
  sceneCalls,
  sceneOf,
  scalingCalls,
  testCalls
} from '../../verdict/index.ts'
import type { Verifier } from '../roles.ts'
import { askAll } from './ask.ts'

/** Runs the calls of tests; what they say is read by code in verdict/, the same whoever fills this role. */
export const verifier: Verifier = {
  async test(desk, hypothesis) {
    const setting = await askAll(desk, sceneCalls(desk))
    const answers = await askAll(desk, testCalls(hypothesis, sceneOf(desk, setting)))
    return readTests(hypothesis, desk, [...setting, ...answers])
  },

  async testOnce(desk, hypothesis, id) {
    const test = diagnosticTest(id)
    if (!test) return null
    const setting = await askAll(desk, sceneCalls(desk))
    const answers = await askAll(desk, test.calls(hypothesis.subject, sceneOf(desk, setting)))
    return readTest(test, hypothesis, desk, [...setting, ...answers])
  },

  /** The tests have said what the rules know. */
  async object() {
    return []
  },

  async scaling(desk, hypotheses) {
    const setting = await askAll(desk, sceneCalls(desk))
    const answers = await askAll(desk, scalingCalls(sceneOf(desk, setting), hypotheses))
    return readScaling(desk, hypotheses, [...setting, ...answers])
  }
}
