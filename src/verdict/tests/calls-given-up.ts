import { magnitudesOf } from '../../domain/index.ts'
import { type Maybe, type Row, rowsIn, textIn } from '../reading.ts'

export const timeOut = /time-?_?out|deadline/i
/** A call that is given up takes a little longer than its time-out. */
const within = 0.08
/** Calls that took less than this part of it, nineteen of twenty, were never near it: what makes them end at it now is what they call. */
const near = 0.5

/**
 * Calls that fail just when the time-out that was lowered is over, and did not before. Undefined where what was lowered is no
 * time-out, or no call ends so.
 */
export function callsGivenUp(limits: Maybe, calls: Maybe): Row | undefined {
  if (!timeOut.test(textIn(limits, 'lowered_name') ?? '')) return undefined
  const [, end] = magnitudesOf(textIn(limits, 'lowered_from'), textIn(limits, 'lowered_to'))
  if (end === null) return undefined
  return rowsIn(calls).find((row) => {
    const plateau = row.number('plateau_ms')
    const [now, before] = [row.number('window_failed_share') ?? 0, row.number('baseline_failed_share') ?? 0]
    const usual = row.number('baseline_p95_ms')
    if (plateau !== null && usual !== null && usual < near * plateau) return false
    // With a unit it is in seconds; a bare number may be of either.
    return plateau !== null && [end, 1000 * end].some((ms) => Math.abs(plateau / ms - 1) <= within) && now > 2 * before
  })
}
