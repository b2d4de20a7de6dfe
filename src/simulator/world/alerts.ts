import type { AlertRule } from '../scenario/scenario.ts'
import { measure } from './series.ts'
import type { World } from './world.ts'

export interface FiredAlert {
  readonly rule: AlertRule
  /** Milliseconds since the run's start. */
  readonly atMs: number
  readonly value: number
  readonly threshold: number
  readonly resolvedAtMs: number | null
}

/** Alerts as their rules fire on what was measured minute by minute, each time anew after it was quiet. */
export function fireAlerts(world: World): FiredAlert[] {
  const table = measure(world, 60_000)
  const random = world.random.fork('alerts')
  const fired = world.scenario.alerts.flatMap((rule) => {
    const { values } = table.get(rule.series)
    const threshold = rule.above ?? rule.below ?? 0
    const beyond = (value: number | null | undefined): boolean =>
      typeof value === 'number' && (rule.above !== undefined ? value > threshold : value < threshold)
    const out: FiredAlert[] = []
    let row = 0
    for (const [i, value] of values.entries()) {
      row = beyond(value) ? row + 1 : 0
      if (row !== rule.intervals) continue
      const calm = values.findIndex((_, j) => j > i && !beyond(values[j]) && !beyond(values[j + 1]) && !beyond(values[j + 2]))
      const atMs = (i + 1) * 60_000 + random.integer(400, 9000)
      out.push({
        rule,
        atMs,
        value: value ?? 0,
        threshold,
        resolvedAtMs: calm < 0 ? null : (calm + 1) * 60_000 + random.integer(400, 9000)
      })
    }
    // The same alert again within the hour is one alert.
    return out.filter((each, i) => i === 0 || each.atMs - (out[i - 1]?.atMs ?? 0) > 3_600_000)
  })
  return fired.sort((a, b) => a.atMs - b.atMs)
}
