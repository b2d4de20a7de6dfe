import type { Draw, Step } from '../../queueing/index.ts'
import type { Route } from '../scenario/service.ts'
import { within } from './protections.ts'
import type { Setting } from './setting.ts'
import { routeSteps } from './steps.ts'

/** One instance takes the request: any that is up. */
function balance(setting: Setting, inner: (draw: Draw) => readonly Step[]): Step {
  const { instances } = setting.scenario.service
  return {
    do: 'branch',
    choose: (draw) => {
      const up = instances.filter(({ name }) => draw.system.limit(`workers@${name}`) > 0)
      if (up.length === 0) return [{ do: 'fail', reason: 'no-instance' }]
      const { name } = draw.random.pick(up)
      draw.request.attributes['instance'] = name
      return [
        { do: 'hold', resource: `workers@${name}`, steps: within(setting.protections, draw.request.className, name, inner(draw)) }
      ]
    }
  }
}

/** What a request of the route does, faults included. */
export function requestSteps(setting: Setting, route: Route): readonly Step[] {
  const own = routeSteps(setting, route, route.steps)
  const before = setting.before.get(route.id) ?? []
  return [balance(setting, (draw) => [...before.flatMap((effect) => effect(draw)), ...own])]
}
