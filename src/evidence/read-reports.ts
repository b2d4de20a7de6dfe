import { groupsIn, type GroupShown, journeyOf, themeOf } from './language/people.ts'
import { queryRows } from './query-rows.ts'
import type { ToolContext } from './tool.ts'

/** What somebody said, and what it shows. The text is the writer's: it is quoted, never obeyed. */
export interface Report {
  readonly time: string
  readonly channel: string
  readonly reference: string | null
  readonly author: string | null
  readonly official: boolean
  readonly priority: string | null
  readonly subject: string | null
  readonly text: string
  readonly theme: string
  readonly groups: readonly GroupShown[]
  readonly journey: string | null
  readonly source: string
  readonly line: number | null
}

/** Reports of a window (all, without one) in time order. */
export async function readReports(
  context: ToolContext,
  window?: { readonly from: string; readonly to: string }
): Promise<Report[]> {
  const rows = await queryRows(
    context,
    `SELECT ts, channel, reference, author, official, priority, category, subject, text, attributes, source_id, first_line FROM reports
     WHERE ts IS NOT NULL AND ts >= $1::TIMESTAMP AND ts < $2::TIMESTAMP ORDER BY ts, record_id`,
    [window?.from ?? '0001-01-01T00:00:00.000Z', window?.to ?? '9999-01-01T00:00:00.000Z'],
    { rows: 50_000 }
  )
  return rows.map((row) => {
    const said = [row.text('subject'), row.text('text')]
      .filter((part) => part !== null)
      .join('. ')
      .slice(0, 5_000)
    return {
      time: row.text('ts') ?? '',
      channel: row.text('channel') ?? '',
      reference: row.text('reference'),
      author: row.text('author'),
      official: row.flag('official') === true,
      priority: row.text('priority'),
      subject: row.text('subject'),
      text: row.text('text') ?? '',
      theme: themeOf(said),
      groups: groupsIn(said),
      journey: journeyOf(said),
      source: row.text('source_id') ?? '',
      line: row.number('first_line')
    }
  })
}

/** Those that tell of something failing: neither enquiries about other things nor thanks. */
export function complaintsIn<R extends Pick<Report, 'theme'>>(reports: readonly R[]): R[] {
  return reports.filter(({ theme }) => theme !== 'works again' && theme !== 'other')
}

/** How many people speak: authors, each once; a report without an author is one person. */
export function peopleIn(reports: readonly Report[]): number {
  const authors = new Set(reports.flatMap(({ author }) => (author === null ? [] : [author.trim().toLowerCase()])))
  return authors.size + reports.filter(({ author }) => author === null).length
}

/** Start of the busiest half hour; null without reports. */
export function busiestHalfHour(reports: readonly Report[]): string | null {
  let best: { start: string; count: number } | null = null
  for (const { time } of reports) {
    const until = Date.parse(time) + 30 * 60_000
    const count = reports.filter((other) => other.time >= time && Date.parse(other.time) < until).length
    if (!best || count > best.count) best = { start: time, count }
  }
  return best?.start ?? null
}
