import { state } from '../../domain/index.ts'
import { groundednessOf } from '../score.ts'
import type { Gate } from './gate.ts'

export const grounded: Gate = ({ hypothesis, evidence }) => {
  const passed = groundednessOf([hypothesis.statement, hypothesis.mechanism], evidence) === 1
  return {
    gate: 'cited',
    passed,
    statement: state(
      passed
        ? 'what it says and how it acts both cite evidence that holds'
        : 'what it says or how it acts cites no evidence, or evidence that does not hold'
    )
  }
}
