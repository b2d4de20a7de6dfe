import type { ReadContext, Reader, ReadItem, TextFile } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { unwrapped } from './container-lines.ts'
import { isBlank } from './line-records.ts'

/** One service's lines of a file in which several write, with the line of the file that each stands on. */
interface Part {
  readonly service: string
  readonly file: TextFile
  readonly numbers: readonly number[]
  /** When the runtime took each line, as it wrote it. */
  readonly times: readonly (string | null)[]
}

/**
 * Files in which every line begins with the service that wrote it (docker compose, kubectl --prefix) or that its runtime wrapped (Kubernetes, Docker): each service's lines
 * are read by the reader that fits them. @param choose the choice among all other readers
 */
export function createPrefixedReader(choose: (head: TextFile) => { reader: Reader; confidence: number } | null): Reader {
  return {
    format: 'prefixed-lines',
    title: 'Logs of several services, each line with its service',
    detect(head) {
      const filled = head.lines.filter((line) => !isBlank(line))
      const fits = filled.filter((line) => unwrapped(line) !== null)
      if (fits.length < 2 || fits.length < filled.length * 0.9) return 0
      const inner = partsOf({ ...head, lines: fits }).map(({ file }) => choose(file)?.confidence ?? 0)
      return 0.6 + 0.38 * Math.max(...inner)
    },
    zoneOf(head) {
      for (const { file } of partsOf(head)) {
        const zone = choose(file)?.reader.zoneOf(file)
        if (zone) return zone
      }
      return null
    },
    *read(file, context) {
      for (const part of partsOf(file))
        yield* readPart(part, choose({ ...part.file, lines: part.file.lines.slice(0, 200) })?.reader ?? null, context)
      for (const [index, line] of file.lines.entries()) {
        const place = { firstLine: index + 1, lastLine: index + 1 }
        if (isBlank(line)) yield { kind: 'blank', ...place }
        else if (unwrapped(line) === null) yield { kind: 'rejected', ...place, reason: 'no service before it' }
      }
    }
  }
}

function* readPart({ service, file, numbers, times }: Part, reader: Reader | null, context: ReadContext): Generator<ReadItem> {
  const lineOf = (line: number): number => numbers[line - 1] ?? 1
  if (reader === null) {
    for (const line of numbers) yield { kind: 'blank', firstLine: line, lastLine: line }
    return
  }
  const finder = createTimeFinder()
  const calendar = createCalendar(context)
  for (const item of reader.read(file, context)) {
    const firstLine = lineOf(item.firstLine)
    // Other services' lines may stand between a record's; they stay records of their own.
    if (item.kind === 'record') {
      if (service !== '') item.record.entity ??= service
      const taken = item.record.ts === null ? (times[item.firstLine - 1] ?? null) : null
      const written = taken === null ? null : finder.at(taken, 0)
      if (written) {
        item.record.ts = calendar.instant(written)
        item.record.tsOriginal = taken
      }
      yield { ...item, firstLine, lastLine: lineOf(item.lastLine) }
    } else
      for (let line = item.firstLine; line <= item.lastLine; line += 1)
        yield { ...item, firstLine: lineOf(line), lastLine: lineOf(line) }
  }
}

function partsOf(file: TextFile): Part[] {
  const parts = new Map<string, { lines: string[]; numbers: number[]; times: (string | null)[] }>()
  for (const [index, line] of file.lines.entries()) {
    const prefix = unwrapped(line)
    if (prefix === null) continue
    const part = parts.get(prefix.service) ?? { lines: [], numbers: [], times: [] }
    part.lines.push(prefix.rest)
    part.numbers.push(index + 1)
    part.times.push(prefix.time)
    parts.set(prefix.service, part)
  }
  return [...parts].map(([service, { lines, numbers, times }]) => ({ service, file: { ...file, lines }, numbers, times }))
}
