import { also, type Setting } from '../plant/setting.ts'
import type { FaultOf } from '../scenario/fault.ts'

/** The cache answers for a smaller share than it used to: keys lost, expired together, or named differently. */
export function cacheLost(setting: Setting, fault: FaultOf<'cache-lost'>): void {
  also(setting.hitShares, fault.cache, (now) => (setting.active(fault, now) ? fault.hitShare : null))
}
