import type { Draw, EndedRequest, RequestAttributes, WorkClass } from '../../queueing/index.ts'
import type { Parameter, Route } from '../scenario/service.ts'
import { msOfDay } from '../scenario/time-of-day.ts'
import type { Setting } from './setting.ts'

const mostReloads = 4

const weights = new WeakMap<object, [string, number][]>()

function weightsOf(parameter: Extract<Parameter, { kind: 'pick' }>): readonly [string, number][] {
  const kept =
    weights.get(parameter) ?? parameter.values.map((each): [string, number] => (typeof each === 'string' ? [each, 1] : each))
  weights.set(parameter, kept)
  return kept
}

function valueOf(parameter: Parameter, draw: Draw, setting: Setting): { value: string; days: number | null } {
  const { random } = draw
  switch (parameter.kind) {
    case 'pick':
      return {
        value: random.weighted(weightsOf(parameter)),
        days: null
      }
    case 'number':
      return { value: String(random.integer(...parameter.range)), days: null }
    case 'reference':
      return {
        value: parameter.prefix + String(random.integer(0, 10 ** parameter.digits - 1)).padStart(parameter.digits, '0'),
        days: null
      }
    case 'date-ahead': {
      const { later } = parameter
      const opened = later !== undefined && draw.now >= setting.at(later.from) && random.chance(later.share)
      const days = random.integer(...(opened && later ? later.days : parameter.days))
      return { value: setting.dateAhead(days), days }
    }
  }
}

/** The parameters that a route draws, as attributes: `name`, and `name.days` for dates. */
export function drawParameters(route: Route, draw: Draw, setting: Setting): RequestAttributes {
  const attributes: RequestAttributes = {}
  for (const name of route.parameters) {
    const parameter = setting.scenario.service.parameters[name]
    if (parameter === undefined) throw new RangeError(`route "${route.id}" draws an unknown parameter "${name}"`)
    const { value, days } = valueOf(parameter, draw, setting)
    attributes[name] = value
    if (days !== null) attributes[`${name}.days`] = days
  }
  return attributes
}

/** Did the client get its answer? */
export function succeeded(ended: EndedRequest): boolean {
  return ended.outcome === 'completed' && ended.clientGaveUpAt === null
}

/** What a person does after a request: goes on with the journey, tries again after a failure, or leaves. */
export function journey(setting: Setting, route: Route): NonNullable<WorkClass['next']> {
  const { reload } = setting.scenario.service
  const pause = (draw: Draw, [least, most]: readonly [number, number]): number =>
    1000 * (least + draw.random.uniform() * (most - least))
  return (ended, draw) => {
    const { attributes } = ended
    if (!succeeded(ended)) {
      const reloads = Number(attributes['reloads'] ?? 0)
      if (reloads >= mostReloads || !draw.random.chance(reload.chance)) return null
      const again = { ...attributes, reloads: reloads + 1 }
      return { className: route.id, afterMs: pause(draw, reload.afterSeconds), attributes: again }
    }
    let dice = draw.random.uniform()
    for (const next of route.next) {
      dice -= next.chance
      if (dice < 0)
        return { className: next.route, afterMs: pause(draw, next.afterSeconds), attributes: { ...attributes, reloads: 0 } }
    }
    return null
  }
}

/** Visits begun a minute, by straight lines between the scenario's points, one entry a minute. */
export function visitsPerMinute(setting: Setting): number[] {
  const { scenario } = setting
  const minutes = Math.ceil((msOfDay(scenario.until) - msOfDay(scenario.from)) / 60_000)
  const points = scenario.load.map(([time, rate]) => [setting.at(time) / 60_000, rate] as const)
  return Array.from({ length: minutes }, (_, minute) => {
    const after = points.findIndex(([at]) => at > minute)
    const [x1, y1] = points[after] ?? points.at(-1) ?? [0, 0]
    const [x0, y0] = points[after - 1] ?? [x1, y1]
    return x1 === x0 ? y1 : y0 + ((y1 - y0) * (minute - x0)) / (x1 - x0)
  })
}
