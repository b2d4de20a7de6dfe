import { also, type Setting } from '../plant/setting.ts'
import type { FaultOf } from '../scenario/fault.ts'

/** A volume is full: every statement that writes fails at once. */
export function writesFail(setting: Setting, fault: FaultOf<'writes-fail'>): void {
  for (const { id, sql } of setting.scenario.service.statements) {
    if (!/^\s*(insert|update|delete)/i.test(sql)) continue
    also(setting.statements, id, (draw, _spec, usual) =>
      setting.active(fault, draw.now) ? { ms: usual, plan: null, fails: fault.message } : null
    )
  }
}
