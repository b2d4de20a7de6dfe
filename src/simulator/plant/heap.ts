import type { SystemView } from '../../queueing/index.ts'
import type { Setting } from './setting.ts'

/** Kept by every request in flight, queued ones too: what turns a full queue into memory pressure. */
const requestMb = 9
const idleShare = 0.34

/** Share of the heap in use: what stands always, what requests in flight hold, what leaks have taken. */
export function heapShareOf(setting: Setting, instance: string, system: SystemView): number {
  const parts = setting.parts.get(instance)
  if (parts === undefined) return 0
  const { workers, heapMb } = parts
  const inFlight = system.holders(workers) + system.waiters(workers)
  const used = idleShare * heapMb + requestMb * inFlight + (setting.leakedMb.get(instance) ?? 0)
  return Math.min(1, used / heapMb)
}

/** Share of processor time that collecting takes: little until the heap is three fifths full, most of it when it is full. */
export function gcShareOf(heapShare: number): number {
  const pressure = Math.max(0, heapShare - 0.6) / 0.4
  return 0.01 + 0.64 * pressure ** 3
}
