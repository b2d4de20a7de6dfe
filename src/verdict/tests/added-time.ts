import { citeFact, type ValuesOf } from '../../domain/index.ts'
import { has, type Maybe, numberIn, textIn } from '../reading.ts'

/** What a run does in the part of its time that grew, as its name says. */
export type PartKind = 'waits' | 'queries' | 'resolves names' | 'connects' | 'other'

/** Most of what was added: then the part explains it. */
const most = 0.6

const kinds: readonly (readonly [PartKind, RegExp])[] = [
  ['waits', /wait|queue|acquir|checkout|pool|blocked|pending|lock/i],
  ['resolves names', /dns|resolv|name_?look_?up/i],
  ['queries', /(?:^|[._-])(?:db|sql|quer(?:y|ies)|database|jdbc|orm|select|mongo\w*|postgres\w*|mysql)(?:$|[._-])|activerecord/i],
  ['connects', /connect|handshake|tls|ssl|tcp/i]
]

export interface AddedTime {
  readonly kind: PartKind
  readonly share: number
  readonly values: ValuesOf
}

/** The part in which most of the added time of an operation lies; null where its runs state no parts, or none grew so much. */
export function addedTime(runs: Maybe): AddedTime | null {
  const [name, share] = [textIn(runs, 'added_in'), numberIn(runs, 'added_in_share')]
  if (name === null || share === null || share < most || !has(runs, 'added_in') || !has(runs, 'added_in_share')) return null
  if (!has(runs, 'added_in_slow_ms') || !has(runs, 'added_in_fast_ms')) return null
  return {
    kind: kinds.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other',
    share,
    values: {
      part: [citeFact(runs, 'added_in'), 'text'],
      share: [citeFact(runs, 'added_in_share'), 'share'],
      slow: [citeFact(runs, 'added_in_slow_ms'), 'ms'],
      fast: [citeFact(runs, 'added_in_fast_ms'), 'ms']
    }
  }
}

/** The sentence about it. */
export const saidOfAdded = '{share} of the time that slow runs take longer is {part}: {slow} where it is {fast} in fast ones'
