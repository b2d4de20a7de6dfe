import type { Instant, PersonalDataType, Source, TableName, Zone } from '../domain/index.ts'
import { accountLines } from './account-lines.ts'
import { findPersonalDataInRecord } from './personal-data/find-in-records.ts'
import { findPersonalDataInText } from './personal-data/find-in-text.ts'
import type { PersonalDatum, ReadContext, Reader, ReadFile, ReadItem, TextFile } from './reader.ts'

export interface FileIdentity {
  readonly id: string
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

/** A file with the format that was found for it. */
export interface DetectedFile {
  readonly identity: FileIdentity
  readonly file: TextFile
  readonly reader: Reader
  readonly confidence: number
  readonly notes: readonly string[]
}

/**
 * Reads one file. @param entity the instance that its path names, for records that name none
 */
export function readDetected(detected: DetectedFile, context: Omit<ReadContext, 'note'>, entity: string | null): ReadFile {
  const { file, reader, identity } = detected
  // A document that parses to its end was not cut, whatever its last line ends with.
  const notes = detected.notes.filter((text) => !(text.includes('may be cut') && reader.format.endsWith('-json')))
  const note = (text: string): void => void (notes.includes(text) || notes.push(text))
  const read = [...reader.read(file, { ...context, note })]
  const { items, lines, rejections } = accountLines(file.lines, read)
  if (entity !== null) {
    for (const item of items) if (item.kind === 'record') item.record.entity ??= entity
  }
  const records = countRecords(items)
  const { first, last, untimed, total } = timesOf(items)
  if (total > 0 && untimed === total) note('No record has a time.')
  else if (untimed > 0) note(`${untimed} of ${total} records have no time.`)
  const personalData = personalDataOf(file.lines, items)
  const zone: Zone = first === null ? { name: 'UTC', basis: 'no-times', support: 'The file states no times.' } : context.zone
  const source: Source = {
    ...identity,
    format: reader.format,
    formatTitle: reader.title,
    confidence: Math.round(detected.confidence * 100) / 100,
    encoding: file.encoding,
    lines,
    records,
    rejections,
    firstTime: first,
    lastTime: last,
    zone,
    personalData: countTypes(personalData),
    notes
  }
  return { source, lines: file.lines, items, personalData }
}

/** A file that could not be read, with the reason and what to do about it. */
export function unreadFile(identity: FileIdentity, reason: string, nextStep: string, notes: readonly string[] = []): ReadFile {
  const source: Source = {
    ...identity,
    format: 'unread',
    formatTitle: 'Not read',
    confidence: 0,
    encoding: 'unknown',
    lines: { total: 0, records: 0, structure: 0, blank: 0, rejected: 0 },
    records: {},
    rejections: [],
    firstTime: null,
    lastTime: null,
    zone: { name: 'UTC', basis: 'no-times', support: 'The file was not read.' },
    personalData: {},
    notes: [`${reason} ${nextStep}`, ...notes]
  }
  return { source, lines: [], items: [], personalData: [] }
}

function countRecords(items: readonly ReadItem[]): Source['records'] {
  const counts: Partial<Record<TableName, number>> = {}
  for (const item of items) if (item.kind === 'record') counts[item.table] = (counts[item.table] ?? 0) + 1
  return counts
}

function timesOf(items: readonly ReadItem[]): { first: Instant | null; last: Instant | null; untimed: number; total: number } {
  let first: Instant | null = null
  let last: Instant | null = null
  let untimed = 0
  let total = 0
  for (const item of items) {
    if (item.kind !== 'record') continue
    total += 1
    const { ts } = item.record
    if (ts === null) untimed += 1
    else {
      if (first === null || ts < first) first = ts
      if (last === null || ts > last) last = ts
    }
  }
  return { first, last, untimed, total }
}

/** Structured fields first, then free text in every line; each datum once a line. */
function personalDataOf(lines: readonly string[], items: readonly ReadItem[]): PersonalDatum[] {
  const found = items.flatMap((item) =>
    item.kind === 'record' ? findPersonalDataInRecord(item).map((datum) => placed(datum, item, lines)) : []
  )
  const seen = new Set(found.map(({ line, value }) => `${line} ${value.toLowerCase()}`))
  const unique = found.filter(({ line, value }) => seen.delete(`${line} ${value.toLowerCase()}`))
  const known = new Set(unique.map(({ line, value }) => `${line} ${value.toLowerCase()}`))
  for (const [index, text] of lines.entries()) {
    for (const { type, value } of findPersonalDataInText(text)) {
      const key = `${index + 1} ${value.toLowerCase()}`
      if (known.has(key)) continue
      known.add(key)
      unique.push({ type, value, line: index + 1 })
    }
  }
  return unique.sort((a, b) => a.line - b.line)
}

/** The line of the record on which the value really stands. */
function placed(datum: PersonalDatum, item: ReadItem, lines: readonly string[]): PersonalDatum {
  for (let line = item.firstLine; line <= item.lastLine; line += 1) {
    if (lines[line - 1]?.includes(datum.value)) return { ...datum, line }
  }
  return datum
}

function countTypes(found: readonly PersonalDatum[]): Source['personalData'] {
  const counts: Partial<Record<PersonalDataType, number>> = {}
  for (const { type } of found) counts[type] = (counts[type] ?? 0) + 1
  return counts
}
