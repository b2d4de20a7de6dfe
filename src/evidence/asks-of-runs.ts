import { camelApart } from '../domain/index.ts'
import type { Run } from './runs.ts'
import { medianOf } from './statistics/index.ts'

/** How often slow and fast runs asked what lies behind them, as each of them states (`db_reads=4`, `(23 queries`), and what one ask took. */
export interface Asks {
  readonly name: string
  readonly slow: number
  readonly fast: number
  /** Ms of one ask, where a part of the run's time is stated beside their number; null where none was asked. */
  readonly eachSlowMs: number | null
  readonly eachFastMs: number | null
}

const asked =
  /^(?:quer(?:y|ies)|statements?|stmts?|selects?|calls?|lookups?|reads|fetches|round_?trips?|roundtrips?|subrequests?|subqueries)$/
/** Words beside it that make it something else than a number of asks. */
const otherwise =
  /^(?:ms|us|s|sec|secs|seconds|millis|time|times|duration|id|ids|bytes?|kb|mb|rows?|length|size|hash|name|type|kind|per|rate|avg|mean|max|min|limit|pool|slow|cached|hits?|text|sql_text|plan)$/
const slot = '<*>'

/** The word behind each place of a line's pattern that has no name of its own (`$5` of `… (<*> queries, …`). */
function placeNames(operation: string): ReadonlyMap<string, string> {
  const parts = operation.split(slot).slice(1)
  return new Map(
    parts.flatMap((after, i) => {
      const word = /^ ?(?<word>[A-Za-z_]+)/.exec(after)?.groups?.['word']
      return word === undefined ? [] : [[`$${i + 1}`, word] as const]
    })
  )
}

/** Numbers of asks that a run states, by name. */
export function asksIn(run: Pick<Run, 'operation' | 'parameters' | 'attributes'>): ReadonlyMap<string, number> {
  const places = run.operation.includes(slot) ? placeNames(run.operation) : null
  const found = new Map<string, number>()
  for (const [key, value] of [...Object.entries(run.attributes), ...Object.entries(run.parameters)]) {
    const name = places?.get(key) ?? key
    const count = typeof value === 'number' ? value : typeof value === 'string' && /^\d{1,7}$/.test(value) ? Number(value) : null
    if (count !== null && Number.isInteger(count) && count >= 0 && isNumberOfAsks(name)) found.set(name, count)
  }
  return found
}

function isNumberOfAsks(name: string): boolean {
  const words = camelApart(name, '_')
    .toLowerCase()
    .split(/[\s._-]+/)
  return words.some((word) => asked.test(word)) && !words.some((word) => otherwise.test(word))
}

const leastRuns = 3

/**
 * The number of asks by which slow runs differ most from fast ones; null where runs state none, or slow ones ask no more.
 *
 * @param msOf the part of a run's time in which its asks lie, ms; null where it states none
 */
export function asksOf(slow: readonly Run[], fast: readonly Run[], msOf: (run: Run) => number | null): Asks | null {
  if (slow.length < leastRuns || fast.length < leastRuns) return null
  const [now, usual] = [slow.map(asksIn), fast.map(asksIn)]
  const found = [...new Set(now.flatMap((counts) => [...counts.keys()]))].flatMap((name): Asks[] => {
    const [slowCounts, fastCounts] = [now, usual].map((all) => all.flatMap((counts) => counts.get(name) ?? []))
    if (!slowCounts || !fastCounts || slowCounts.length < slow.length / 2 || fastCounts.length < fast.length / 2) return []
    const each = (runs: readonly Run[], counts: typeof now): number | null =>
      medianOf(
        runs.flatMap((run, i) => {
          const [ms, count] = [msOf(run), counts[i]?.get(name) ?? 0]
          return ms === null || count === 0 ? [] : [ms / count]
        })
      )
    const [slowMedian, fastMedian] = [medianOf(slowCounts) ?? 0, medianOf(fastCounts) ?? 0]
    if (slowMedian <= fastMedian) return []
    return [{ name, slow: slowMedian, fast: fastMedian, eachSlowMs: each(slow, now), eachFastMs: each(fast, usual) }]
  })
  return found.toSorted((a, b) => timesOf(b) - timesOf(a) || (a.name < b.name ? -1 : 1))[0] ?? null
}

const timesOf = ({ slow, fast }: Asks): number => slow / Math.max(0.5, fast)
