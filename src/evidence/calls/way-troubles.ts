import { instantOf } from '../../domain/index.ts'
import { coarseWayWords, tellsOfTheWay } from '../language/way-lines.ts'
import { queryRows } from '../query-rows.ts'
import type { Span } from '../span.ts'
import type { ToolContext } from '../tool.ts'

/** Lines, new since harm, in which those who carry what others send tell that the way is broken. */
export interface WayTroubles {
  readonly inWindow: number
  readonly firstAt: string
  readonly text: string
  /** Somebody who is called and whose address they name; null where they name none. */
  readonly named: string | null
  readonly source: string
  readonly line: number
}

/** What people write down is their opinion of the way. */
const people = /\.(?:md|eml)$|chat|notes?\b|on-?call|channel|protocol|timeline|diary|hand-?over|slack|teams|ticket|mail/i
/** The way breaks before the first who use it have waited long enough to fail. */
const earlyMs = 5 * 60_000

/**
 * A template that was also said before harm is everyday: ports go up and down all day. Null where nothing is new.
 *
 * @param peers who is called, as `host:port` or name
 */
export async function wayTroubles(
  context: ToolContext,
  window: Span,
  baseline: Span,
  peers: readonly string[]
): Promise<WayTroubles | null> {
  const told = new Set(context.incident.sources.filter(({ path }) => !people.test(path)).map(({ id }) => id))
  const rows = await queryRows(
    context,
    `SELECT source_id, left(message, 400) AS text, ts, first_line FROM events
     WHERE ts IS NOT NULL AND regexp_matches(message, $1)
     WINDOW same AS (PARTITION BY source_id, coalesce(CAST(template_id AS VARCHAR), message))
     QUALIFY min(ts) OVER same >= $2::TIMESTAMP AND ts < $3::TIMESTAMP
     ORDER BY ts, record_id LIMIT 5000`,
    [coarseWayWords, instantOf(window.from - earlyMs), instantOf(window.to)],
    { rows: 5000 }
  )
  const troubles = rows.filter((row) => told.has(row.text('source_id') ?? '') && tellsOfTheWay(row.text('text') ?? ''))
  const [first] = troubles
  if (!first) return null
  const hosts = [...new Set(peers.map((peer) => peer.replace(/:\d+$/, '')))].filter((host) => host.length > 3)
  const naming = troubles.map((row) => ({ row, host: hosts.find((host) => (row.text('text') ?? '').includes(host)) }))
  const best = naming.find(({ host }) => host !== undefined)
  const shown = best?.row ?? first
  // Of a source that is silent in healthy time nobody knows what is new in it, unless it speaks of who is called.
  if (!best && !(await hasHealthyTime(context, first.text('source_id') ?? '', baseline))) return null
  return {
    inWindow: troubles.length,
    firstAt: first.text('ts') ?? instantOf(window.from),
    text: shown.text('text') ?? '',
    named: best?.host ?? null,
    source: shown.text('source_id') ?? '',
    line: shown.number('first_line') ?? 0
  }
}

async function hasHealthyTime(context: ToolContext, source: string, baseline: Span): Promise<boolean> {
  const [row] = await queryRows(context, 'SELECT min(ts) < $2::TIMESTAMP AS early FROM events WHERE source_id = $1', [
    source,
    Number.isFinite(baseline.to) ? instantOf(baseline.to) : '9999-01-01T00:00:00.000Z'
  ])
  return row?.flag('early') === true
}
