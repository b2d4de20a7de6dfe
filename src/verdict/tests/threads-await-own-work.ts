import { citeFact, type Subject, type ValuesOf } from '../../domain/index.ts'
import type { Call } from '../call.ts'
import { cannotTell, type DiagnosticTest, no, type Reading, yes } from '../diagnostic-test.ts'
import { has, type Maybe, numberIn, type Row, rowsIn, textIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { namesOf } from '../names.ts'
import { compared, within } from './calls.ts'
import { harmBy } from './harm-by.ts'

/** Dumps of threads are asked for whole: each is of one moment. */
export const threadDumps: readonly Call[] = [{ tool: 'thread_stacks', arguments: {} }]

/** More than half of a pool stands at one place. */
const mostly = 0.6

/** Who stands where, as a dump shows it; undefined where no dump shows a pool stand. */
export function standing(stacks: Maybe): { template: string; values: ValuesOf; doing: string } | undefined {
  const doing = textIn(stacks, 'standing_for')
  if (!stacks || doing === null || !has(stacks, 'standing') || !has(stacks, 'pool_threads') || !has(stacks, 'standing_pool'))
    return undefined
  if ((numberIn(stacks, 'standing_share') ?? 0) < mostly) return undefined
  const at = has(stacks, 'standing_at')
  const [taken, words] = [has(stacks, 'taken_at'), said[doing] ?? 'stand']
  return {
    doing,
    template: `${taken ? 'at {taken} ' : ''}{n} of {of} threads of {pool} ${words}${at ? ' at {frame}' : ''}`,
    values: {
      n: [citeFact(stacks, 'standing'), 'integer'],
      of: [citeFact(stacks, 'pool_threads'), 'integer'],
      pool: [citeFact(stacks, 'standing_pool'), 'text'],
      ...(taken ? { taken: [citeFact(stacks, 'taken_at'), 'time'] as const } : {}),
      ...(at ? { frame: [citeFact(stacks, 'standing_at'), 'text'] as const } : {})
    }
  }
}

const said: Readonly<Record<string, string>> = {
  lock: 'stand before a lock',
  lent: 'stand until something that is lent is free',
  result: 'stand until work that they handed out is done',
  answer: 'wait for an answer from outside'
}

/** Every change that can be wrong code, whoever's: a dump names no service. */
export const changesAnywhere = (scene: Scene): Call[] =>
  within('change_candidates', scene, { category: 'code-defect', onset: harmBy(scene) })

/** The change that lets threads stand: one that names what is accused, else the first. */
export function standstillChange(candidates: Maybe, accused = ''): Row | undefined {
  const able = rowsIn(candidates).filter(
    (row) => row.value('able') === true && row.text('ref') !== null && standsStill.test(row.text('reason') ?? '')
  )
  const names = new Set(namesOf(accused))
  const says = (row: Row): boolean =>
    namesOf(['title', 'new', 'entity'].map((column) => row.text(column) ?? '').join(' ')).some((name) => names.has(name))
  return able.find(says) ?? able[0]
}

/** Threads that wait for each other’s locks, as a dump shows it. */
export function deadlocked(stacks: Maybe): { template: string; values: ValuesOf; frames: string } | undefined {
  const frames = textIn(stacks, 'deadlocked_at')
  if (!stacks || frames === null || !has(stacks, 'deadlocked') || !has(stacks, 'deadlocked_at')) return undefined
  return {
    frames,
    template: '{n} threads wait for each other’s locks at {frames}',
    values: { n: [citeFact(stacks, 'deadlocked'), 'integer'], frames: [citeFact(stacks, 'deadlocked_at'), 'text'] }
  }
}

/** A reason for which a change can produce a standstill, as its content shows. */
const standsStill = /lets a thread stand/

/**
 * Threads of a pool that wait for the result of work which needs a thread itself: nobody is left to do it. Whoever waits for the
 * answer of a slow service through a future stands likewise: so a change must be seen to let threads stand, or nobody may be slow.
 */
export function standsForOwnWork(
  stacks: Maybe,
  candidates: Maybe,
  calls: Maybe,
  { entity }: Pick<Subject, 'entity'>
): Reading | undefined {
  const dead = deadlocked(stacks)
  if (dead) return yes(0.95, `${dead.template}: none of them goes on before another does`, dead.values)
  const told = standing(stacks)
  if (told?.doing !== 'result') return undefined
  const isAccused = (name: string): boolean => entity !== null && name.toLowerCase().startsWith(entity.toLowerCase())
  const named = (fact: string): string[] =>
    (textIn(stacks, fact) ?? '').split(', ').filter((name) => name !== '' && !isAccused(name))
  const [known, late] = [named('others_measured'), named('others_slower')]
  // Who calls those that stand is late with them.
  if (known.length > 0 && late.length === known.length)
    return cannotTell(`${told.template}, and all others that are measured answered late then`, told.values)
  const change = standstillChange(candidates)
  if (change)
    return yes(0.9, `${told.template}; {change} lets threads stand so`, {
      ...told.values,
      change: [change.cite('title'), 'text']
    })
  const slower = rowsIn(calls).some((row) => (row.number('ratio') ?? 0) >= 2)
  return slower ? cannotTell(`${told.template}, and others answer late`, told.values) : yes(0.7, told.template, told.values)
}

export const threadsAwaitOwnWork: DiagnosticTest = {
  id: 'threads-await-own-work',
  question: 'Do the threads of a pool stand until work that they handed out themselves is done?',
  dimension: 'discrimination',
  calls: (_, scene) => [...threadDumps, ...changesAnywhere(scene), ...compared('dependency_latency', scene)],
  read([stacks, candidates, calls], { subject }) {
    const own = standsForOwnWork(stacks, candidates, calls, subject)
    if (own) return own
    const told = standing(stacks)
    if (!told) return cannotTell('no dump of threads shows a pool stand still')
    return no(0.8, told.template, told.values)
  }
}
