import { createRandom } from '../../queueing/index.ts'
import type { Fault } from './fault.ts'
import { Scenario } from './scenario.ts'
import { msOfDay, timeOfDay, type TimeOfDay } from './time-of-day.ts'

const dayMs = 86_400_000

/**
 * The scenario as this seed has it: another week, other minutes, other magnitudes; the same cause. Seed 0 leaves it as
 * written. All of the incident's times move together, so that what came first still comes first.
 */
export function varyScenario(scenario: Scenario, seed: number): Scenario {
  const varied = seed === 0 ? { scenario, move: (time: TimeOfDay) => time } : moved(scenario, seed)
  return fillIn(varied.scenario, varied.move)
}

/** Writes times and dates into texts: `{time 09:05}` as moved, `{day 28}` as the date so many days ahead. */
function fillIn(scenario: Scenario, move: (time: TimeOfDay) => TimeOfDay): Scenario {
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return value
        .replaceAll(/\{time (\d\d:\d\d(?::\d\d)?)\}/g, (_, time: string) => move(time).slice(0, time.length))
        .replaceAll(/\{day (-?\d+)\}/g, (_, days: string) => isoDate(Date.parse(scenario.date) + Number(days) * dayMs))
    }
    if (Array.isArray(value)) return value.map(walk)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]))
  }
  return Scenario.parse(walk(scenario))
}

const isoDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

function moved(scenario: Scenario, seed: number): { scenario: Scenario; move: (time: TimeOfDay) => TimeOfDay } {
  const random = createRandom(seed).fork('vary')
  const shiftMs = random.integer(-14, 14) * 60_000
  const load = 0.95 + 0.1 * random.uniform()
  const cost = 0.95 + 0.1 * random.uniform()
  const fault = 0.95 + 0.12 * random.uniform()
  const weeks = random.integer(0, 12)
  // What holds from the very start, or to the end, stays there.
  const move = (time: TimeOfDay): TimeOfDay => {
    if (time === scenario.from || time === scenario.until) return time
    const ms = Math.max(msOfDay(scenario.from), Math.min(msOfDay(scenario.until), msOfDay(time) + shiftMs))
    return timeOfDay(ms, true)
  }
  const { service } = scenario
  const varied: Scenario = {
    ...scenario,
    date: isoDate(Date.parse(scenario.date) + weeks * 7 * dayMs),
    load: scenario.load.map(([time, rate]) => [move(time), rate * load]),
    service: {
      ...service,
      statements: service.statements.map((each) => ({ ...each, ms: each.ms * cost })),
      parameters: Object.fromEntries(
        Object.entries(service.parameters).map(([name, each]) => [
          name,
          each.kind === 'date-ahead' && each.later ? { ...each, later: { ...each.later, from: move(each.later.from) } } : each
        ])
      )
    },
    faults: scenario.faults.map((each) => varyFault(each, move, fault)),
    changes: scenario.changes.map((each) => ({ ...each, at: move(each.at) })),
    actions: scenario.actions.map((each) => ({ ...each, at: move(each.at) })),
    planted: scenario.planted.map((each) => ({ ...each, at: move(each.at) })),
    truth: {
      ...scenario.truth,
      onset: scenario.truth.onset && move(scenario.truth.onset),
      trigger: { ...scenario.truth.trigger, at: scenario.truth.trigger.at && move(scenario.truth.trigger.at) }
    }
  }
  return { scenario: varied, move }
}

function varyFault(fault: Fault, move: (time: TimeOfDay) => TimeOfDay, magnitude: number): Fault {
  const moved = { ...fault, from: move(fault.from), ...(fault.until === undefined ? {} : { until: move(fault.until) }) }
  if ('ms' in moved) return { ...moved, ms: moved.ms * magnitude }
  if ('holdMs' in moved) return { ...moved, holdMs: moved.holdMs * magnitude }
  if ('factor' in moved) return { ...moved, factor: moved.factor * magnitude }
  if ('perMinute' in moved) return { ...moved, perMinute: moved.perMinute * magnitude }
  if ('mbPerRequest' in moved) return { ...moved, mbPerRequest: moved.mbPerRequest * magnitude }
  return moved
}
