import { z } from 'zod'
import { epochMsOf, instantOf, type TimeWindow } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { coarseLockWords, lockLine } from '../language/lock-lines.ts'
import { beganAt, headOfQueue, type LockWait, mergeSteps, rootHolders } from '../locks/lock-wait.ts'
import { measuredWaiters } from '../locks/measured-waiters.ts'
import { lastedUntilEnded } from '../locks/open-waits.ts'
import { tableOf, waitsInLists } from '../locks/read-lists.ts'
import { sampledSessions } from '../locks/sampled-sessions.ts'
import { shareOfTime, slowTime } from '../locks/time-at-work.ts'
import { queryRows } from '../query-rows.ts'
import type { EvidenceTool, ToolContext } from '../tool.ts'
import { windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument })

const maxRows = 60
/** A shorter wait for a lock is a database's everyday life. */
const leastMs = 50
/** A frame is drawn by minutes: the first waits, which made it slow, may lie so long before it. */
const reachMs = 2 * 60_000

export const lockWaits: EvidenceTool<typeof Arguments> = {
  name: 'lock_waits',
  description:
    'Waits for locks in a window and the two minutes before it, from database logs (waits, deadlocks, lock time-outs), application errors and lock times that ' +
    'statements carry: who waited for whom on what, and their share of the time of slow statements. Databases log waits only ' +
    'above a threshold and often not at all: no waits here does not prove that nothing waited.',
  arguments: Arguments,
  run: async ({ window }, context) => {
    const reach = { from: instantOf(epochMsOf(window.from) - reachMs), to: window.to }
    const listed = (await waitsInLists(context, reach)).map((one): LockWait => ({ kind: 'wait', ...one }))
    const sampled = await sampledSessions(context, reach)
    const told = (await fromLines(context, reach)).filter(({ source }) => source !== sampled?.source)
    const ended = await lastedUntilEnded(context, mergeSteps([...told, ...listed]), reach)
    const waits = [...ended.map(named), ...(sampled?.waits ?? []), ...(await fromStatements(context, reach))].sort((a, b) =>
      a.time < b.time ? -1 : a.time > b.time ? 1 : 0
    )
    const known = waits.flatMap(({ waitMs }) => (waitMs === null ? [] : [waitMs]))
    const total = sumOf(known)
    // A list shows one moment: what waits then is no share of the whole time.
    const onRecord = waits.flatMap(({ waitMs, source, line }) =>
      waitMs === null || listed.some((one) => one.source === source && one.line === line) ? [] : [waitMs]
    )
    const slow = await slowTime(context, window)
    const measured = await measuredShare(context, window)
    const slowWork = await slowTime(context, window, 'requests')
    const standing = await measuredWaiters(context, window)
    const facts = {
      waits: waits.length,
      first_at: waits[0]?.time ?? null,
      began_at: beganAt(waits),
      max_wait_ms: known.length > 0 ? Math.max(...known) : null,
      total_wait_ms: known.length > 0 ? total : null,
      given_up: waits.filter(({ kind }) => kind === 'given-up').length,
      failed_work: await failedWork(context, window),
      deadlocks: waits.filter(({ kind }) => kind === 'deadlock').length,
      top_object: commonest(waits.map(({ object }) => object)),
      named_waits: waits.filter(({ object }) => object !== null).length,
      top_object_waits: waits.filter(({ object }) => object !== null && object === commonest(waits.map((one) => one.object)))
        .length,
      top_holder: commonest(rootHolders(waits)),
      ...headOfQueue(waits),
      blocked_operations: new Set(waits.flatMap(({ operation }) => operation ?? [])).size,
      share_of_slow_time:
        slow === null || onRecord.length === 0 ? measured.share : await shareOfTime(context, window, sumOf(onRecord), slow),
      measured_runs: measured.runs,
      ...(await mostBlocked(context, window)),
      measured_series: standing?.series ?? null,
      measured_entity: standing?.entity ?? null,
      measured_peak: standing?.peak ?? null,
      measured_began_at: standing?.beganAt ? instantOf(standing.beganAt) : null,
      measured_share: standing ? await shareOfTime(context, window, standing.stoodMs, slowWork) : null,
      sampled_active: sampled?.active ?? null,
      sampled_moments: sampled?.moments ?? null,
      sampled_lock_share: sampled?.lockShare ?? null,
      sampled_usual_share: sampled?.usualShare ?? null
    }
    if (waits.length === 0 && measured.share !== null) {
      const reading = `${measured.runs} slow statements say how long they waited for locks: ${(measured.share * 100).toFixed(1)} % of their time.`
      return { status: 'found', reading, facts, sources: measured.sources }
    }
    if (waits.length === 0 && standing) {
      const reading = `${standing.series} reaches ${standing.peak}: so many stood before locks, though no line tells of one.`
      return { status: 'found', reading, facts, sources: [standing.source] }
    }
    if (waits.length === 0 && sampled) {
      const reading = `${sampled.active} sessions were seen at work at ${sampled.moments} moments, and none waited for a lock.`
      return { status: 'found', reading, facts, sources: [sampled.source] }
    }
    if (waits.length === 0) return { status: 'no_data', reading: 'No wait for a lock is recorded in this window.', facts }
    return {
      status: 'found',
      reading: `${waits.length} waits for locks, ${facts.deadlocks} deadlocks${facts.top_object === null ? '' : `, most on ${facts.top_object}`}.`,
      facts,
      columns: columnsOf('time:time wait_ms:ms waiter holder object operation source line'),
      rows: waits
        .slice(0, maxRows)
        .map(({ time, waitMs, waiter, holder, object, operation, source, line }) => [
          time,
          waitMs,
          waiter,
          holder,
          object,
          operation,
          source,
          line
        ]),
      omitted: waits.length > maxRows ? { rows: waits.length - maxRows, why: 'the earliest are shown' } : null,
      sources: waits.map(({ source }) => source)
    }
  }
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

async function fromLines(context: ToolContext, window: TimeWindow): Promise<LockWait[]> {
  const rows = await queryRows(
    context,
    `SELECT ts, concat_ws(E'\\n', message, attributes->>'statement', attributes->>'detail', attributes->>'context') AS text,
            attributes->>'statement' AS statement, logger, source_id, first_line FROM events
     WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AND regexp_matches(message, $3) ORDER BY ts, record_id`,
    [window.from, window.to, coarseLockWords],
    { rows: 20_000 }
  )
  return rows.flatMap((row) => {
    const said = lockLine(row.text('text') ?? '')
    const place = { time: row.text('ts') ?? '', source: row.text('source_id') ?? '', line: row.number('first_line') }
    if (!said) return []
    const operation = said.operation ?? row.text('statement')
    return [{ ...said, operation: operation ?? row.text('logger'), ...place }]
  })
}

/** A transaction's or tuple's number: it names what is locked to the database only. */
const isNumbered = (object: string | null): boolean => object === null || /^[\d(),]+( of (relation|database) \d+)*$/.test(object)

const named = (wait: LockWait): LockWait =>
  isNumbered(wait.object) ? { ...wait, object: tableOf(wait.operation) ?? wait.object } : wait

async function fromStatements(context: ToolContext, window: TimeWindow): Promise<LockWait[]> {
  const rows = await queryRows(
    context,
    `SELECT ts, lock_ms, session, tables[1] AS object, fingerprint, source_id, first_line FROM statements
     WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AND lock_ms >= ${leastMs} ORDER BY ts, record_id`,
    [window.from, window.to],
    { rows: 20_000 }
  )
  return rows.map((row) => ({
    kind: 'measured',
    time: row.text('ts') ?? '',
    waitMs: row.number('lock_ms'),
    waiter: row.text('session'),
    holder: null,
    object: row.text('object'),
    operation: row.text('fingerprint'),
    source: row.text('source_id') ?? '',
    line: row.number('first_line')
  }))
}

/** Fewer statements that state their lock time are no measure of all. */
const enoughMeasured = 5

/** Where the database states with each slow statement how long it waited for locks: the share of their time. */
async function measuredShare(
  context: ToolContext,
  window: TimeWindow
): Promise<{ runs: number; share: number | null; sources: readonly string[] }> {
  const [row] = await queryRows(
    context,
    `SELECT count(*) AS n, sum(lock_ms) / nullif(sum(duration_ms), 0) AS share, min(source_id) AS source FROM statements
     WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AND lock_ms IS NOT NULL AND duration_ms >= 10 * ${leastMs}`,
    [window.from, window.to]
  )
  const runs = row?.number('n') ?? 0
  const source = row?.text('source') ?? null
  return { runs, share: runs >= enoughMeasured ? (row?.number('share') ?? null) : null, sources: source === null ? [] : [source] }
}

/**
 * Of the statements that state their lock time those that waited longest: what share of its runs' time was waiting. A report that
 * runs for an hour, or who holds the lock, has no part in it.
 */
async function mostBlocked(
  context: ToolContext,
  window: TimeWindow
): Promise<Readonly<Record<'blocked_operation' | 'blocked_share', string | number | null>>> {
  const [row] = await queryRows(
    context,
    `SELECT fingerprint, sum(lock_ms) / nullif(sum(duration_ms), 0) AS share FROM statements
     WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP AND lock_ms IS NOT NULL AND duration_ms >= 10 * ${leastMs}
     GROUP BY fingerprint HAVING count(*) >= ${enoughMeasured} AND sum(lock_ms) >= ${leastMs} ORDER BY sum(lock_ms) DESC, fingerprint LIMIT 1`,
    [window.from, window.to]
  )
  return { blocked_operation: row?.text('fingerprint') ?? null, blocked_share: row?.number('share') ?? null }
}

/** Work of the outermost population that failed in the window; null where none is timed. */
async function failedWork(context: ToolContext, window: TimeWindow): Promise<number | null> {
  const [row] = await queryRows(
    context,
    `SELECT population, count(*) FILTER (WHERE failed) AS failed FROM operations
     WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP
     GROUP BY population ORDER BY population = 'requests' DESC, failed DESC LIMIT 1`,
    [window.from, window.to]
  )
  return row?.number('failed') ?? null
}

function commonest(values: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}
