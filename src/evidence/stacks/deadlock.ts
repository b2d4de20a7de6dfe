import type { Stack } from './read-stacks.ts'

/** Threads that wait for each other. */
export interface Deadlock {
  readonly threads: readonly Stack[]
  /** Where they stand, in own code. */
  readonly frames: readonly string[]
}

/** Fewer threads before locks, and nobody at work, are the moment between two pieces of work. */
const leastBlocked = 3

/**
 * Threads of one dump of which each waits for a lock that another of them holds; where a dump does not say who holds what, all that
 * stand before locks while nobody in the dump is at work or waits for anything else: who held one would be seen. Null for none.
 */
export function deadlockIn(stacks: readonly Stack[]): Deadlock | null {
  const dumps = new Map<string, Stack[]>()
  for (const stack of stacks) {
    const key = `${stack.source}|${stack.time}|${stack.instance}`
    dumps.set(key, [...(dumps.get(key) ?? []), stack])
  }
  for (const dump of dumps.values()) {
    const found = cycleIn(dump) ?? blockedIn(dump)
    if (found === null) continue
    const frames = [...new Set(found.flatMap(({ frame }) => frame ?? []))]
    return { threads: found, frames }
  }
  return null
}

function cycleIn(dump: readonly Stack[]): Stack[] | null {
  const holders = new Map(dump.flatMap((stack) => stack.holds.map((lock) => [lock, stack] as const)))
  for (const start of dump) {
    const path: Stack[] = []
    for (let at: Stack | undefined = start; at !== undefined && !path.includes(at);) {
      path.push(at)
      at = at.waitsFor === null ? undefined : holders.get(at.waitsFor)
      if (at === start && path.length > 1) return path
    }
  }
  return null
}

function blockedIn(dump: readonly Stack[]): Stack[] | null {
  const awake = dump.filter(({ doing }) => doing !== 'idle')
  const knowsHolders = dump.some(({ holds }) => holds.length > 0)
  return !knowsHolders && awake.length >= leastBlocked && awake.every(({ doing }) => doing === 'lock') ? awake : null
}
