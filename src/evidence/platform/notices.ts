import { epochMsOf } from '../../domain/index.ts'
import { attributesFrom } from '../attribute-of.ts'
import { queryRows } from '../query-rows.ts'
import type { Span } from '../span.ts'
import type { ToolContext } from '../tool.ts'

/** What whoever runs the ground under the service tells of a trouble of theirs, with the time that they state. */
export interface Notice {
  readonly text: string
  /** As stated; when it was written where nothing is stated. Ms since the epoch. */
  readonly from: number
  readonly until: number | null
  readonly stated: boolean
  readonly source: string
  readonly line: number
}

/** In the words of those who run it. */
const trouble =
  /\b(?:(?:elevated|increased|high(?:er)?) (?:error|latenc|failure|rates?)|errors? rates?|latenc(?:y|ies)|degrad(?:ed|ation)|disrupt(?:ed|ion)|outage|unavailab(?:le|ility)|connectivity (?:issue|loss)|loss of (?:power|connectivity|cooling)|power (?:loss|failure|outage)|operational issue|answered slowly|requests? (?:to [\w -]+ )?failed|failed requests|investigating|impaired|without power|transfer switch|disturbance|not reachable|unreachable)\b/i
const planned = /\b(?:planned|scheduled|no impact|upcoming|will be|retire(?:ment|d)|console page|maintenance window|announced)\b/i
/** `Between 06:48 and 08:10 UTC`, `from 17:21 to 19:34`. */
const between =
  /\b(?:between|from)\s+(?:\d{1,2}\.? \w+ |\w+ \d{1,2},? )?(\d{1,2})[:.](\d{2})(?::\d{2})?\s*(?:utc|gmt|z)?\s*(?:and|to|until|-|–)\s*(\d{1,2})[:.](\d{2})(?::\d{2})?/i
const started = ['startTime', 'start_time', 'start', 'started_at', 'startedAt', 'from', 'begin', 'begins_at', 'impact_start']
const ended = ['endTime', 'end_time', 'end', 'ended_at', 'endedAt', 'to', 'until', 'resolved_at', 'impact_end']
/** Who writes them: their own files are few lines long, and their paths say whose they are. */
const theirs = /status|health|provider|cloud|platform|hoster|hosting|datacen|data-cen|incident[_-]?feed|rss|notice|announce/i
const late = 26 * 3_600_000
const nearMs = 30 * 60_000
const mostLines = 400

/**
 * Notices of the platform's own that tell of a trouble that begins about then: status pages and health events, published as late as a
 * day after. What is planned, and what began at another time, is none.
 */
export async function noticesOf(context: ToolContext, window: Span): Promise<Notice[]> {
  const own = context.incident.sources.filter(({ path }) => theirs.test(path)).map(({ id }) => id)
  if (own.length === 0) return []
  const ids = own.map((id) => `'${id.replaceAll("'", "''")}'`).join(', ')
  const rows = await queryRows(
    context,
    `SELECT ts, record_id, source_id, first_line, left(message, 800) AS text, attributes FROM events
     WHERE ts IS NOT NULL AND source_id IN (${ids}) AND source_id IN (SELECT source_id FROM events GROUP BY 1 HAVING count(*) <= ${mostLines})
     UNION ALL SELECT ts, record_id, source_id, first_line, left(text, 800), NULL FROM reports WHERE ts IS NOT NULL AND source_id IN (${ids})
     ORDER BY ts, record_id`
  )
  return rows
    .flatMap((row): Notice[] => {
      const attributes = attributesFrom(row.text('attributes'))
      const words = Object.values(attributes).filter((value) => typeof value === 'string')
      const [text, written] = [row.text('text') ?? '', epochMsOf(row.text('ts') ?? '')]
      const whole = [text, ...words].join(' ')
      if (!trouble.test(whole.replaceAll('_', ' ')) || planned.test(text)) return []
      const span = statedIn(text, written) ?? fieldsIn(attributes)
      return [
        {
          text: [titleOf(attributes), text].filter((part) => part !== null).join(': '),
          from: span?.from ?? written,
          until: span?.until ?? null,
          stated: span !== null,
          source: row.text('source_id') ?? '',
          line: row.number('first_line') ?? 0
        }
      ]
    })
    .filter(({ from, stated }) => Math.abs(from - window.from) <= nearMs || (!stated && from >= window.from && from <= window.to))
    .toSorted((a, b) => Number(b.stated) - Number(a.stated) || Math.abs(a.from - window.from) - Math.abs(b.from - window.from))
}

/** What it is about and where, beside what it says. */
function titleOf(attributes: Readonly<Record<string, unknown>>): string | null {
  const words = ['title', 'eventTypeCode', 'event_type', 'service', 'summary', 'region', 'zone', 'location'].flatMap((name) => {
    const value = attributes[name]
    return typeof value === 'string' && value !== '' ? [value] : []
  })
  return words.length === 0 ? null : words.join(', ')
}

/** Times of day are of the day on which it was written, or of the one before. UTC, as status pages are. */
function statedIn(text: string, written: number): { from: number; until: number } | null {
  const [, fromHour, fromMinute, toHour, toMinute] = between.exec(text) ?? []
  if (fromHour === undefined || toHour === undefined) return null
  const day = new Date(written).setUTCHours(0, 0, 0, 0)
  const at = (hour: string, minute = '0'): number => day + (Number(hour) * 60 + Number(minute)) * 60_000
  let [from, until] = [at(fromHour, fromMinute), at(toHour, toMinute)]
  if (until < from) until += 86_400_000
  while (from > written) [from, until] = [from - 86_400_000, until - 86_400_000]
  return written - from <= late ? { from, until } : null
}

function fieldsIn(attributes: Readonly<Record<string, unknown>>): { from: number; until: number | null } | null {
  const time = (names: readonly string[]): number | null => {
    const value = names.map((name) => attributes[name]).find((one) => typeof one === 'string' && one !== '')
    const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN
    return Number.isNaN(ms) ? null : ms
  }
  const from = time(started)
  return from === null ? null : { from, until: time(ended) }
}
