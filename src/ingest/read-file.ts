import type { Source, Zone } from '../domain/index.ts'
import { accountLines } from './account-lines.ts'
import type { OpenText } from './folder/open-text.ts'
import { personalDataOf } from './personal-data/find-in-lines.ts'
import { inPlace, plainPersonalData, restOf } from './plain-lines.ts'
import { takeReading } from './sample-times.ts'
import { createTally } from './tally.ts'
import type { FileReading, LineStream, ReadBatch, ReadContext, Reader, ReadFile, ReadItem, TextFile } from './reader.ts'

export interface FileIdentity {
  readonly id: string
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

/** A file with the format that was found for it. */
export interface DetectedFile {
  readonly identity: FileIdentity
  /** The whole file, or its beginning when it is large. */
  readonly file: TextFile
  readonly reader: Reader
  readonly confidence: number
  readonly notes: readonly string[]
  readonly text?: OpenText
  /** What is read of it to know its times may be kept until it is read, when that is all of it. */
  readonly keepsReading?: boolean
}

/** Lines of a batch: few, so that what was read dies young and the collector of garbage has little to carry. */
const batchLines = 2000

/**
 * Reads one file. @param file its lines: in one batch when they are held, else in batches
 * @param entity the instance that its path names, for records that name none
 */
export function readDetected(
  detected: DetectedFile,
  file: TextFile | LineStream,
  context: Omit<ReadContext, 'note'>,
  entity: string | null
): FileReading {
  const { reader, identity } = detected
  // A document that parses to its end was not cut, whatever its last line ends with.
  const notes = detected.notes.filter((text) => !(text.includes('may be cut') && reader.format.endsWith('-json')))
  const note = (text: string): void => void (notes.includes(text) || notes.push(text))
  const tally = createTally()
  const reads: ReadContext = {
    zone: context.zone,
    get day() {
      return context.day
    },
    note
  }
  const plainFile = isHeld(file) ? null : (detected.text?.plainPath ?? null)
  const plainRequests = plainFile !== null && !isHeld(file) ? reader.plainRequests?.(file, reads) : null

  function* account(batches: Iterable<Omit<ReadBatch, 'personalData'>>, place = (line: number) => line): Generator<ReadBatch> {
    for (const { firstLine, lines, items: found } of batches) {
      const { items, lines: counts, rejections } = accountLines(lines, found, firstLine - 1)
      if (entity !== null) for (const item of items) if (item.kind === 'record') item.record.entity ??= entity
      const batch = { firstLine, lines, items, personalData: personalDataOf(lines, items, firstLine - 1) }
      tally.add(
        batch,
        counts,
        rejections.map((one) => ({ ...one, firstLine: place(one.firstLine) }))
      )
      yield batch
    }
  }
  function* everything(): Generator<ReadBatch> {
    const before = isHeld(file) ? takeReading(file, reads) : null
    before?.notes.forEach(note)
    if (isHeld(file) && before !== null) return yield* account([{ firstLine: 1, lines: file.lines, items: before.items }])
    // Also when its lines are held: what is read in batches dies young.
    if (reader.stream) yield* account(streamed(reader, file, reads))
    else if (isHeld(file)) yield* account([{ firstLine: 1, lines: file.lines, items: [...reader.read(file, reads)] }])
  }
  const reading = everything()
  let isTaken = false
  return {
    id: identity.id,
    path: identity.path,
    batches: () => reading,
    plainFile,
    bulk:
      plainRequests && !isHeld(file)
        ? {
            entity,
            requests: plainRequests,
            ...plainPersonalData,
            *rest(lines) {
              const place = (line: number): number => lines[line - 1]?.line ?? line
              yield* inPlace(account(streamed(reader, restOf(file, lines), reads), place), place)
            },
            took(plain) {
              isTaken = true
              tally.took(plain)
            }
          }
        : null,
    source() {
      // What an engine took by itself is not read again.
      if (!isTaken) for (const _ of reading) continue
      const { first, last, untimed, total } = tally.times
      if (total > 0 && untimed === total) note('No record has a time.')
      else if (untimed > 0) note(`${untimed} of ${total} records have no time.`)
      const zone: Zone = first === null ? { name: 'UTC', basis: 'no-times', support: 'The file states no times.' } : context.zone
      return {
        ...identity,
        format: reader.format,
        formatTitle: reader.title,
        confidence: Math.round(detected.confidence * 100) / 100,
        encoding: file.encoding,
        ...tally.counts(),
        firstTime: first,
        lastTime: last,
        zone,
        notes
      }
    }
  }
}

function isHeld(file: TextFile | LineStream): file is TextFile {
  return Array.isArray(file.lines)
}

/** Batches end where no record goes on, so that each can be accounted for alone. */
function* streamed(reader: Reader, file: LineStream, context: ReadContext): Generator<Omit<ReadBatch, 'personalData'>> {
  let lines: string[] = []
  let items: ReadItem[] = []
  let firstLine = 1
  let covered = 0
  function* passing(): Generator<string> {
    for (const line of file.lines) {
      lines.push(line)
      yield line
    }
  }
  const source: LineStream = {
    ...file,
    lines: { [Symbol.iterator]: passing, slice: (start, end) => file.lines.slice(start, end) }
  }
  const done = (upTo: number): Omit<ReadBatch, 'personalData'> => {
    const batch = { firstLine, lines: lines.slice(0, upTo - firstLine + 1), items }
    lines = lines.slice(upTo - firstLine + 1)
    firstLine = upTo + 1
    items = []
    return batch
  }
  const reading = (reader.stream?.(source, context) ?? [])[Symbol.iterator]()
  for (let item = next(reading, context); item !== null; item = next(reading, context)) {
    if (item.firstLine > covered && covered - firstLine >= batchLines) yield done(covered)
    items.push(item)
    covered = Math.max(covered, item.lastLine)
  }
  if (lines.length > 0) yield done(firstLine + lines.length - 1)
  // Lines that a reader left when it failed are accounted for too.
  for (const line of after(file.lines, firstLine - 1)) {
    lines.push(line)
    if (lines.length >= batchLines) yield done(firstLine + lines.length - 1)
  }
  if (lines.length > 0) yield done(firstLine + lines.length - 1)
}

/** A defect in a reader costs what comes after it in this file, not the file, and is said. */
function next(items: Iterator<ReadItem>, context: ReadContext): ReadItem | null {
  try {
    const { value, done = false } = items.next()
    return done ? null : value
  } catch (thrown) {
    context.note?.(
      `The reader failed: ${thrown instanceof Error ? thrown.message : String(thrown)}. Lines after this are rejected.`
    )
    return null
  }
}

function* after(lines: Iterable<string>, count: number): Generator<string> {
  let index = 0
  for (const line of lines) {
    if (index >= count) yield line
    index += 1
  }
}

/** A file that could not be read, with the reason and what to do about it. */
export function unreadFile(identity: FileIdentity, reason: string, nextStep: string, notes: readonly string[] = []): FileReading {
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
  return { id: identity.id, path: identity.path, batches: () => [], source: () => source }
}

/** A reading gone through and held whole. */
export function wholeFile(reading: FileReading): ReadFile {
  const [lines, items, personalData] = [[], [], []] as [string[], ReadItem[], ReadFile['personalData'][number][]]
  for (const batch of reading.batches()) {
    for (const line of batch.lines) lines.push(line)
    for (const item of batch.items) items.push(item)
    for (const datum of batch.personalData) personalData.push(datum)
  }
  return { source: reading.source(), lines, items, personalData }
}
