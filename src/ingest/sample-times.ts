import type { Instant, Zone } from '../domain/index.ts'
import type { DetectedFile } from './read-file.ts'
import type { TextFile } from './reader.ts'

/** So many lines are read to know a file's times. */
const most = 4000

/** Lines enough to know a file's times: its beginning. Documents are read whole, because half a document is none. */
export const sampleOf = sampled(({ lines }) => lines.slice(0, most))

/** As `sampleOf`, with the end of the file too. */
export const endsOf = sampled(({ lines }) => [...lines.slice(0, most / 2), ...lines.slice(-most / 2)])

/** What a table names its columns in, and what a log begins with. */
const head = 100

/** Lines of a log that has a line a record, from its beginning to its end: its head, and every so manieth of the rest. */
export const spreadOf = sampled(({ lines }) => {
  const every = Math.ceil((lines.length - head) / (most - head))
  return lines.filter((_, i) => i < head || i % every === 0)
})

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

/** What was read of lines, by zone and day: a small file is its own sample, and its times are asked for several times. */
const read = new WeakMap<readonly string[], Map<string, readonly Instant[]>>()

/** The times of the records in some lines of a file, as they are in a zone. @param day of clocks that state none */
export function timesOf({ reader }: DetectedFile, sample: TextFile, zone: Zone, day: string | null): readonly Instant[] {
  const byZone = read.get(sample.lines) ?? new Map<string, readonly Instant[]>()
  read.set(sample.lines, byZone)
  const key = `${zone.name} ${day ?? ''}`
  const known = byZone.get(key)
  if (known !== undefined) return known
  const times: Instant[] = []
  for (const item of reader.read(sample, { zone, day })) {
    if (item.kind === 'record' && item.record.ts !== null) times.push(item.record.ts)
  }
  byZone.set(key, times)
  return times
}
