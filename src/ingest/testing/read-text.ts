import { chooseReader } from '../choose-reader.ts'
import { headOf } from '../folder/text-file.ts'
import { type DetectedFile, readDetected, wholeFile } from '../read-file.ts'
import type { RecordOf, TableName } from '../../domain/index.ts'
import type { Place, ReadFile } from '../reader.ts'

/** Reads a text as a folder's only file would be read: detection, zone, records, accounting. For tests of formats. */
export function readText(text: string, day: string | null = '2031-04-07', path = 'file'): ReadFile {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n')
  const file = { path, lines, encoding: 'utf-8' }
  const chosen = chooseReader(headOf(file))
  if (!chosen) throw new RangeError('nothing reads this text')
  const detected: DetectedFile = { identity: { id: 'S1', path, bytes: text.length, sha256: '' }, file, ...chosen, notes: [] }
  const zone = chosen.reader.zoneOf(headOf(file)) ?? { name: 'UTC', basis: 'assumed-utc', support: '' }
  return wholeFile(readDetected(detected, file, { zone, day }, null))
}

/** A record with its place. */
export interface PlacedRecord<T extends TableName> extends Place {
  readonly record: RecordOf<T>
}

/** The records of one table with their places. */
export function itemsOf<T extends TableName>(text: string, table: T): PlacedRecord<T>[] {
  return readText(text).items.flatMap((item) => {
    if (item.kind !== 'record' || item.table !== table) return []
    // The table has just been compared; the compiler cannot carry that over to a type parameter.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return [{ firstLine: item.firstLine, lastLine: item.lastLine, record: item.record as RecordOf<T> }]
  })
}

/** What breaks the promise that each line of a file is in an item and counted once; empty when nothing does. */
export function accountingProblems({ source: { lines }, items, lines: text }: ReadFile): string[] {
  const problems: string[] = []
  if (lines.total !== text.length) problems.push(`counted ${lines.total} lines of ${text.length}`)
  if (lines.records + lines.structure + lines.blank + lines.rejected !== lines.total)
    problems.push(`${JSON.stringify(lines)} does not add up`)
  const covered = new Set<number>()
  for (const { firstLine, lastLine } of items) {
    if (firstLine < 1 || lastLine < firstLine || lastLine > text.length) problems.push(`an item from ${firstLine} to ${lastLine}`)
    for (let line = firstLine; line <= lastLine; line += 1) covered.add(line)
  }
  if (covered.size !== text.length) problems.push(`items cover ${covered.size} lines of ${text.length}`)
  return problems
}
