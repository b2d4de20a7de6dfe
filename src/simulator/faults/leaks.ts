import type { Step } from '../../queueing/index.ts'
import { also, type Setting } from '../plant/setting.ts'
import { instanceOf } from '../plant/steps.ts'
import type { FaultOf } from '../scenario/fault.ts'

/** What requests of a route leave on the heap, until the instance is restarted. */
export function memoryLeak(setting: Setting, fault: FaultOf<'memory-leak'>): void {
  also(setting.before, fault.route, (draw): readonly Step[] => {
    const instance = instanceOf(draw)
    if (!setting.active(fault, draw.now) || (fault.instance !== undefined && fault.instance !== instance)) return []
    setting.leakedMb.set(instance, (setting.leakedMb.get(instance) ?? 0) + fault.mbPerRequest)
    return []
  })
}

/** A path that forgets to close its connection: the pool never sees it again. */
export function connectionLeak(setting: Setting, fault: FaultOf<'connection-leak'>): void {
  setting.leaks.push(
    (draw) => draw.request.className === fault.route && setting.active(fault, draw.now) && draw.random.chance(fault.share)
  )
}
