import { also, type Setting } from '../plant/setting.ts'
import type { FaultOf } from '../scenario/fault.ts'

export function dependencySlow(setting: Setting, fault: FaultOf<'dependency-slow'>): void {
  also(setting.calls, fault.dependency, (draw, usual) => (setting.active(fault, draw.now) ? { ms: usual * fault.factor } : null))
}

/** Calls that fail after a while: refused, not resolved, certificate not accepted, quota used up. */
export function dependencyFails(setting: Setting, fault: FaultOf<'dependency-fails'>): void {
  also(setting.calls, fault.dependency, (draw) =>
    setting.active(fault, draw.now) && draw.random.chance(fault.share)
      ? { ms: draw.random.logNormal(Math.max(1, fault.afterMs), 0.1), fails: fault.message }
      : null
  )
}
