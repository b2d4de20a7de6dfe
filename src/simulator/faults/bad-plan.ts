import { also, type Setting } from '../plant/setting.ts'
import type { FaultOf } from '../scenario/fault.ts'

/** The planner has no statistics beyond a horizon: for dates past it the statement costs what reading everything costs. */
export function badPlan(setting: Setting, fault: FaultOf<'bad-plan'>): void {
  also(setting.statements, fault.statement, (draw, _spec, usual) => {
    if (!setting.active(fault, draw.now)) return null
    const { attributes } = draw.request
    const days = fault.beyond === null ? 0 : Number(attributes[`${fault.beyond.parameter}.days`] ?? -1)
    const beyond = fault.beyond === null || days >= fault.beyond.days
    const spared = fault.spared?.values.includes(String(attributes[fault.spared.parameter])) ?? false
    if (!beyond || spared) return { ms: usual, plan: 'good' }
    const extra = fault.msPerDay * (days - (fault.beyond?.days ?? 0))
    return { ms: draw.random.logNormal(fault.ms + extra, fault.sigma), plan: 'bad' }
  })
}
