import type { Step } from '../../queueing/index.ts'
import { also, type Setting } from '../plant/setting.ts'
import { appWork } from '../plant/steps.ts'
import type { FaultOf } from '../scenario/fault.ts'

/** A path through the code that burns processor time or throws, for some requests of a route. */
export function code(setting: Setting, fault: FaultOf<'code'>): void {
  also(setting.before, fault.route, (draw) => {
    if (!setting.active(fault, draw.now)) return []
    const { when } = fault
    if (when !== null && !when.values.includes(String(draw.request.attributes[when.parameter]))) return []
    if (!draw.random.chance(fault.share)) return []
    const steps: Step[] = fault.cpuMs > 0 ? [appWork(setting, fault.cpuMs)] : []
    return fault.throws === undefined ? steps : [...steps, { do: 'fail', reason: `code:${fault.throws}` }]
  })
}
