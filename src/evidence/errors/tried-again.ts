import type { Work } from './shared-value.ts'

/** One thing that fails, and fails again each time that it is tried. */
export interface TriedAgain {
  readonly name: string
  readonly value: string
  readonly times: number
  /** Share of the failures that name the place at all. */
  readonly share: number
}

const fewest = 5
const mostly = 0.8
/** Names under which a record, a message or a place in a stream is told. */
const identifies =
  /(?:^|[._-])(?:id|uid|uuid|guid|key|offset|message|msg|seq\w*|sequence|record|row|line|item|job|task|doc(?:ument)?|file\w*|order|article|entry|event|delivery|number|no|nr|ref|sku|batch|position|lsn)(?:[._-]?(?:id|key|no|nr|number))?$|[a-z]Id$/i

/**
 * The one record that most failures are about, attempt after attempt, where other work names others: a message that no consumer can
 * digest, a row on which a job stops each time. Null where failures are about many.
 */
export function triedAgain(work: readonly Work[]): TriedAgain | null {
  const places = new Map<string, Map<string, { failed: number; others: number }>>()
  for (const { failed, values } of work) {
    for (const [name, value] of values) {
      if (!identifies.test(name) || !/\d/.test(value)) continue
      const place = places.get(name) ?? new Map<string, { failed: number; others: number }>()
      const one = place.get(value) ?? { failed: 0, others: 0 }
      place.set(value, { failed: one.failed + Number(failed), others: one.others + Number(!failed) })
      places.set(name, place)
    }
  }
  const found = [...places].flatMap(([name, place]): TriedAgain[] => {
    const all = [...place.values()].reduce((sum, { failed }) => sum + failed, 0)
    const [top] = [...place].sort((a, b) => b[1].failed - a[1].failed)
    if (!top || top[1].failed < fewest || top[1].failed < mostly * all || !isOneOfMany(top[0], place)) return []
    return [{ name, value: top[0], times: top[1].failed, share: top[1].failed / all }]
  })
  return found.sort((a, b) => b.times - a.times || b.value.length - a.value.length || (a.name < b.name ? -1 : 1))[0] ?? null
}

/** Others are named each by their own, few times each; a code of a kind of line comes again with the next of its kind. Alone it must be long. */
function isOneOfMany(value: string, place: ReadonlyMap<string, { readonly failed: number; readonly others: number }>): boolean {
  const rest = [...place].filter(([other]) => other !== value).map(([, { failed, others }]) => failed + others)
  const lines = rest.reduce((sum, count) => sum + count, 0)
  return rest.length >= 3 ? lines <= seldom * rest.length : value.length >= 6 && !/^\d{1,6}$/.test(value)
}

/** So many lines tell of one thing on average. */
const seldom = 4
