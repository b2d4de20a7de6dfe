import type { Scenario } from '../scenario/scenario.ts'
import { type Setting, takeDown } from './setting.ts'

type Action = Scenario['actions'][number]

/** Sets a limit of one instance or of all from a time on, and says so in the happenings. */
export function setLimit(
  setting: Setting,
  what: 'pool' | 'workers',
  { atMs, value, instance, text }: { atMs: number; value: number; instance?: string | undefined; text: string }
): void {
  for (const { name } of setting.scenario.service.instances) {
    if (instance !== undefined && instance !== name) continue
    const resource = `${what}@${name}`
    setting.controls.push({
      when: { atMs: Math.max(atMs, 0) },
      act: (control) => {
        const before = control.limit(resource)
        control.setLimit(resource, value)
        setting.happenings.push({ atMs: control.now, kind: 'limit', entity: resource, text, before, after: value })
      }
    })
  }
}

/** What operators did, as changes to the model. */
export function applyAction(setting: Setting, action: Action): void {
  const atMs = setting.at(action.at)
  const instances = setting.scenario.service.instances
    .map(({ name }) => name)
    .filter((name) => action.instance === undefined || action.instance === name)
  switch (action.kind) {
    case 'set-pool':
    case 'set-workers':
      setLimit(setting, action.kind === 'set-pool' ? 'pool' : 'workers', {
        atMs,
        value: action.value ?? 1,
        instance: action.instance,
        text: action.text
      })
      return
    case 'set-cores':
      for (const instance of instances) {
        setting.controls.push({ when: { atMs }, act: (control) => control.setSpeed(`cpu@${instance}`, action.value ?? 1) })
      }
      return
    case 'restart':
      for (const [index, instance] of instances.entries()) {
        // One after the other, as a careful operator does.
        const from = atMs + index * action.downSeconds * 1000
        let bringBack: () => void = () => {}
        setting.controls.push(
          {
            when: { atMs: from },
            act: (control) => void ({ bringBack } = takeDown(setting, control, instance, 'interrupted:restart'))
          },
          { when: { atMs: from + action.downSeconds * 1000 }, act: () => bringBack() }
        )
      }
      return
    case 'terminate-sessions':
      for (const instance of instances) {
        setting.controls.push({
          when: { atMs },
          act: (control) => {
            const killed = control.interrupt(
              `pool@${instance}`,
              'sql:terminated:terminating connection due to administrator command'
            )
            setting.happenings.push({
              atMs: control.now,
              kind: 'terminated',
              entity: instance,
              text: action.text,
              before: killed,
              after: null
            })
          }
        })
      }
  }
}
