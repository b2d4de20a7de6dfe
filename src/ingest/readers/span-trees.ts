import type { LineStream, Reader, ReadItem } from '../reader.ts'
import { durationMsOf } from '../fields/durations.ts'
import { type Calendar, createCalendar } from '../time/calendar.ts'
import { createTimeFinder, type TimeFinder } from '../time/find-time.ts'
import type { WrittenTime } from '../time/written-time.ts'
import { streamed, zoneOfTimes } from './line-format.ts'
import { isBlank, placedLines } from './line-records.ts'

const heading = /^\W{0,4}(?:trace|request|req|transaction)[ _]?(?:id)?[:= #]*(?<id>[\w-]{4,64})\b/i
const amount = String.raw`\d+(?:\.\d+)? ?(?:ns|us|µs|μs|ms|s)`
const branch = new RegExp(
  String.raw`^(?<indent>[\s|│├└─\\` +
    '`' +
    String.raw`+>*-]*?)(?<at>[+@]? *${amount})\s+(?<took>${amount})\s+(?<service>[A-Za-z][\w./:-]*)\s+(?<name>\S.*?)\s*$`
)

type Part =
  | { readonly what: 'trace'; readonly id: string; readonly time: WrittenTime; readonly isFailed: boolean }
  | {
      readonly what: 'span'
      readonly depth: number
      readonly offsetMs: number
      readonly durationMs: number
      readonly service: string
      readonly name: string
    }

function partOf(text: string, times: TimeFinder): Part | null {
  const groups = branch.exec(text)?.groups
  if (groups) {
    const [offsetMs, durationMs] = [durationMsOf((groups['at'] ?? '').replace(/^[+@] */, '')), durationMsOf(groups['took'] ?? '')]
    if (offsetMs === null || durationMs === null) return null
    const [service, name] = [groups['service'] ?? '', groups['name'] ?? '']
    return { what: 'span', depth: groups['indent']?.length ?? 0, offsetMs, durationMs, service, name }
  }
  const id = heading.exec(text)?.groups?.['id']
  const time = id === undefined ? null : times.within(text, 120)
  return id === undefined || time === null
    ? null
    : { what: 'trace', id, time, isFailed: /\b(?:FAILED|ERROR|failed|error)\b/.test(text.slice(time.end)) }
}

/**
 * Traces drawn as trees: a heading with the trace and its time, then a line a span with when it began after that and how long
 * it took, deeper ones further in. Spans have no ids: they are numbered.
 */
export const spanTrees: Reader = streamed({
  format: 'span-trees',
  title: 'Traces drawn as trees of spans',
  detect(head) {
    const times = createTimeFinder()
    const filled = head.lines.filter((line) => !isBlank(line))
    const parts = filled.flatMap((line) => partOf(line, times) ?? [])
    const spans = parts.filter(({ what }) => what === 'span').length
    return parts[0]?.what === 'trace' && spans >= 2 && parts.length >= 0.9 * filled.length ? 0.96 : 0
  },
  zoneOf(head) {
    const times = createTimeFinder()
    return zoneOfTimes(
      head.lines.flatMap((line) => {
        const part = partOf(line, times)
        return part?.what === 'trace' ? [part.time] : []
      })
    )
  },
  *stream(file: LineStream, context): Generator<ReadItem> {
    const times = createTimeFinder()
    const calendar = createCalendar(context)
    let trace: Extract<Part, { what: 'trace' }> | null = null
    let above: { readonly depth: number; readonly id: string }[] = []
    let count = 0
    for (const { text, place } of placedLines(file.lines)) {
      const part = isBlank(text) ? null : partOf(text, times)
      if (isBlank(text)) yield { kind: 'blank', ...place }
      else if (part?.what === 'trace') {
        ;[trace, above, count] = [part, [], 0]
        yield { kind: 'structure', ...place }
      } else if (part === null || trace === null) yield { kind: 'rejected', ...place, reason: 'no span of a trace' }
      else {
        const { depth } = part
        above = above.filter((one) => one.depth < depth)
        count += 1
        const id = `${trace.id}.${count}`
        yield { kind: 'record', table: 'spans', ...place, record: spanOf(part, trace, id, above.at(-1)?.id ?? null, calendar) }
        above = [...above, { depth, id }]
      }
    }
  }
})

function spanOf(
  { offsetMs, durationMs, service, name }: Extract<Part, { what: 'span' }>,
  trace: Extract<Part, { what: 'trace' }>,
  spanId: string,
  parentId: string | null,
  calendar: Calendar
) {
  const [operation = name, said] = name.split(/\s+!+\s*/, 2)
  return {
    ts: calendar.instant({ ...trace.time, clockMs: trace.time.clockMs + offsetMs }),
    tsOriginal: trace.time.original,
    traceId: trace.id,
    spanId,
    parentId,
    name: operation,
    durationMs,
    failed: said !== undefined || (parentId === null && trace.isFailed),
    entity: service,
    attributes: said === undefined ? {} : { error: said }
  }
}
