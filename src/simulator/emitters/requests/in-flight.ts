import type { Served } from '../../world/served.ts'
import type { World } from '../../world/world.ts'

/** How many requests were where at a moment. */
export interface InFlight {
  /** Asked and not yet answered. */
  open(at: number): number
  /** The same of those that an instance has in hand or in its queue. */
  openAt(instance: string, at: number): number
  /** Waiting for a worker of that instance. */
  queuedAt(instance: string, at: number): number
}

/** Counts from the requests themselves, so that a balancer's figures agree with every other file. */
export function inFlightOf({ requests, scenario }: World): InFlight {
  const all = countBetween(
    requests,
    ({ at }) => at,
    ({ endedAt }) => endedAt
  )
  const byInstance = new Map(
    scenario.service.instances.map(({ name }) => {
      const own = requests.filter(({ instance }) => instance === name)
      const open = countBetween(
        own,
        ({ at }) => at,
        ({ endedAt }) => endedAt
      )
      const queued = countBetween(
        own,
        ({ at }) => at,
        ({ startedAt, endedAt }) => Math.min(startedAt ?? endedAt, endedAt)
      )
      return [name, { open, queued }] as const
    })
  )
  return {
    open: all,
    openAt: (instance, at) => byInstance.get(instance)?.open(at) ?? 0,
    queuedAt: (instance, at) => byInstance.get(instance)?.queued(at) ?? 0
  }
}

function countBetween(
  requests: readonly Served[],
  from: (request: Served) => number,
  until: (request: Served) => number
): (at: number) => number {
  const begun = Float64Array.from(requests, from).sort()
  const done = Float64Array.from(requests, until).sort()
  return (at) => countUpTo(begun, at) - countUpTo(done, at)
}

/** How many of the ascending times are not later than `at`. */
function countUpTo(times: Float64Array, at: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low
}
