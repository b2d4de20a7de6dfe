import type { Subject } from '../../domain/index.ts'
import { type Maybe, type Row, rowsIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { rises } from './rises.ts'

/** Calls below this number are an anecdote: one odd call decides. */
export const fewCalls = 5

const database =
  /^(postgres\w*|mysql|mariadb|oracle|mssql|sql ?server|sqlite|db2|mongo\w*|redis|memcached|cassandra|db|database)\b/i

/** The text or name of a statement: what is called is our database. */
const statement = /^(?:select|insert|update|delete|merge|upsert|call|exec(?:ute)?|begin|commit|replace into)\b(?! ?https?:)/i

/** Two labels and a domain: the name of a backend or an address in a proxy's settings has none. */
const hostName = /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?$/i

/**
 * Rows of what the service calls and does not itself consist of: not its database, whose slowness its statements
 * explain, and not what a web server forwards to, which is the service unless it has a host name of its own.
 */
export function outsideRows(calls: Maybe): Row[] {
  return rowsIn(calls).filter((row) => {
    const [seenIn, name] = [row.text('seen_in') ?? '', row.text('dependency') ?? '']
    if (seenIn === 'upstream' && !hostName.test(name)) return false
    return !/^(statements|requests)$/.test(seenIn) && !database.test(name) && !statement.test(name)
  })
}

/** The accused dependency as the source sees it that also saw it healthy; else as any sees it. */
export function accusedRow(calls: Maybe, { entity }: Pick<Subject, 'entity'>): Row | undefined {
  const own = outsideRows(calls).filter((row) => entity !== null && row.text('dependency') === entity)
  return own.find((row) => (row.number('baseline_calls') ?? 0) >= fewCalls) ?? own[0]
}

/** The accused dependency, or where none is accused the one that moved most. */
export const accusedOrWorst = (calls: Maybe, subject: Pick<Subject, 'entity'>): Row | undefined =>
  accusedRow(calls, subject) ?? outsideRows(calls)[0]

/**
 * How many times longer a call took: by mean or by median, whichever rose less, so that no single call decides. Null without a
 * baseline, unless calls are logged only when they are slow: then few before and many now tell it.
 */
export function slowdownOf(row: Row): number | null {
  const [before, now, ofMeans] = [row.number('baseline_median_ms'), row.number('window_median_ms'), row.number('ratio')]
  const ofMedians = before !== null && now !== null && before > 0 ? now / before : null
  const ratios = [ofMedians, ofMeans].filter((one) => one !== null)
  const isKnown = (row.number('baseline_calls') ?? 0) >= fewCalls || row.text('slower_at') !== null
  return isKnown && ratios.length > 0 ? Math.min(...ratios) : null
}

/** Half of the time that a call takes more: then it is spent waiting for another. */
const mostOfIt = 0.5

/**
 * What a dependency itself calls and waits for, where that covers most of what calls to it take more: it hands on what it
 * suffers. Undefined where nothing that it calls is slower.
 */
export function waitsFor(row: Row, calls: Maybe): Row | undefined {
  const [name, added] = [row.text('dependency'), row.number('added_ms') ?? 0]
  return rowsIn(calls).find(
    (other) =>
      other.text('dependency') !== name &&
      other.text('seen_in') === row.text('seen_in') &&
      (other.text('callers') ?? '').split(', ').includes(name ?? '') &&
      (other.number('added_ms') ?? 0) >= mostOfIt * added
  )
}

/** Where only what fails is logged, so many times as much of it is no everyday failing. */
const farMore = 10

/**
 * Share of the calls that failed beyond what fails in healthy time. Of calls that are logged only when they fail all fail at any time,
 * and how many there are tells.
 */
export function newlyFailing(row: Row): number {
  const [now, before] = [row.number('window_failed_share') ?? 0, row.number('baseline_failed_share') ?? 0]
  const failed = (share: number, column: string): number => share * (row.number(column) ?? 0)
  const onlyFailures = before > 0.9 && now > 0.9
  if (onlyFailures && failed(now, 'window_calls') >= farMore * failed(before, 'baseline_calls')) return now
  return Math.max(0, now - before)
}

/**
 * The callers' processors are known and rest: then they do not starve, and are late only because those of them
 * who wait for the dependency keep the others waiting.
 */
export function callersRest(row: Row, { evidence }: Scene): boolean {
  const callers = (row.text('callers') ?? '').split(', ').filter(Boolean)
  const measured = rowsIn(evidence.onsets).filter((one) => /^(cpu|gc)$/.test(one.text('role') ?? ''))
  const theirs = measured.filter((one) => callers.some((caller) => (one.text('entity') ?? '').startsWith(caller)))
  // Where no processor bears a name, those that are measured are whose incident it is.
  const used = measured.every((one) => one.text('entity') === null) ? measured : theirs
  const isUp = (one: Row): boolean => rises(one) && (one.number('effect_size') ?? 0) > 4
  return used.some((one) => one.text('role') === 'cpu') && !used.some(isUp)
}
