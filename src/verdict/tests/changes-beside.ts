import { epochMsOf } from '../../domain/index.ts'
import type { Call } from '../call.ts'
import { type Maybe, type Row, rowsIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { rises } from './rises.ts'

/** Changes that were made within so many minutes of each other and of harm are told apart by no clock. */
const besideMinutes = 10
/** Records of one change, in a ledger and in a log, lie so near to each other. */
const sameStepMs = 15_000

export const besideCalls = ({ departsAt }: Scene): Call[] =>
  departsAt === null
    ? []
    : [{ tool: 'changes_around', arguments: { time: departsAt, before_minutes: besideMinutes, after_minutes: 1 } }]

/**
 * Another change than the one of `ref` at `at` that was made as near to harm, where time alone accuses that one: nothing measured shows
 * what a limit holds back. What is committed does not act yet, and a job is no change.
 */
export function otherBeside(changes: Maybe, { ref, at }: { ref: string | null; at: string }, scene: Scene): Row | undefined {
  if (scene.departsAt === null || isSeenAtWork(scene)) return undefined
  if (epochMsOf(scene.departsAt) - epochMsOf(at) > besideMinutes * 60_000) return undefined
  return rowsIn(changes).find(
    (row) =>
      !/commit|job/.test(row.text('kind') ?? '') &&
      (ref === null || row.text('ref') !== ref) &&
      Math.abs(epochMsOf(row.text('time') ?? at) - epochMsOf(at)) > sameStepMs
  )
}

/** What is held, or waits to be let in, rose or is full: a limit is at work. */
const isSeenAtWork = (scene: Scene): boolean =>
  rowsIn(scene.evidence.onsets).some(
    (row) => /^(holders|queue|waiters)$/.test(row.text('role') ?? '') && (row.text('saturated_at') !== null || rises(row))
  )
