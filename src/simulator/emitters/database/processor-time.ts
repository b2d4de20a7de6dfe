import type { Executed } from '../../world/served.ts'
import { measure } from '../../world/series.ts'
import type { World } from '../../world/world.ts'

/**
 * The processor time that an execution took, in milliseconds: of its elapsed time, what is left when the wait for locks, for
 * the disk and for the cores that others had are taken away. n statements on c cores are each n/c times as slow.
 */
export function processorTimeOf(world: World): (executed: Executed) => number {
  const { statements, database } = world.scenario.service
  const shares = new Map(statements.map(({ id, cpuShare }) => [id, cpuShare]))
  const active = measure(world, 60_000).get('db_statements_active@db').values
  const waiting = measure(world, 60_000).get('db_lock_waiters@db').values
  // Sums up to each minute, so that a statement of hours costs no more to look at than one of a second.
  const sums = [0]
  for (const [i, value] of active.entries())
    sums.push((sums[i] ?? 0) + Math.max(1, ((value ?? 0) - (waiting[i] ?? 0)) / database.cores))
  return ({ id, at, tookMs, lockMs }) => {
    const first = Math.max(0, Math.min(active.length - 1, Math.floor((at + lockMs) / 60_000)))
    const last = Math.max(first, Math.min(active.length - 1, Math.floor((at + tookMs) / 60_000)))
    const slower = ((sums[last + 1] ?? 1) - (sums[first] ?? 0)) / (last - first + 1)
    const share = shares.get(id) ?? 1
    return (tookMs - lockMs) / (slower + (1 - share) / share)
  }
}
