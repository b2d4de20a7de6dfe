import type { Setting } from '../plant/setting.ts'
import type { FaultOf } from '../scenario/fault.ts'

/** A query in a loop: once for each item instead of once for all. */
export function amplified(setting: Setting, fault: FaultOf<'amplified'>): void {
  setting.repeats.set(`${fault.route}/${fault.query}`, (draw) =>
    setting.active(fault, draw.now) ? draw.random.integer(...fault.times) : null
  )
}
