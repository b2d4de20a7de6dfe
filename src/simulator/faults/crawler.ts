import { requestSteps } from '../plant/request.ts'
import type { Setting } from '../plant/setting.ts'
import { drawParameters } from '../plant/visitors.ts'
import type { FaultOf } from '../scenario/fault.ts'

/** Clients of one kind that walk through a route, at a rate that owes nothing to the time of day. */
export function crawler(setting: Setting, fault: FaultOf<'crawler'>): void {
  const route = setting.scenario.service.routes.find(({ id }) => id === fault.route)
  if (route === undefined) throw new RangeError(`the service has no route "${fault.route}"`)
  const [from, until] = [setting.at(fault.from), fault.until === undefined ? Infinity : setting.at(fault.until)]
  const minutes = Math.ceil(setting.at(setting.scenario.until) / 60_000)
  setting.classes.push({
    name: `crawler:${fault.route}`,
    arrivals: {
      kind: 'rate',
      perMinute: Array.from({ length: minutes }, (_, i) => (i * 60_000 >= from && i * 60_000 < until ? fault.perMinute : 0))
    },
    attributes: (draw) => ({
      ...drawParameters(route, draw, setting),
      citizen: -1 - (draw.request.id % fault.clients),
      userAgent: fault.userAgent,
      route: route.id
    }),
    client: { timeoutMs: setting.scenario.service.proxyTimeoutMs },
    steps: requestSteps(setting, route)
  })
}
