import type { Source } from '../domain/index.ts'
import type { ReadItem } from './reader.ts'

/** Weakest first: a line that a record and a bracket share belongs to the record. */
const ranks = ['unseen', 'blank', 'structure', 'rejected', 'record'] as const

/**
 * Counts each line of a file exactly once by what its reader made of it. Lines that the reader left out become rejected:
 * the returned `items` always cover the file. @param before lines of the file before the first of these
 */
export function accountLines(
  lines: readonly string[],
  items: readonly ReadItem[],
  before = 0
): { items: ReadItem[]; lines: Source['lines']; rejections: Source['rejections'] } {
  const rank = new Uint8Array(lines.length + 1)
  for (const { kind, firstLine, lastLine } of items) {
    const value = ranks.indexOf(kind)
    for (let line = Math.max(1, firstLine - before); line <= Math.min(lastLine - before, lines.length); line += 1) {
      if ((rank[line] ?? 0) < value) rank[line] = value
    }
  }
  const missing: ReadItem[] = []
  const counts = { total: lines.length, records: 0, structure: 0, blank: 0, rejected: 0 }
  for (let line = 1; line <= lines.length; line += 1) {
    const kind = ranks[rank[line] ?? 0]
    if (kind === 'record') counts.records += 1
    else if (kind === 'structure') counts.structure += 1
    else if (kind === 'blank') counts.blank += 1
    else if (kind === 'rejected') counts.rejected += 1
    else if ((lines[line - 1] ?? '').trim() === '') {
      counts.blank += 1
      missing.push({ kind: 'blank', firstLine: line + before, lastLine: line + before })
    } else {
      counts.rejected += 1
      missing.push({
        kind: 'rejected',
        firstLine: line + before,
        lastLine: line + before,
        reason: 'not part of anything that the format describes'
      })
    }
  }
  const all = missing.length === 0 ? [...items] : [...items, ...missing].sort((a, b) => a.firstLine - b.firstLine)
  return { items: all, lines: counts, rejections: rejectionsOf(all) }
}

function rejectionsOf(items: readonly ReadItem[]): Source['rejections'] {
  const byReason = new Map<string, { reason: string; lines: number; firstLine: number }>()
  for (const item of items) {
    if (item.kind !== 'rejected') continue
    const known = byReason.get(item.reason)
    const lines = item.lastLine - item.firstLine + 1
    if (known) known.lines += lines
    else byReason.set(item.reason, { reason: item.reason, lines, firstLine: item.firstLine })
  }
  return [...byReason.values()].sort((a, b) => b.lines - a.lines)
}
