import { epochMsOf, instantOf } from '../../domain/index.ts'
import type { LockLine } from '../language/lock-lines.ts'

/** One wait for a lock, from whatever source told of it. */
export interface LockWait extends Omit<LockLine, 'kind' | 'isOpen'> {
  readonly kind: LockLine['kind'] | 'measured'
  readonly isOpen?: boolean
  readonly time: string
  readonly source: string
  readonly line: number | null
  /** Since when, in ms since the epoch, where an earlier line of the same wait tells it. */
  readonly began?: number
}

/** When somebody first stood still: a wait is written when it has lasted a while, or has ended. */
export const begunAt = ({ time, waitMs, began }: LockWait): number => began ?? epochMsOf(time) - (waitMs ?? 0)

/** When the first of them began; null without any. */
export function beganAt(waits: readonly LockWait[]): string | null {
  const begins = waits.map(begunAt)
  return begins.length === 0 ? null : instantOf(Math.min(...begins))
}

/** Who changes a table locks out all others, also while it waits itself: the first that waits so, with two behind it or more. */
export function headOfQueue(waits: readonly LockWait[]): { head_operation: string | null; head_at: string | null } {
  const queue = [...waits].sort((a, b) => begunAt(a) - begunAt(b))
  const head = queue[0]
  const behind = queue.filter(({ object }) => object !== null && object === head?.object).length - 1
  const isHead = head !== undefined && behind >= 2 && changesTable.test(head.operation ?? '')
  return {
    head_operation: isHead ? (head.operation ?? '').slice(0, 120) : null,
    head_at: isHead ? instantOf(begunAt(head)) : null
  }
}

const changesTable = /^\s*(?:alter|drop|truncate|rename|optimi[sz]e|lock|create (?:unique )?index|vacuum full|reindex|cluster)\b/i

/** Who holds up each wait in the end: who is waited for by one that is waited for is not. */
export function rootHolders(waits: readonly LockWait[]): (string | null)[] {
  const waitsFor = new Map(waits.flatMap(({ waiter, holder }) => (waiter && holder ? [[waiter, holder] as const] : [])))
  return waits.map(({ holder }) => {
    const seen = new Set<string>()
    let root = holder
    while (root !== null && !seen.has(root)) {
      seen.add(root)
      root = waitsFor.get(root) ?? root
    }
    return root
  })
}

/** "Still waiting after 1 s", "still waiting after 5 s", "acquired after 7 s": one wait of one process, with its longest time. */
export function mergeSteps(lines: readonly LockWait[]): LockWait[] {
  const merged: LockWait[] = []
  const lasts = new Map<string, number>()
  for (const line of lines) {
    const key = line.waiter === null ? null : [line.waiter, line.object, line.source].join('\n')
    const last = key === null ? undefined : lasts.get(key)
    const earlier = last === undefined ? undefined : merged[last]
    const continues =
      earlier &&
      line.kind === 'wait' &&
      earlier.kind === 'wait' &&
      (line.waitMs ?? 0) >= (earlier.waitMs ?? 0) &&
      epochMsOf(line.time) - (line.waitMs ?? 0) <= epochMsOf(earlier.time) + 1000
    if (continues && last !== undefined) {
      merged[last] = {
        ...earlier,
        waitMs: line.waitMs ?? earlier.waitMs,
        holder: earlier.holder ?? line.holder,
        isOpen: line.isOpen ?? false,
        began: begunAt(earlier)
      }
    } else {
      if (key !== null) lasts.set(key, merged.length)
      merged.push(line)
    }
  }
  return merged
}
