import { epochMsOf, state } from '../../domain/index.ts'
import { canProduce } from '../change-content.ts'
import { recordedAs } from '../recorded-change.ts'
import type { Gate } from './gate.ts'

/** A change is convicted only if its content can produce the fault and it came first. Nearness in time convicts nothing. */
export const changeCanProduce: Gate = ({ hypothesis, evidence }) => {
  const ref = hypothesis.trigger?.ref ?? null
  if (ref === null) return null
  const record = recordedAs(ref, evidence)
  if (!record) {
    return { gate: 'change-can-produce', passed: false, statement: state('the change that it convicts is in no source') }
  }
  const { name, at, time, text } = record
  const values = { ref: [name, 'text'], time: [at, 'datetime'] } as const
  const late = time && hypothesis.onset ? (epochMsOf(time) - epochMsOf(hypothesis.onset)) / 1000 : 0
  if (late > hypothesis.onsetResolutionSeconds) {
    return {
      gate: 'change-can-produce',
      passed: false,
      statement: state('{ref} was made at {time}, after the cause began to act', values)
    }
  }
  const passed = canProduce(hypothesis, text)
  return {
    gate: 'change-can-produce',
    passed,
    statement: state(
      passed
        ? 'what {ref} ({time}) contains can produce this fault'
        : 'what {ref} ({time}) contains cannot be seen to produce this fault',
      values
    )
  }
}
