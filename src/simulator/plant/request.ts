import type { Draw, Step } from '../../queueing/index.ts'
import type { Route } from '../scenario/service.ts'
import { within } from './protections.ts'
import type { Setting } from './setting.ts'
import { routeSteps } from './steps.ts'

/** One instance takes the request: any that is up. */
function balance(setting: Setting, inner: (draw: Draw) => readonly Step[]): Step {
  const parts = [...setting.parts.values()]
  return {
    do: 'branch',
    choose: (draw) => {
      const up = parts.filter(({ workers }) => draw.system.limit(workers) > 0)
      if (up.length === 0) return [{ do: 'fail', reason: 'no-instance' }]
      const { instance, workers } = draw.random.pick(up)
      draw.request.attributes['instance'] = instance
      const steps = within(setting.protections, draw.request.className, instance, inner(draw))
      return [{ do: 'hold', resource: workers, steps }]
    }
  }
}

/** What a request of the route does, faults included. */
export function requestSteps(setting: Setting, route: Route): readonly Step[] {
  const own = routeSteps(setting, route, route.steps)
  return [
    balance(setting, (draw) => {
      const before = setting.before.get(route.id)
      return before === undefined ? own : [...before.flatMap((effect) => effect(draw)), ...own]
    })
  ]
}
