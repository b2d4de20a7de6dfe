import { type Setting, takeDown } from '../plant/setting.ts'
import type { FaultOf } from '../scenario/fault.ts'

/** One instance with less processor than it should have: throttled, or a bad host. */
export function instanceSlow(setting: Setting, fault: FaultOf<'instance-slow'>): void {
  const spec = setting.scenario.service.instances.find(({ name }) => name === fault.instance)
  if (spec === undefined) throw new RangeError(`the service has no instance "${fault.instance}"`)
  const processor = `cpu@${fault.instance}`
  setting.controls.push({ when: { atMs: setting.at(fault.from) }, act: (control) => control.setSpeed(processor, fault.cores) })
  if (fault.until === undefined) return
  setting.controls.push({ when: { atMs: setting.at(fault.until) }, act: (control) => control.setSpeed(processor, spec.cores) })
}

/** Instances that vanish and come back: their hosts, or the platform under them. */
export function instancesDown(setting: Setting, fault: FaultOf<'instances-down'>): void {
  for (const instance of fault.instances) {
    let bringBack: () => void = () => {}
    setting.controls.push({
      when: { atMs: setting.at(fault.from) },
      act: (control) => void ({ bringBack } = takeDown(setting, control, instance, `interrupted:${fault.message}`))
    })
    if (fault.until !== undefined) setting.controls.push({ when: { atMs: setting.at(fault.until) }, act: () => bringBack() })
  }
}
