import { citeFact, epochMsOf, type ValuesOf } from '../../domain/index.ts'
import { has, type Maybe, numberIn, textIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { resolutionOfHarm } from './harm-onset.ts'

/** Room for less than two thirds of what there was before is another machine; a few fewer is a pool that breathes. */
const farLess = 0.67

export interface FallenLimit {
  readonly share: number
  readonly values: ValuesOf
}

/** The sentence about it. */
export const saidOfFallen = 'the limit of {pool} is measured at {before} until {at} and at {after} from then on'

/**
 * A limit that is measured to have fallen by the time of harm, and was then reached: whoever set it, and whether or not anybody
 * wrote it down. Undefined where it is not measured, rose, or fell later.
 */
export function measuredLimitFell(pool: Maybe, scene: Scene): FallenLimit | undefined {
  const [before, after] = [numberIn(pool, 'limit_before'), numberIn(pool, 'limit_after')]
  const at = textIn(pool, 'limit_changed_at')
  const [full, waits] = [textIn(pool, 'first_full_at'), textIn(pool, 'first_waiter_at')]
  if (before === null || after === null || at === null || before <= 0 || after > farLess * before) return undefined
  if ((full ?? waits ?? '') < at || !has(pool, 'pool')) return undefined
  if (scene.departsAt && epochMsOf(at) - epochMsOf(scene.departsAt) > resolutionOfHarm(scene) * 1000) return undefined
  return {
    share: after / before,
    values: {
      pool: [citeFact(pool, 'pool'), 'text'],
      before: [citeFact(pool, 'limit_before'), 'number'],
      after: [citeFact(pool, 'limit_after'), 'number'],
      at: [citeFact(pool, 'limit_changed_at'), 'time']
    }
  }
}
