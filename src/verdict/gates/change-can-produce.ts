import { epochMsOf, type Evidence, state } from '../../domain/index.ts'
import { canProduce } from '../change-content.ts'
import { type Row, rowsIn } from '../reading.ts'
import type { Gate } from './gate.ts'

/** A change is convicted only if its content can produce the fault and it came first. Nearness in time convicts nothing. */
export const changeCanProduce: Gate = ({ hypothesis, evidence }) => {
  const ref = hypothesis.trigger?.ref ?? null
  if (ref === null) return null
  const row = recordOf(ref, evidence)
  if (!row) {
    return { gate: 'change-can-produce', passed: false, statement: state('the change that it convicts is in no source') }
  }
  const values = { ref: [row.cite('ref'), 'text'], time: [row.cite('time'), 'datetime'] } as const
  const time = row.text('time')
  const late = time && hypothesis.onset ? (epochMsOf(time) - epochMsOf(hypothesis.onset)) / 1000 : 0
  if (late > hypothesis.onsetResolutionSeconds) {
    return {
      gate: 'change-can-produce',
      passed: false,
      statement: state('{ref} was made at {time}, after the cause began to act', values)
    }
  }
  const passed = canProduce(hypothesis, { kind: row.text('kind'), title: row.text('title'), content: row.text('content') })
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

function recordOf(ref: string, evidence: readonly Evidence[]): Row | undefined {
  for (const one of evidence) {
    if (one.tool !== 'changes_around' && one.tool !== 'limits') continue
    const row = rowsIn(one).find((candidate) => candidate.text('ref') === ref)
    if (row) return row
  }
  return undefined
}
