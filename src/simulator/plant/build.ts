import type { ClientSpec, QueueModel, WorkClass } from '../../queueing/index.ts'
import { applyFault } from '../faults/index.ts'
import type { Route } from '../scenario/service.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { msOfDay } from '../scenario/time-of-day.ts'
import { applyAction } from './actions.ts'
import { gcShareOf, heapShareOf } from './heap.ts'
import { bulkheadOf, noProtections, type Protections } from './protections.ts'
import { requestSteps } from './request.ts'
import { createSetting, type Setting, takeDown } from './setting.ts'
import { drawParameters, journey, visitsPerMinute } from './visitors.ts'

const probeEveryMs = 15_000
const killHeapShare = 0.985
const restartMs = 45_000
/** Shared holders of a lock at most: more than there will ever be. */
const sharedLocks = 10_000

function classOf(setting: Setting, route: Route, perMinute: readonly number[], shares: number): WorkClass {
  const { service } = setting.scenario
  const client = service.client
  return {
    name: route.id,
    arrivals:
      route.share === 0 ? { kind: 'none' } : { kind: 'rate', perMinute: perMinute.map((rate) => (rate * route.share) / shares) },
    attributes: (draw) => ({ citizen: draw.request.id, ...drawParameters(route, draw, setting) }),
    client: client
      ? { timeoutMs: client.timeoutMs, attempts: client.attempts, ...repetition(setting, client.backoffMs) }
      : { timeoutMs: service.proxyTimeoutMs },
    steps: requestSteps(setting, route),
    next: journey(setting, route)
  }
}

/** Within a budget clients also wait ever longer, by a random part (full jitter). */
function repetition({ protections: { retryBudget } }: Setting, backoffMs: number): Pick<ClientSpec, 'backoff' | 'retryBudget'> {
  if (retryBudget === null) return { backoff: backoffMs }
  return {
    retryBudget,
    backoff: ({ random, request }) => random.uniform() * Math.max(1000, backoffMs) * 2 ** request.attempt
  }
}

/** Kills instances whose heap is full, and writes down how full it is. */
function watchHeap(setting: Setting): void {
  const down = new Map<string, { since: number; bringBack: () => void }>()
  setting.controls.push({
    when: { everyMs: probeEveryMs },
    act: (control) => {
      for (const { name } of setting.scenario.service.instances) {
        const gone = down.get(name)
        if (gone && control.now - gone.since >= restartMs) {
          down.delete(name)
          gone.bringBack()
        }
        const heapShare = heapShareOf(setting, name, control)
        setting.probes.push({ atMs: control.now, instance: name, heapShare, gcShare: gcShareOf(heapShare) })
        if (heapShare < killHeapShare || down.has(name) || (setting.leakedMb.get(name) ?? 0) === 0) continue
        const text = 'java.lang.OutOfMemoryError: Java heap space'
        setting.happenings.push({ atMs: control.now, kind: 'out-of-memory', entity: name, text, before: null, after: null })
        down.set(name, { since: control.now, ...takeDown(setting, control, name, 'interrupted:out of memory') })
      }
    }
  })
}

export interface Built {
  readonly model: QueueModel
  readonly setting: Setting
}

/** The scenario's service with its faults and what operators did, as a queueing model. */
export function buildModel(scenario: Scenario, protections: Protections = noProtections): Built {
  const setting = createSetting(scenario, protections)
  const { service } = scenario
  for (const fault of scenario.faults) applyFault(setting, fault)
  for (const action of scenario.actions) applyAction(setting, action)
  watchHeap(setting)
  const perMinute = visitsPerMinute(setting)
  const shares = service.routes.reduce((sum, { share }) => sum + share, 0)
  const locks = new Set(service.statements.flatMap(({ lock }) => (lock ? [lock.name] : [])))
  const model: QueueModel = {
    durationMs: msOfDay(scenario.until) - msOfDay(scenario.from),
    resources: [
      ...service.instances.flatMap(({ name, workers, backlog }) => [
        { name: `workers@${name}`, limit: workers, queueLimit: backlog },
        {
          name: `pool@${name}`,
          limit: service.pool.size,
          waitTimeoutMs: service.pool.waitTimeoutMs,
          ...(protections.poolQueueLimit === null ? {} : { queueLimit: protections.poolQueueLimit })
        },
        ...[...protections.bulkheads].map(([route, limit]) => ({ name: bulkheadOf(route, name), limit, queueLimit: 0 }))
      ]),
      ...[...locks].map((name) => ({ name: `lock:${name}`, limit: sharedLocks })),
      ...service.dependencies.flatMap(({ name, concurrency }) =>
        concurrency === undefined ? [] : [{ name: `dependency:${name}`, limit: concurrency }]
      ),
      ...setting.resources
    ],
    processors: [
      ...service.instances.map(({ name, cores }) => ({ name: `cpu@${name}`, cores })),
      { name: 'cpu@db', cores: service.database.cores },
      ...setting.processors
    ],
    breakers: [...protections.breakers.values()],
    classes: [...service.routes.map((route) => classOf(setting, route, perMinute, shares)), ...setting.classes],
    controls: setting.controls
  }
  return { model, setting }
}
