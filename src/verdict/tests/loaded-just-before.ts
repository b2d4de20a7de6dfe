import { epochMsOf, type ValuesOf } from '../../domain/index.ts'
import type { Call } from '../call.ts'
import { type Maybe, type Row, rowsIn, textIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { resolutionOfHarm } from './harm-onset.ts'

/** So seldom lies a load so near by chance, all kinds of load counted. */
const leastByChance = 0.05
/** Failing is seen when the first asks for what was loaded. */
const patience = 10 * 60

/** The data that was brought in as harm began. */
export const loadsBefore = (scene: Scene): Call[] =>
  scene.departsAt === null
    ? []
    : [{ tool: 'data_loads', arguments: { at: scene.departsAt, resolution_seconds: Math.min(600, resolutionOfHarm(scene)) } }]

/** The load that lies nearer to the beginning of harm than chance explains; undefined where none does. */
export const loadedJustBefore = (loads: Maybe): Row | undefined =>
  rowsIn(loads).find(
    (row) => (row.number('chance') ?? 1) <= leastByChance && (row.number('seconds_before') ?? Infinity) <= patience
  )

/** Lines of a failure that is new since the load: none before it. */
export function failsSince(errors: Maybe, load: Row): boolean {
  const [first, at] = [textIn(errors, 'top_first_at'), load.text('at')]
  if (first === null || at === null) return false
  const seconds = (epochMsOf(first) - epochMsOf(at)) / 1000
  return seconds >= -1 && seconds <= patience
}

export const saidOfLoad = '{who} brought in data at {at} ({what}), which lies so near by a chance of {chance}'
export const loadValues = (row: Row): ValuesOf => ({
  who: [row.cite('who'), 'text'],
  at: [row.cite('at'), 'time'],
  what: [row.cite('what'), 'text'],
  chance: [row.cite('chance'), 'share']
})

/** Is the accused the data of that load? */
export const isAccused = (load: Row, entity: string | null): boolean =>
  entity !== null && [load.text('file'), load.text('who')].includes(entity)
