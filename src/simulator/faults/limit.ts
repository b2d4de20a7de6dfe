import { setLimit } from '../plant/actions.ts'
import type { Setting } from '../plant/setting.ts'
import type { FaultOf } from '../scenario/fault.ts'

/** A limit set wrongly, and put back when the fault ends. */
export function limit(setting: Setting, fault: FaultOf<'limit'>): void {
  const { service } = setting.scenario
  const { instance, what } = fault
  const text = 'configuration'
  setLimit(setting, what, { atMs: setting.at(fault.from), value: fault.value, instance, text })
  if (fault.until === undefined) return
  for (const { name, workers } of service.instances) {
    if (instance !== undefined && instance !== name) continue
    const value = what === 'pool' ? service.pool.size : workers
    setLimit(setting, what, { atMs: setting.at(fault.until), value, instance: name, text })
  }
}
