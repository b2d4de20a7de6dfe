import { epochMsOf, instantOf, type TimeWindow } from '../../domain/index.ts'
import { grouped } from '../../foundation/index.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import { begunAt, type LockWait } from './lock-wait.ts'

/** No lock is waited for longer than the longest of what was asked for took; where nothing is timed, no wait is made longer. */
const lines = 60_000

/**
 * Waits that no line ends, because whoever waited was cancelled or gave up: such a wait lasts until the same session says the next
 * thing (it was cancelled, it found its client gone), or until the statement of who held the lock was done, and no longer than the
 * longest work of the time. What is not known to end is left as it was logged.
 */
export async function lastedUntilEnded(
  context: ToolContext,
  waits: readonly LockWait[],
  window: TimeWindow
): Promise<readonly LockWait[]> {
  const open = waits.filter(({ isOpen, waiter }) => isOpen === true && waiter !== null)
  const longest = open.length === 0 ? null : await longestWork(context, window)
  if (longest === null) return waits
  const spoken = await spokenBy(context, new Set(open.map(({ source }) => source)), window)
  const held = await heldUntil(context, window)
  return waits.map((wait) => {
    if (wait.isOpen !== true || wait.waiter === null) return wait
    const [from, logged] = [begunAt(wait), epochMsOf(wait.time)]
    const next = spoken.get(`${wait.source}\n${wait.waiter}`)?.find(({ at }) => at > logged)?.at
    const holders = wait.holder?.split(/,\s*/) ?? []
    const freed = holders.flatMap(
      (holder) => held.get(holder)?.filter(({ began, until }) => began <= logged && until > logged) ?? []
    )
    const ends = [next, ...freed.map(({ until }) => until)].filter((at) => at !== undefined)
    if (ends.length === 0) return wait
    return { ...wait, began: from, waitMs: Math.max(wait.waitMs ?? 0, Math.min(longest, Math.min(...ends) - from)) }
  })
}

/** Of a timed run the longest in the window, in ms, whatever its population; null where nothing is timed. */
async function longestWork(context: ToolContext, { from, to }: TimeWindow): Promise<number | null> {
  const [row] = await queryRows(
    context,
    `SELECT max(duration_ms) AS most FROM operations
     WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AND population = (SELECT population FROM operations
       WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP GROUP BY 1 ORDER BY population = 'requests' DESC, count(*) DESC LIMIT 1)`,
    [from, to]
  )
  return row?.number('most') ?? null
}

/** Moments at which each session of these sources wrote something, in ms since the epoch, in order. */
async function spokenBy(
  context: ToolContext,
  sources: ReadonlySet<string>,
  { from, to }: TimeWindow
): Promise<Map<string, { readonly at: number }[]>> {
  const rows = await queryRows(
    context,
    `SELECT source_id, coalesce(thread, attributes->>'pid', attributes->>'session_id') AS session, ts FROM events
     WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AND source_id IN (SELECT unnest(string_split($3, ',')))
     ORDER BY ts, record_id LIMIT ${lines}`,
    [from, instantOf(epochMsOf(to) + 120_000), [...sources].join(',')],
    { rows: lines }
  )
  const said = rows.flatMap((row) => {
    const [session, ts] = [row.text('session'), row.text('ts')]
    return session === null || ts === null ? [] : [{ by: `${row.text('source_id') ?? ''}\n${session}`, at: epochMsOf(ts) }]
  })
  return grouped(said, ({ by }) => by)
}

/** From when until when each session ran a statement that was running in the window. */
async function heldUntil(
  context: ToolContext,
  { from, to }: TimeWindow
): Promise<Map<string, { readonly began: number; readonly until: number }[]>> {
  const rows = await queryRows(
    context,
    `SELECT session, ts, duration_ms FROM statements
     WHERE ts < $2::TIMESTAMP AND session IS NOT NULL AND duration_ms >= 1000 AND ts + to_milliseconds(duration_ms::BIGINT) >= $1::TIMESTAMP
     ORDER BY ts, record_id LIMIT ${lines}`,
    [from, to],
    { rows: lines }
  )
  const runs = rows.flatMap((row) => {
    const [ts, ms] = [row.text('ts'), row.number('duration_ms') ?? 0]
    return ts === null ? [] : [{ session: row.text('session') ?? '', began: epochMsOf(ts), until: epochMsOf(ts) + ms }]
  })
  return grouped(runs, ({ session }) => session)
}
