import { compose } from '../compose.ts'
import { type Maybe, numberIn } from '../reading.ts'
import type { Reading } from '../diagnostic-test.ts'
import type { Scene } from '../scene.ts'
import { asksUnlikePeople } from '../tests/asks-unlike-people.ts'
import { attemptsMultiplied } from '../tests/attempts-multiplied.ts'
import { compared } from '../tests/calls.ts'
import { fewClientsMadeTheLoad } from '../tests/few-clients-made-the-load.ts'
import { loadRoseAfterFailing } from '../tests/load-rose-after-failing.ts'
import { nobody } from './part.ts'

/** More than twice the load is more than twice of everything carries, where it was sized for the load that it had. */
const beyondTwice = 2.5
/** As clear as an answer must be to speak by itself. */
const clear = 0.5

export const multipliedCalls = (scene: Scene) => [
  ...compared('retries', scene),
  ...compared('traffic_makeup', scene),
  ...compared('demand', scene)
]

/**
 * What one thing that a person wants costs in requests: what failed is asked for again, and a program asks for what nobody
 * wants. Both grow with what is there to serve them, so that no size meets them. Undefined where neither is clear.
 */
export function workMultiplied([retries, makeup, demand]: readonly Maybe[], scene: Scene): Reading | undefined {
  const hypothesis = { subject: nobody, onset: null }
  const isClear = ({ outcome, strength }: Reading): boolean => outcome === 'yes' && strength >= clear
  const repeated = attemptsMultiplied.read([retries, demand], hypothesis, scene)
  const later = loadRoseAfterFailing.read([retries, demand], hypothesis, scene)
  if (isClear(repeated) && later.outcome === 'yes') {
    return { ...repeated, statement: compose(repeated.statement, '; ', later.statement) }
  }
  const few = fewClientsMadeTheLoad.read([makeup], hypothesis, scene)
  const unlike = asksUnlikePeople.read([makeup], hypothesis, scene)
  if (!isClear(few) || !isClear(unlike) || (numberIn(demand, 'load_ratio') ?? 0) < beyondTwice) return undefined
  return few
}
