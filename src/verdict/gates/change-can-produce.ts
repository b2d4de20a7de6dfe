import { type CauseCategory, epochMsOf, type Evidence, state } from '../../domain/index.ts'
import { byNameOnly, canProduce } from '../change-content.ts'
import { rowsIn } from '../reading.ts'
import { recordedAs } from '../recorded-change.ts'
import { changeOfOrigin } from '../tests/named-change.ts'
import type { Gate } from './gate.ts'

/** Whether the reading of what changed (lines, settings, words) shows that it can, where it acts in time. */
const contentShows = (ref: string, category: CauseCategory, evidence: readonly Evidence[]): boolean =>
  evidence.some(
    (one) =>
      one.tool === 'change_candidates' &&
      rowsIn(one).some(
        (row) =>
          row.text('ref') === ref && row.value('able') === true && (row.text('can_produce') ?? '').split(', ').includes(category)
      )
  )

/** Of several services: does the change belong to the one in which harm begins, and name what fails there or touch what produces it? */
const isOfOrigin = (ref: string, category: CauseCategory, evidence: readonly Evidence[]): boolean =>
  evidence.some(
    (one) =>
      one.tool === 'change_candidates' &&
      typeof one.arguments['component'] === 'string' &&
      changeOfOrigin(one, category, ref) !== undefined
  )

/** A change is convicted only if its content can produce the fault and it came first. Nearness in time convicts nothing. */
export const changeCanProduce: Gate = ({ hypothesis, evidence }) => {
  const ref = hypothesis.trigger?.ref ?? null
  // Who sends traffic makes no change, and is named by the traffic itself; a record by what fails on it.
  if (ref === null || /^(?:traffic|data)$/.test(hypothesis.trigger?.kind ?? '')) return null
  const record = recordedAs(ref, evidence, hypothesis.trigger?.time ?? null)
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
  const passed =
    canProduce(hypothesis, text) ||
    (!byNameOnly.has(hypothesis.category) && contentShows(ref, hypothesis.category, evidence)) ||
    isOfOrigin(ref, hypothesis.category, evidence)
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
