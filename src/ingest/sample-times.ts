import type { Instant, Zone } from '../domain/index.ts'
import { spreadOver } from './folder/text-file.ts'
import type { DetectedFile } from './read-file.ts'
import type { ReadContext, ReadItem, TextFile } from './reader.ts'

/** So many lines are read to know a file's times. */
const most = 4000

/** Lines enough to know a file's times: its beginning. Documents are read whole, because half a document is none. */
export const sampleOf = ({ file }: DetectedFile): TextFile => beginning(file)
const beginning = sampled(({ lines }) => lines.slice(0, most))

/** As `sampleOf`, with the end of the file too. */
export const endsOf = ({ file, text }: DetectedFile): TextFile => text?.spread ?? firstAndLast(file)
const firstAndLast = sampled(({ lines }) => [...lines.slice(0, most / 2), ...lines.slice(-most / 2)])

/** Lines of a log that has a line a record, from its beginning to its end. */
export const spreadOf = ({ file, text }: DetectedFile): TextFile => text?.spread ?? spread(file)
const spread = sampled(({ lines }) => spreadOver(lines, most))

/** Takes lines of large files only, and of each once. */
function sampled(take: (file: TextFile) => readonly string[]): (file: TextFile) => TextFile {
  const samples = new WeakMap<TextFile, TextFile>()
  return (file) => {
    if (file.lines.length <= most) return file
    const sample = samples.get(file) ?? { ...file, lines: take(file) }
    samples.set(file, sample)
    return sample
  }
}

/** What was read of lines, and the zone and day that the reading asked for: it would be the same under others that it did not ask for. */
interface Reading {
  readonly zone: string | null
  readonly day: string | null | undefined
  readonly times: readonly Instant[]
  /** Where all of it is kept for who reads the file. */
  readonly whole: WholeReading | null
}

/** All that a reader made of a file, and what it noted meanwhile. */
export interface WholeReading {
  readonly items: readonly ReadItem[]
  readonly notes: readonly string[]
}

/** A small file is its own sample, and its times are asked for several times. */
const readings = new WeakMap<readonly string[], Reading[]>()

function known(lines: readonly string[], zone: Zone, day: Day): Reading | undefined {
  return readings.get(lines)?.find((one) => (one.zone ?? zone.name) === zone.name && (one.day === undefined || one.day === day()))
}

/** What was read of a whole file under a zone and a day, if it was kept; once only. */
export function takeReading({ lines }: TextFile, context: ReadContext): WholeReading | null {
  const whole = known(lines, context.zone, () => context.day)?.whole ?? null
  readings.delete(lines)
  return whole
}

/** The day of clocks that state none, told by the times of files that do: they are read when a clock asks. */
export type Day = () => string | null

/** The times of the records in some lines of a file, as they are in a zone. */
export function timesOf(
  { reader, file, keepsReading }: DetectedFile,
  sample: TextFile,
  zone: Zone,
  day: Day
): readonly Instant[] {
  const same = known(sample.lines, zone, day)
  if (same !== undefined) return same.times
  const asked: { zone: string | null; day: string | null | undefined } = { zone: null, day: undefined }
  const notes: string[] = []
  const context: ReadContext = {
    get zone() {
      asked.zone = zone.name
      return zone
    },
    get day() {
      asked.day = day()
      return asked.day
    },
    note: (text) => void notes.push(text)
  }
  const times: Instant[] = []
  const items: ReadItem[] = []
  const isKept = keepsReading === true && sample.lines === file.lines
  for (const item of reader.read(sample, context)) {
    if (isKept) items.push(item)
    if (item.kind === 'record' && item.record.ts !== null) times.push(item.record.ts)
  }
  const before = readings.get(sample.lines) ?? []
  // Of a file that is read anew the last reading is the likeliest to be asked for.
  before.unshift({ ...asked, times, whole: isKept ? { items, notes } : null })
  readings.set(
    sample.lines,
    before.map((one, index) => (index === 0 ? one : { ...one, whole: null }))
  )
  return times
}
