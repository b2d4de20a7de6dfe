import type { TimeWindow } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'

/** What log lines say of things taken and given back, and of running out. */
export interface TakenReturned {
  readonly acquired: number
  readonly released: number
  readonly leakWarnings: number
  readonly outOfMemory: number
  readonly firstOutOfMemory: string | null
  readonly exhausted: number
  readonly firstExhausted: string | null
  /** Lines by which the system gave no more threads, processes or files, also where they call that memory. */
  readonly atSystemLimit: number
  readonly sources: readonly string[]
}

const thing = '(connections?|sessions?|sockets?|handles?|files?|streams?|threads?|leases?|clients?|channels?|cursors?)'
const patterns = {
  acquired: `(?i)\\b(acquired|borrowed|checked out|obtained|opened|allocated|leased|checkout of)\\b.{0,40}\\b${thing}\\b|\\b${thing} (was |were )?(acquired|borrowed|checked out|opened|obtained)\\b`,
  released: `(?i)\\b(released|returned|checked in|closed|freed|gave back|disposed)\\b.{0,40}\\b${thing}\\b|\\b${thing} (was |were )?(released|returned|checked in|closed|freed)\\b`,
  leaks:
    '(?i)leak detect|connection leak|possible leak|apparent (connection )?leak|resource leak|was not closed|never (closed|released|returned)|unclosed|ResourceWarning|finalized without',
  oom: '(?i)out ?of ?memory|OutOfMemoryError|oom-?kill|cannot allocate memory|heap space|allocation failed|MemoryError|heap out of memory',
  system:
    '(?i)(create|start|spawn|clone)( a| an)?( new)?( native)? ?(thread|process)\\b|pthread_create|EAGAIN.{0,40}(fork|thread|clone)|(fork|clone).{0,40}(EAGAIN|resource temporarily unavailable)|too many open files|EMFILE|file-max|pids\\.max|fork rejected by pids',
  exhausted:
    '(?i)too many open files|EMFILE|cannot create (native )?thread|unable to create (new )?native thread|too many (clients|connections)|remaining connection slots|max_user_connections|connection is not available|no (free|idle|more|available) (connection|thread|worker|session|handle|slot)s?|no space left|pool (is )?(exhausted|empty)|pool size.{0,30}(limit|overflow)|QueuePool limit|(timeout|timed out|time-out).{0,30}(waiting for|acquiring|getting|obtaining|borrowing|fetching)( idle| an?| free| the| from)* ?(object|connection|client|session|resource)|(could not|cannot|unable to|failed to) (acquire|obtain|get|borrow|open|create)( an?| new| jdbc| another| free| db| database)* (connection|client|session|resource|socket)|ran out of (connections|sessions|file descriptors|handles|threads)|resource pool|max(imum)? (number of )?(connections|sessions) (reached|exceeded)'
}

/** A thread that is made is no news. */
const refused = '(?i)unable|cannot|can.t|could ?n.t|could not|fail|too many|EMFILE|EAGAIN|unavailable|reject|exceed|limit'

/** Counts such lines over a time. */
export async function readTakenReturned(context: ToolContext, { from, to }: TimeWindow): Promise<TakenReturned> {
  const [row] = await queryRows(
    context,
    `SELECT count(*) FILTER (regexp_matches(message, $3)) AS acquired, count(*) FILTER (regexp_matches(message, $4)) AS released,
            count(*) FILTER (regexp_matches(message, $5)) AS leaks,
            count(*) FILTER (regexp_matches(message, $6) AND NOT regexp_matches(message, $8)) AS oom,
            min(ts) FILTER (regexp_matches(message, $6) AND NOT regexp_matches(message, $8)) AS first_oom,
            count(*) FILTER (regexp_matches(message, $8) AND (regexp_matches(message, $6) OR regexp_matches(message, $9))) AS system,
            count(*) FILTER (regexp_matches(said, $7)) AS exhausted, min(ts) FILTER (regexp_matches(said, $7)) AS first_exhausted,
            list(DISTINCT source_id ORDER BY source_id) FILTER (regexp_matches(message, $6) OR regexp_matches(said, $7) OR regexp_matches(message, $3)) AS sources
     FROM (SELECT *, concat_ws(E'\\n', message, attributes->>'stack', attributes->>'exception', attributes->>'error', attributes->>'more') AS said FROM events)
     WHERE ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP`,
    [from, to, patterns.acquired, patterns.released, patterns.leaks, patterns.oom, patterns.exhausted, patterns.system, refused]
  )
  const sources: unknown = JSON.parse(row?.text('sources') ?? '[]')
  return {
    acquired: row?.number('acquired') ?? 0,
    released: row?.number('released') ?? 0,
    leakWarnings: row?.number('leaks') ?? 0,
    outOfMemory: row?.number('oom') ?? 0,
    firstOutOfMemory: row?.text('first_oom') ?? null,
    exhausted: row?.number('exhausted') ?? 0,
    firstExhausted: row?.text('first_exhausted') ?? null,
    atSystemLimit: row?.number('system') ?? 0,
    sources: Array.isArray(sources) ? sources.map(String) : []
  }
}
