import { epochMsOf, instantOf, type TimeWindow } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'

/** One who waits for a lock in a list of what a database is doing. */
export interface ListedWait {
  readonly time: string
  readonly waitMs: number | null
  readonly waiter: string | null
  readonly holder: string | null
  readonly object: string | null
  readonly operation: string
  readonly source: string
  readonly line: number | null
}

interface Entry {
  readonly line: number
  readonly id: string
  readonly user: string
  readonly seconds: number
  readonly waits: boolean
  readonly statement: string
}

const waitsForLock = /\bwait(?:s|ing)? (?:for|on) .*\block\b|^(?:Lock|LWLock)$/i
const clockOfList =
  /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\b|\b[A-Z][a-z]{2} [A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d (?:UTC|GMT) \d{4}\b/
const columns = {
  id: /^(?:id|pid|thread|session(?:_?id)?|processlist_id)$/i,
  user: /^(?:user|usename|username|login)$/i,
  time: /^(?:time|time_s|seconds|age|duration|running|waiting|state_change_age|query_age|xact_age|wait_s|elapsed)$/i,
  statement: /^(?:info|query|statement|sql|sql_text)$/i
}

/**
 * Waits in lists that somebody printed between other lines (`show processlist`, a view of activity): rows between bars below a head that
 * names time and statement, of which a cell says that it waits for a lock. The list was taken at the last time printed above it.
 */
export async function waitsInLists(context: ToolContext, window: TimeWindow): Promise<ListedWait[]> {
  const rows = await queryRows(
    context,
    `WITH printed AS (
       SELECT source_id, first_line, message, 0 AS nth FROM events WHERE ts IS NULL
       UNION ALL
       SELECT source_id, first_line, unnest(parts) AS message, unnest(generate_series(1, len(parts))) AS nth
       FROM (SELECT source_id, first_line, string_split(concat_ws(E'\\n', strftime(ts, '%Y-%m-%d %H:%M:%S'), message, attributes->>'more'), E'\\n') AS parts
             FROM events WHERE ts IS NOT NULL AND regexp_matches(attributes->>'more', '[|\\t].*[|\\t]')))
     SELECT source_id, first_line, message FROM printed
     WHERE regexp_matches(message, '[|\\t]|\\d\\d:\\d\\d:\\d\\d') AND source_id IN
       (SELECT source_id FROM printed WHERE regexp_matches(message, '(?i)[|\\t][^|\\t]*wait(s|ing)? (for|on) [^|\\t]*lock|[|\\t] *(LW)?Lock *[|\\t]'))
     ORDER BY source_id, first_line, nth LIMIT 20000`,
    [],
    { rows: 20_000 }
  )
  const found: ListedWait[] = []
  let [source, head, taken] = ['', null as string[] | null, null as number | null]
  let list: Entry[] = []
  const close = (): void => {
    if (taken !== null && taken >= epochMsOf(window.from) && taken < epochMsOf(window.to))
      found.push(...waitsOf(list, taken, source))
    list = []
  }
  for (const row of rows) {
    const text = row.text('message') ?? ''
    if (row.text('source_id') !== source) {
      close()
      source = row.text('source_id') ?? ''
      head = null
      taken = null
    }
    const cells = cellsOf(text)
    if (cells.some((cell) => columns.statement.test(cell)) && cells.some((cell) => columns.time.test(cell))) {
      close()
      head = cells
      continue
    }
    const entry = head && cells.length >= head.length ? entryOf(head, cells, row.number('first_line') ?? 0) : null
    if (entry) list.push(entry)
    else {
      const clock = clockOfList.exec(text)?.[0]
      if (clock === undefined) continue
      close()
      head = null
      taken = Date.parse(/^\d/.test(clock) ? `${clock.replace(' ', 'T')}Z` : clock)
    }
  }
  close()
  return found
}

const cellsOf = (text: string): string[] =>
  /[|\t]/.test(text)
    ? text
        .trim()
        .replaceAll(/^\||\|$/g, '')
        .split(text.includes('|') ? '|' : '\t')
        .map((cell) => cell.trim())
    : []

function entryOf(head: readonly string[], cells: readonly string[], line: number): Entry | null {
  const at = (pattern: RegExp): string => cells[head.findIndex((name) => pattern.test(name))] ?? ''
  const last = head.findIndex((name) => columns.statement.test(name))
  // A statement may have bars of its own.
  const statement = last === head.length - 1 ? cells.slice(last).join('|') : (cells[last] ?? '')
  const seconds = secondsOf(at(columns.time))
  if (seconds === null) return null
  const waits = cells.some((cell, place) => place !== last && waitsForLock.test(cell))
  return { line, id: at(columns.id), user: at(columns.user), seconds, waits, statement }
}

function secondsOf(text: string): number | null {
  const clock = /^(?:(\d+) days? )?(\d+):(\d\d):(\d\d)/.exec(text)
  if (clock) return Number(clock[1] ?? 0) * 86_400 + Number(clock[2]) * 3600 + Number(clock[3]) * 60 + Number(clock[4])
  return /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : null
}

/** The waits of one list; held up by who has worked on the same table for longer than anybody waits for it. */
function waitsOf(list: readonly Entry[], taken: number, source: string): ListedWait[] {
  const holderOf = (object: string | null): string | null => {
    const longest = Math.max(0, ...list.flatMap((one) => (one.waits && tableOf(one.statement) === object ? [one.seconds] : [])))
    const holder = list
      .filter(
        (one) => !one.waits && one.seconds >= longest && object !== null && new RegExp(`\\b${object}\\b`, 'i').test(one.statement)
      )
      .sort((a, b) => b.seconds - a.seconds)[0]
    return holder ? `${holder.user} ${holder.id}`.trim() : null
  }
  const holders = new Map(
    [...new Set(list.map(({ statement }) => tableOf(statement)))].map((object) => [object, holderOf(object)])
  )
  return list.flatMap(({ line, id, seconds, waits, statement }) => {
    const object = tableOf(statement)
    return waits && statement !== ''
      ? [
          {
            time: instantOf(taken),
            waitMs: seconds * 1000,
            waiter: id === '' ? null : id,
            holder: holders.get(object) ?? null,
            object,
            operation: statement,
            source,
            line
          }
        ]
      : []
  })
}

/** The table that a statement reads, writes or changes. */
export const tableOf = (statement: string | null): string | null =>
  /\b(?:update|into|from|table)\s+(?:only\s+)?["`]?(\w[\w.]*)/i.exec(statement ?? '')?.[1] ?? null
