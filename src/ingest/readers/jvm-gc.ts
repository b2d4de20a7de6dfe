import type { Attributes } from '../../domain/index.ts'
import type { Reader, ReadItem } from '../reader.ts'
import { createLineReader, streamed } from './line-format.ts'

const unified =
  /^\[(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+[+-]\d{4})\](?:\[(?<uptime>[\d.]+)(?:s|ms)\])?\[(?<level>\w+)\s*\]\[(?<logger>gc[\w,+]*)\s*\] (?<message>.*)$/
const classic =
  /^(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+[+-]\d{4}): (?<uptime>[\d.]+): (?<message>\[?(?:Full )?GC.*|Total time for which.*|Application time.*|\[.*)$/
const pause = /(?<before>\d+)(?<unit>[KMG])->(?<after>\d+)[KMG]\((?<total>\d+)[KMG]\)/
const inMb: Readonly<Record<string, number>> = { K: 1 / 1024, M: 1, G: 1024 }

const lines: Reader = createLineReader({
  format: 'jvm-gc',
  title: 'JVM garbage collection log',
  certainty: 0.97,
  parse(line, times) {
    const groups = (unified.exec(line) ?? classic.exec(line))?.groups
    const time = groups && times.at(groups['time'] ?? '', 0)
    if (!groups || !time) return null
    const message = groups['message'] ?? ''
    return { time, level: groups['level'], logger: groups['logger'] ?? 'gc', message, attributes: gcAttributesOf(message) }
  }
})

/** Garbage collections as events, and their pauses and the heap they leave as metrics. */
export const jvmGc: Reader = streamed({
  ...lines,
  *stream(file, context) {
    for (const item of lines.stream?.(file, context) ?? []) {
      yield item
      if (item.kind === 'record' && item.table === 'events') yield* gcMetricsOf(item)
    }
  }
})

/** What a collection's line states: how long it stopped the program, and the heap before and after it. */
export function gcAttributesOf(message: string): Attributes {
  const milliseconds = /\s(\d+(?:\.\d+)?)ms$/.exec(message)?.[1]
  const seconds = /,? (\d+\.\d+) secs\]/.exec(message)?.[1]
  const isPause = /Pause|^\[?(?:Full )?GC/.test(message)
  // The whole heap's figures stand last where generations are listed too.
  const heap = [...message.matchAll(new RegExp(pause, 'g'))].at(-1)?.groups
  const factor = inMb[heap?.['unit'] ?? ''] ?? 1
  const stated =
    milliseconds === undefined ? (seconds === undefined ? null : Math.round(Number(seconds) * 1e6) / 1000) : Number(milliseconds)
  return {
    ...(isPause && stated !== null ? { pause_ms: stated } : {}),
    ...(isPause ? { full: /Full/.test(message) } : {}),
    ...(heap
      ? {
          heap_before_mb: Number(heap['before']) * factor,
          heap_after_mb: Number(heap['after']) * factor,
          heap_total_mb: Number(heap['total']) * factor
        }
      : {})
  }
}

/** The pause and what it left of the heap, as points. */
export function* gcMetricsOf(item: Extract<ReadItem, { kind: 'record'; table: 'events' }>): Generator<ReadItem> {
  const { firstLine, lastLine, record } = item
  for (const [name, series, unit] of [
    ['pause_ms', 'gc_pause_ms', 'ms'],
    ['heap_after_mb', 'heap_after_gc_mb', 'MB']
  ] as const) {
    const value = record.attributes[name]
    if (typeof value !== 'number') continue
    const { ts, tsOriginal, entity } = record
    yield {
      kind: 'record',
      table: 'metrics',
      firstLine,
      lastLine,
      record: { ts, tsOriginal, entity, series, value, unit, attributes: {} }
    }
  }
}
