import type { Incident, Source } from '../../domain/index.ts'
import type { Desk } from '../roles.ts'
import { shortened } from './evidence-text.ts'

/** Stretches of a file that are shown: its head, and others spread evenly, since trouble seldom begins in the first line. */
const stretches = 4
const longestLine = 240

/**
 * Every file as far as it fits: what a person would paste into a chat window. Asked through the ledger, so that it is
 * journalled, and personal data are pseudonyms as everywhere.
 */
export async function excerptOf(desk: Desk, characters: number): Promise<string> {
  const readable = desk.incident.sources.filter(({ lines }) => lines.total > 0)
  const share = Math.floor(characters / Math.max(1, readable.length))
  const parts: string[] = []
  for (const source of readable) parts.push(`== ${source.path}\n${await partOf(desk, source, share)}`)
  return [...parts, ...unread(desk.incident)].join('\n\n')
}

async function partOf(desk: Desk, { id, lines }: Source, characters: number): Promise<string> {
  const each = Math.floor(characters / stretches)
  const texts: string[] = []
  let next = 1
  for (let part = 0; part < stretches && next <= lines.total; part++) {
    const from = Math.max(next, Math.floor((part * lines.total) / stretches) + 1)
    const to = Math.min(lines.total, from + 199)
    const { rows, columns } = await desk.call({
      tool: 'raw_lines',
      arguments: { source: id, from_line: from, to_line: to, limit: 200 }
    })
    const at = columns.findIndex(({ name }) => name === 'text')
    let left = each
    const shown = rows
      .map((row) => shortened(String(row[at] ?? ''), longestLine))
      .filter((line, index) => (left -= line.length + 1) >= 0 || index === 0)
    if (from > next) texts.push('[…]')
    texts.push(...shown)
    next = from + shown.length
  }
  return [...texts, ...(next <= lines.total ? ['[…]'] : [])].join('\n')
}

function unread({ sources }: Incident): string[] {
  return sources.flatMap(({ path, lines }) => (lines.total === 0 ? [`== ${path}\n(could not be read)`] : []))
}
