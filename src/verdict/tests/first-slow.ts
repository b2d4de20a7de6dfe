import { epochMsOf } from '../../domain/index.ts'
import { type Maybe, rowsIn, textIn } from '../reading.ts'

/** When the first slow run was logged, and when it may have begun: some logs write a run when it starts, others when it ends. */
export interface FirstSlow {
  readonly loggedMs: number
  readonly earliestMs: number
}

export function firstSlowOf(runs: Maybe): FirstSlow | null {
  const at = textIn(runs, 'first_slow_at')
  if (!at) return null
  const row = rowsIn(runs).find((one) => one.text('time') === at)
  return { loggedMs: epochMsOf(at), earliestMs: epochMsOf(at) - (row?.number('duration_ms') ?? 0) }
}
