import { epochMsOf, type Instant } from '../../domain/index.ts'
import { type Maybe, type Row, rowsIn } from '../reading.ts'

/** What is taken and given back: connections, threads, handles. Who waits for them is a consequence. */
const held = /^(holders|utilisation)$/
const kept = /^(memory|gc)$/
/** A disk fills by growth, which is no leak of handles. */
const storage = /disk|volume|inode|tablespace|filesystem/i

/**
 * A resource of which more and more is held whatever the load: it grows steadily, or its growth is beyond doubt and only a
 * restart ever emptied it, and it began before `harmAt`: what a crowd holds while it waits grows as well. The one that reached its limit first, then the one that is seen to grow first, then the steepest.
 */
export function leakingRow(trends: Maybe, of: 'held' | 'memory', harmAt: Instant | null = null): Row | undefined {
  const roles = of === 'held' ? held : kept
  return rowsIn(trends)
    .filter((row) => roles.test(row.text('role') ?? '') && !storage.test(`${row.text('series')} ${row.text('entity')}`))
    .filter((row) => (row.value('grows') === true && isMuch(row)) || growsBetweenRestarts(row))
    .filter((row) => !beganAfter(row, harmAt) || (of === 'memory' && row.value('grows') === true))
    .sort(
      (a, b) =>
        Number(b.value('grows') === true) - Number(a.value('grows') === true) ||
        (a.text('reached_at') ?? '~').localeCompare(b.text('reached_at') ?? '~') ||
        // Log lines state a level from when there was something to say of it; a measured series shows it from its beginning.
        (a.text('growing_since') ?? '~').localeCompare(b.text('growing_since') ?? '~') ||
        (b.number('slope_per_hour') ?? 0) - (a.number('slope_per_hour') ?? 0)
    )[0]
}

/** Trends are dated to a quarter of an hour. */
const datedMs = 15 * 60_000

function beganAfter(row: Row, harmAt: Instant | null): boolean {
  const since = row.text('growing_since')
  return harmAt !== null && since !== null && epochMsOf(since) > epochMsOf(harmAt) + datedMs && !fillsAgain(row)
}

/** A crowd fills what a restart has emptied within minutes. */
const slowMs = 20 * 60_000

/** What a restart emptied while harm was there already, and what takes its time to fill again, began to grow before: this is its next climb. */
function fillsAgain(row: Row): boolean {
  const [since, emptied, full] = [row.text('growing_since'), row.text('last_reset_at'), row.text('reached_at')]
  if (since === null || emptied === null || (row.number('resets_at_restarts') ?? 0) === 0 || row.value('grows') !== true)
    return false
  const isSinceThen = Math.abs(epochMsOf(since) - epochMsOf(emptied)) <= datedMs
  return isSinceThen && (full === null || epochMsOf(full) - epochMsOf(since) >= slowMs)
}

/** A tenth of what was held at first: less is what caches and allocators do on any day. */
function isMuch(row: Row): boolean {
  const [first, last, resets] = [row.number('first'), row.number('last'), row.number('resets') ?? 0]
  return resets > 0 || row.text('reached_at') !== null || first === null || last === null || last - first >= 0.1 * Math.abs(first)
}

/** Given back by nobody but a restart, twice at least or once it was full: everything is low after any one restart. */
function growsBetweenRestarts(row: Row): boolean {
  const [low, explained] = [row.number('slope_low') ?? 0, row.number('load_explained') ?? 0]
  const [resets, atRestarts] = [row.number('resets') ?? 0, row.number('resets_at_restarts') ?? 0]
  const twice = resets >= 2 && heldMoreEachTime(row, resets)
  return low > 0 && explained < 0.5 && resets === atRestarts && (twice || row.text('reached_at') !== null)
}

/** Two things more, or a tenth: one that is held or not, as somebody happens to be served, is emptied by every restart too. */
function heldMoreEachTime(row: Row, resets: number): boolean {
  const [since, last] = [row.text('growing_since'), row.text('last_reset_at')]
  if (since === null || last === null) return true
  const hours = (epochMsOf(last) - epochMsOf(since)) / 3_600_000 / resets
  const least = row.text('role') === 'holders' ? 2 : 0.1 * Math.abs(row.number('first') ?? 0)
  return (row.number('slope_per_hour') ?? 0) * hours >= least
}
