import type { PersonalDatum, ReadItem } from '../reader.ts'
import { findPersonalDataInRecord } from './find-in-records.ts'
import { findPersonalDataInSpeech, findPersonalDataInText } from './find-in-text.ts'

/** Structured fields first, then free text in every line; each datum once a line. @param before lines of the file before these */
export function personalDataOf(lines: readonly string[], items: readonly ReadItem[], before = 0): PersonalDatum[] {
  const found: PersonalDatum[] = []
  // The values of each line, each between line ends: most lines have one or two.
  const known = new Map<number, string>()
  const add = (datum: PersonalDatum): void => {
    const value = `${datum.value.toLowerCase()}\n`
    const ofLine = known.get(datum.line) ?? '\n'
    if (ofLine.includes(`\n${value}`)) return
    known.set(datum.line, ofLine + value)
    found.push(datum)
  }
  for (const item of items) {
    if (item.kind !== 'record') continue
    for (const datum of findPersonalDataInRecord(item)) add(placed(datum, item, lines, before))
    if (item.table !== 'reports') continue
    for (const said of [item.record.subject, item.record.text]) {
      for (const { type, value } of findPersonalDataInSpeech(said ?? ''))
        if (type !== 'name' || !isPlainWord(value, lines)) add(placed({ type, value, line: item.firstLine }, item, lines, before))
    }
  }
  let line = before
  for (const text of lines) {
    line += 1
    for (const { type, value } of findPersonalDataInText(text)) add({ type, value, line })
  }
  return found.sort((a, b) => a.line - b.line)
}

/**
 * Is this single word with a capital only the first of a sentence? It is when the same lines write it small too: people's
 * names are rarely written so, and a word taken for a name would vanish from every report.
 */
export function isPlainWord(value: string, lines: readonly string[]): boolean {
  if (!/^[\p{L}'’-]+$/u.test(value)) return false
  const small = new RegExp(`(?<![\\p{L}@._-])${value.toLowerCase()}(?![\\p{L}@_-]|\\.\\w)`, 'u')
  return lines.some((line) => small.test(line))
}

/** The line of the record on which the value really stands. */
function placed(datum: PersonalDatum, item: ReadItem, lines: readonly string[], before: number): PersonalDatum {
  for (let line = item.firstLine; line <= item.lastLine; line += 1) {
    if (lines[line - before - 1]?.includes(datum.value)) return { ...datum, line }
  }
  return datum
}
