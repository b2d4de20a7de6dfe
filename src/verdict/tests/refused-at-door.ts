import { camelApart, citeFact, type ValuesOf } from '../../domain/index.ts'
import { has, type Maybe, numberIn, textIn } from '../reading.ts'

/** So often, that it is no accident of one who asks. */
const often = 20
const ofRates = /rate|burst|throttl|quota|limit req|requests|bucket|average/i

export interface Refused {
  readonly values: ValuesOf
}

/** The sentence about it. */
export const saidOfRefused = '{count} times who asked was told that he asks too often'

/** A bound on how often somebody may ask is seen at work where who asks is told so. Undefined for any other limit. */
export function refusedAtDoor(limits: Maybe, ended: Maybe): Refused | undefined {
  const name = textIn(limits, 'lowered_name')
  if (name === null || !ofRates.test(camelApart(name)) || !has(ended, 'rate_limited_at_door')) return undefined
  if ((numberIn(ended, 'rate_limited_at_door') ?? 0) < often) return undefined
  return { values: { count: [citeFact(ended, 'rate_limited_at_door'), 'integer'] } }
}
