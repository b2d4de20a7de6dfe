import { z } from 'zod'
import { epochMsOf, type Scalar } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { othersAt } from '../stacks/others-at.ts'
import { deadlockIn } from '../stacks/deadlock.ts'
import { readStacks, type Stack } from '../stacks/read-stacks.ts'
import type { EvidenceTool } from '../tool.ts'

const Arguments = z.object({})
const columns = columnsOf('time:time instance pool doing frame threads of:integer waits_for_one:share source line')
const mostRows = 40
const nothing = {
  dumps: 0,
  threads: 0,
  standing: null,
  standing_for: null,
  standing_at: null,
  standing_pool: null,
  standing_in: null,
  pool_threads: null,
  standing_share: null,
  one_lock: null,
  holder_does: null,
  holder_at: null,
  taken_at: null,
  deadlocked: null,
  deadlocked_at: null,
  others_measured: null,
  others_slower: null
}

/** Fewer threads that do the same are chance. */
const leastAlike = 4

interface Group {
  readonly members: readonly Stack[]
  readonly first: Stack
  /** Threads of the same pool in the same dump. */
  readonly of: number
  /** The share of the members that wait for one and the same lock. */
  readonly one: number
  readonly lock: string | null
}

export const threadStacks: EvidenceTool<typeof Arguments> = {
  name: 'thread_stacks',
  description:
    'What threads did at the moments of dumps (jstack, py-spy, dotnet-stack, goroutines, gdb): by pool and topmost frame of own code, how many stood before a lock, for something ' +
    'lent, for the result of work they handed out, for an answer from outside, idle or at work. The largest group that stands tells what holds the others up; who holds its lock is named with what he does.',
  arguments: Arguments,
  run: async (_args, context) => {
    const stacks = await readStacks(context)
    if (stacks.length === 0)
      return { status: 'no_data', reading: 'No dump of threads and their stacks is in the materials.', facts: nothing }
    const groups = groupsOf(stacks)
    const top = groups.find(({ first, members }) => !/^(?:idle|working)$/.test(first.doing) && members.length >= leastAlike)
    const holder = top?.lock
      ? stacks.find(({ holds, source }) => source === top.first.source && holds.includes(top.lock ?? ''))
      : undefined
    const taken = (top?.first ?? stacks[0])?.time ?? null
    const dead = deadlockIn(stacks)
    const others = taken === null ? null : await othersAt(context, epochMsOf(taken))
    return {
      status: 'found',
      reading: dead
        ? `${dead.threads.length} threads wait for each other’s locks, at ${dead.frames.slice(0, 3).join(', ') || 'places that are not named'}.`
        : top
          ? `${top.members.length} of ${top.of} threads of ${top.first.pool} stand ${words[top.first.doing]}${top.first.frame ? ` at ${top.first.frame}` : ''}${holder ? `; who holds the lock stands ${words[holder.doing]}` : ''}.`
          : `${stacks.length} threads, of which no ${leastAlike} stand at the same place.`,
      facts: {
        ...nothing,
        dumps: new Set(stacks.map(({ time, source }) => `${source} ${time}`)).size,
        threads: stacks.length,
        taken_at: taken,
        deadlocked: dead?.threads.length ?? null,
        deadlocked_at: dead?.frames.slice(0, 3).join(', ') || null,
        others_measured: others?.measured.join(', ') || null,
        others_slower: others?.slower.join(', ') || null,
        ...(top
          ? {
              standing: top.members.length,
              standing_for: top.first.doing,
              standing_at: top.first.frame,
              standing_pool: top.first.pool,
              standing_in: top.first.instance,
              pool_threads: top.of,
              standing_share: top.members.length / top.of,
              one_lock: top.one,
              holder_does: holder?.doing ?? null,
              holder_at: holder?.frame ?? null
            }
          : {})
      },
      columns,
      rows: groups
        .slice(0, mostRows)
        .map(({ members, first, of, one }): Scalar[] => [
          first.time,
          first.instance,
          first.pool,
          first.doing,
          first.frame,
          members.length,
          of,
          one,
          first.source,
          first.line
        ]),
      omitted: groups.length > mostRows ? { rows: groups.length - mostRows, why: 'the largest are shown' } : null,
      sources: stacks.map(({ source }) => source)
    }
  }
}

const words: Readonly<Record<Stack['doing'], string>> = {
  lock: 'before a lock',
  lent: 'for something that is lent',
  result: 'for the result of work that they handed out',
  answer: 'for an answer from outside',
  idle: 'idle',
  working: 'at work'
}

/** Threads of one dump that do the same at the same place, the largest group first. */
function groupsOf(stacks: readonly Stack[]): Group[] {
  const dump = ({ source, time, instance }: Stack): string => `${source}|${time}|${instance}`
  const by = new Map<string, Stack[]>()
  for (const stack of stacks) {
    const key = `${dump(stack)}|${stack.pool}|${stack.doing}|${stack.frame}`
    by.set(key, [...(by.get(key) ?? []), stack])
  }
  return [...by.values()]
    .flatMap((members): Group[] => {
      const [first] = members
      if (!first) return []
      const of = stacks.filter((one) => one.pool === first.pool && dump(one) === dump(first)).length
      const counts = new Map<string, number>()
      for (const { waitsFor } of members) if (waitsFor !== null) counts.set(waitsFor, (counts.get(waitsFor) ?? 0) + 1)
      const [lock, most] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [null, 0]
      return [{ members, first, of, one: most / members.length, lock }]
    })
    .sort((a, b) => b.members.length - a.members.length || (a.first.line ?? 0) - (b.first.line ?? 0))
}
