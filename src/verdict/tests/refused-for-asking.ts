import { camelApart, citeFact, type ValuesOf } from '../../domain/index.ts'
import { has, type Maybe, numberIn, textIn } from '../reading.ts'

/** So often, that it is no accident of one who asks, nor of one busy minute. */
const often = 20
/** How a limit is called that a service sets at its own door. */
const ofDoors = /rate|burst|throttl|quota|limit req|requests|bucket|average/i
/** How limits are called of how often somebody may ask, or of how many at once: a platform refuses both alike. */
const ofRates = /rate|throttl|requests?_?per|\b[rq]ps\b|concurren/i

export interface Refused {
  /** The sentence about it. */
  readonly said: string
  readonly values: ValuesOf
}

/** A bound on how often somebody may ask is seen at work where who asks the service is told so. Undefined for any other limit. */
export function refusedAtDoor(limits: Maybe, ended: Maybe): Refused | undefined {
  const name = textIn(limits, 'lowered_name')
  if (name === null || !ofDoors.test(camelApart(name)) || !has(ended, 'rate_limited_at_door')) return undefined
  if ((numberIn(ended, 'rate_limited_at_door') ?? 0) < often) return undefined
  return {
    said: '{count} times who asked was told that he asks too often',
    values: { count: [citeFact(ended, 'rate_limited_at_door'), 'integer'] }
  }
}

/** The same wherever somebody is refused, at the door or behind it. */
export function refusedForRate(limits: Maybe, ended: Maybe): Refused | undefined {
  if (!ofRates.test(textIn(limits, 'lowered_name') ?? '') || !has(ended, 'rate_limited')) return undefined
  if ((numberIn(ended, 'rate_limited') ?? 0) < often) return undefined
  return {
    said: '{refused} times somebody was refused for asking too often',
    values: { refused: [citeFact(ended, 'rate_limited'), 'integer'] }
  }
}
