import type { Draw, Step } from '../../queueing/index.ts'
import type { Route, RouteStep, Service, StatementSpec } from '../scenario/service.ts'
import type { Parts } from './parts.ts'
import { gcShareOf, heapShareOf } from './heap.ts'
import { endStatement, fill, guard, protectCall } from './protections.ts'
import type { CallCourse, Setting, StatementCourse } from './setting.ts'

/** What a visit of the trace was about. */
export type About =
  | { readonly kind: 'statement'; readonly id: string; readonly plan: string | null; readonly fails: string | null }
  | { readonly kind: 'call'; readonly id: string; readonly fails: string | null }
  | { readonly kind: 'cache'; readonly id: string; readonly hit: boolean }

export function isAbout(value: unknown): value is About {
  return typeof value === 'object' && value !== null && 'kind' in value && 'id' in value
}

export const instanceOf = (draw: Draw): string => String(draw.request.attributes['instance'])

function partsFor(setting: Setting, draw: Draw): Parts {
  const parts = setting.parts.get(instanceOf(draw))
  if (parts === undefined) throw new RangeError(`no instance has taken the request, or there is none "${instanceOf(draw)}"`)
  return parts
}

/** What the last effect that answers says; `usual` when none does. */
function last<E, T>(effects: readonly E[] | undefined, ask: (effect: E) => T | null, usual: T): T {
  if (effects === undefined) return usual
  let result = usual
  for (const effect of effects) result = ask(effect) ?? result
  return result
}

/** Work on the instance's cores, slower by what collecting garbage takes. */
export function appWork(setting: Setting, ms: number, sigma = 0.3): Step {
  return {
    do: 'work',
    name: 'app',
    on: (draw) => partsFor(setting, draw).cpu,
    time: (draw) => {
      const gc = gcShareOf(heapShareOf(setting, instanceOf(draw), draw.system))
      return draw.random.logNormal(ms, sigma) / (1 - gc)
    }
  }
}

/** One execution of a statement on the database, under its lock when it takes one. The connection is held by the caller. */
export function statementSteps(setting: Setting, spec: StatementSpec, draw: Draw): readonly Step[] {
  const usual = draw.random.logNormal(spec.ms, spec.sigma)
  const course: StatementCourse = last(setting.statements.get(spec.id), (effect) => effect(draw, spec, usual), {
    ms: usual,
    plan: null
  })
  const about: About = { kind: 'statement', id: spec.id, plan: course.plan, fails: course.fails ?? null }
  const name = `sql:${spec.id}`
  const run: Step[] = [{ do: 'work', name, on: 'cpu@db', time: course.ms * spec.cpuShare, about }]
  if (spec.cpuShare < 1) run.push({ do: 'work', name, time: course.ms * (1 - spec.cpuShare), about })
  if (course.fails !== undefined) run.push({ do: 'fail', reason: `sql:${spec.id}:${course.fails}` })
  if (spec.lock === undefined) return endStatement(setting.protections, spec.id, run)
  const units = spec.lock.mode === 'exclusive' ? 'all' : 1
  return endStatement(setting.protections, spec.id, [{ do: 'hold', resource: `lock:${spec.lock.name}`, units, steps: run }])
}

function callSteps(setting: Setting, service: Service, id: string): Step {
  const spec = service.dependencies.find(({ name }) => name === id)
  if (spec === undefined) throw new RangeError(`the service has no dependency "${id}"`)
  const once: Step = {
    do: 'branch',
    choose: (draw) => {
      const usual = draw.random.logNormal(spec.ms, spec.sigma)
      const course: CallCourse = last(setting.calls.get(id), (effect) => effect(draw, usual), { ms: usual })
      const about: About = { kind: 'call', id, fails: course.fails ?? null }
      const work: Step[] = [{ do: 'work', name: `call:${id}`, time: course.ms, about }]
      if (course.fails !== undefined) work.push({ do: 'fail', reason: `call:${id}:${course.fails}` })
      return spec.concurrency === undefined ? work : [{ do: 'hold', resource: `dependency:${id}`, steps: work }]
    }
  }
  const bounded: Step[] =
    spec.timeoutMs === null ? [once] : [{ do: 'within', ms: spec.timeoutMs, reason: `call:${id}:read timed out`, steps: [once] }]
  return protectCall(setting.protections, id, { do: 'try', attempts: spec.attempts, backoff: 200, steps: bounded })
}

/** A route's own steps on its worker. `connected`: inside a transaction, which holds the connection already. */
export function routeSteps(setting: Setting, route: Route, steps: readonly RouteStep[], connected = false): Step[] {
  const { service } = setting.scenario
  const connection = (inner: readonly Step[]): Step => ({
    do: 'hold',
    resource: (draw) => partsFor(setting, draw).pool,
    leaks: (draw) => setting.leaks.some((leak) => leak(draw)),
    steps: inner
  })
  return steps.map((step): Step => {
    if ('cpu' in step) return appWork(setting, step.cpu)
    if ('call' in step) return callSteps(setting, service, step.call)
    if ('transaction' in step) return connection(routeSteps(setting, route, step.transaction, true))
    if ('cache' in step) {
      const cache = service.caches.find(({ name }) => name === step.cache)
      if (cache === undefined) throw new RangeError(`the service has no cache "${step.cache}"`)
      const miss = routeSteps(setting, route, step.miss, connected)
      const look = (hit: boolean): Step => ({
        do: 'work',
        name: `cache:${cache.name}`,
        time: cache.ms,
        about: { kind: 'cache', id: cache.name, hit } satisfies About
      })
      return {
        do: 'branch',
        choose: (draw) => {
          const hit = draw.random.chance(last(setting.hitShares.get(cache.name), (effect) => effect(draw.now), cache.hitShare))
          return hit ? [look(true)] : [look(false), ...fill(setting.protections, cache.name, draw, miss)]
        }
      }
    }
    const spec = service.statements.find(({ id }) => id === step.query)
    if (spec === undefined) throw new RangeError(`the service has no statement "${step.query}"`)
    const run: Step = { do: 'branch', choose: (draw) => statementSteps(setting, spec, draw) }
    const key = `${route.id}/${spec.id}`
    return {
      do: 'repeat',
      times: (draw) => setting.repeats.get(key)?.(draw) ?? step.times ?? 1,
      steps: [guard(setting.protections, spec.id, connected ? run : connection([run]))]
    }
  })
}
