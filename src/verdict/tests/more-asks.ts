import { citeFact } from '../../domain/index.ts'
import { cannotTell, no, type Reading } from '../diagnostic-test.ts'
import { clearness, has, type Maybe, numberIn } from '../reading.ts'

/** Twice the asks is another amount of work. */
const rose = 2
/** An ask that takes a third longer is as dear as it was. */
const flat = 1.3
/** Of the power by which they became many. */
const crowding = 0.25

/**
 * Slow runs that state to have asked what lies behind them more often: their time is that of more asks, however quick each was.
 * Null where runs state no number of asks, or where each ask became dearer by more than they became many.
 */
export function moreAsks(runs: Maybe): Reading | null {
  const [slow, fast] = [numberIn(runs, 'asks_slow'), numberIn(runs, 'asks_fast')]
  if (slow === null || fast === null || !has(runs, 'asks') || !has(runs, 'asks_slow') || !has(runs, 'asks_fast')) return null
  const times = fast > 0 ? slow / fast : Infinity
  if (times < rose) return null
  const values = {
    asks: [citeFact(runs, 'asks'), 'text'],
    slow: [citeFact(runs, 'asks_slow'), 'number'],
    fast: [citeFact(runs, 'asks_fast'), 'number']
  } as const
  const template = '{asks} is {slow} in slow runs and {fast} in fast ones'
  const [each, usual] = [numberIn(runs, 'asks_each_slow_ms'), numberIn(runs, 'asks_each_fast_ms')]
  if (each === null || usual === null || usual <= 0 || !has(runs, 'asks_each_slow_ms') || !has(runs, 'asks_each_fast_ms')) {
    return cannotTell(`${template}: what was asked more often need not have become dearer`, values)
  }
  const dearer = each / usual
  if (dearer > times) return null
  const more = {
    ...values,
    each: [citeFact(runs, 'asks_each_slow_ms'), 'ms'],
    usual: [citeFact(runs, 'asks_each_fast_ms'), 'ms']
  } as const
  const whole = `${template}, at {each} each where it was {usual}`
  // Many more of them crowd each other a little.
  if (dearer > Math.max(flat, times ** crowding))
    return cannotTell(`${whole}: there are more of them, and each takes longer`, more)
  return no(
    0.9 * clearness(Math.log(times), Math.log(flat), Math.log(4)),
    `${whole}: there are more of them, and hardly a dearer one`,
    more
  )
}
