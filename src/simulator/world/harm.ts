import type { Served } from './served.ts'
import type { World } from './world.ts'

export interface Harm {
  /** Milliseconds since the start: where people first noticed that something was wrong. Null: nobody was harmed. */
  readonly firstAt: number | null
  readonly lastAt: number | null
  readonly failed: number
  readonly requests: number
  readonly citizens: number
}

/** Longer than anybody waits without complaint. */
export const slowMs = 10_000
const badShare = 0.03
const badCount = 2

/** Did the person behind this request have reason to complain? */
export function harmed({ failure, at, endedAt, citizen }: Pick<Served, 'failure' | 'at' | 'endedAt' | 'citizen'>): boolean {
  return citizen > 0 && (failure !== null || endedAt - at > slowMs)
}

const known = new WeakMap<World, Harm>()

/** Harm as it came to people and was talked about: by the minute, so that a lone failure on a healthy day is none. */
export function harmOf(world: World): Harm {
  const harm = known.get(world) ?? lookFor(world)
  known.set(world, harm)
  return harm
}

function lookFor(world: World): Harm {
  const minutes = Math.ceil(world.durationMs / 60_000)
  const bins: Served[][] = Array.from({ length: minutes }, () => [])
  for (const request of world.requests) bins[Math.floor(request.endedAt / 60_000)]?.push(request)
  const bad = bins.map((bin) => {
    const count = bin.filter(harmed).length
    return count >= badCount && count / bin.length > badShare
  })
  const lasting = bad.map((each, i) => each && [1, 2, 3, 4].some((ahead) => bad[i + ahead]))
  const first = lasting.indexOf(true)
  const last = lasting.lastIndexOf(true)
  const failed = world.requests.filter(({ failure, citizen }) => failure !== null && citizen > 0)
  const firstHarmed = bins[first]?.find(harmed)
  return {
    firstAt: first < 0 ? null : (firstHarmed?.endedAt ?? first * 60_000),
    lastAt: last < 0 ? null : (last + 2) * 60_000,
    failed: failed.length,
    requests: world.requests.filter(({ citizen }) => citizen > 0).length,
    citizens: new Set(world.requests.filter(harmed).map(({ citizen }) => citizen)).size
  }
}
