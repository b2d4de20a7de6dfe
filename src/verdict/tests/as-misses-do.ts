import type { Row } from '../reading.ts'

/** A dearer run is logged where a cheap one is not: from here on more is more than the wobble. */
const leastRise = 3
/** Who gives up before the statement runs takes from its count; hardly anything adds to it. */
const [fewer, more] = [1 / 3, 1.5]
/** Runs of healthy time that show where its durations lie. */
const enough = 10
/** A log that cuts its statement shows the end of its durations, close above where it cuts; one that keeps it shows their middle. */
const clearOfCut = 1.3

/** Shares that the cache missed in health and misses now; null where its hits are no share of what is asked. */
function missesOf(cache: Row): readonly [before: number, now: number] | null {
  const [before, now] = [cache.number('baseline_median'), cache.number('window_median')]
  if (before === null || now === null) return null
  const whole = Math.max(before, now) > 1.5 ? 100 : 1
  return before > whole || now < 0 ? null : [1 - before / whole, 1 - now / whole]
}

/** How many times what the cache missed in health it misses now; null where nobody knows, or it missed nothing. */
export function missesRose(cache: Row): number | null {
  const [before, now] = missesOf(cache) ?? [0, 0]
  return before > 0 ? now / before : null
}

/**
 * A log of slow statements only is no count of all of them. But of one that is dear in healthy time, too, it holds every run: where
 * such a one comes as many times as often as the cache before it misses, the misses are what is run.
 */
export function asMissesDo(statement: Row, rise: number, cache: Row | undefined, slowOnlyMs: number | null): boolean {
  const expected = cache === undefined ? null : missesRose(cache)
  const usual = statement.number('baseline_median_ms')
  if (expected === null || usual === null || (statement.number('baseline_runs') ?? 0) < enough) return false
  if (slowOnlyMs !== null && usual < clearOfCut * slowOnlyMs) return false
  return rise >= leastRise && rise >= fewer * expected && rise <= more * expected
}

/** No cache misses less for long, whatever its figures are rounded to. */
const leastMissed = 0.01
/** So few runs a sample may well have missed. */
const easilyMissed = 3
const reads = /^\W*(?:select|with|find|get|query|search|fetch|scan|read|aggregate)/i

/** Reads what no healthy time shows to be read. */
export const readsAnew = (operation: Row): boolean =>
  (operation.number('baseline_runs') ?? 0) === 0 && reads.test(operation.text('label') ?? operation.text('operation') ?? '')

/**
 * A statement that reads, seen in no healthy time, is what a cache answered until then, where as few of it as the cache missed are
 * easily missed by the log too.
 */
export function unseenWhileHit(
  statement: Row,
  requests: { readonly now: number; readonly before: number },
  cache: Row | undefined
): boolean {
  const [missed, misses] = (cache === undefined ? null : missesOf(cache)) ?? [0, 0]
  if (misses < leastRise * Math.max(missed, leastMissed) || !readsAnew(statement)) return false
  const expected = ((statement.number('runs') ?? 0) * requests.before * missed) / requests.now / misses
  return expected < easilyMissed
}
