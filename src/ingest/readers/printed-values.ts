import type { LineStream, Reader, ReadItem } from '../reader.ts'
import { canonicalUnit, unitOfSeries } from '../fields/unit-of-series.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder, type TimeFinder } from '../time/find-time.ts'
import type { WrittenTime } from '../time/written-time.ts'
import { streamed, zoneOfTimes } from './line-format.ts'
import { isBlank, placedLines } from './line-records.ts'

const section = /^\s*(?:\[(?<brackets>[\w .:/-]{1,40})\]|(?:multigraph|#+) (?<word>[A-Za-z][\w.:/-]{0,40}))\s*$/
const named =
  /^\s*(?<name>[A-Za-z_][\w.:/()-]{0,60}?)(?:\.value)?(?:\s*[:=]\s*|\s+)(?<value>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*(?<unit>%|[a-zA-Z]{1,3})?\s*$/
const beside = /^[\s#=*>|:[\]()-]*(?<word>[A-Za-z][\w.-]*)?(?: +[A-Za-z][\w.-]*){0,2}[\s#=*>|:[\]()-]*$/
/** A setting among the numbers: it is no measure. */
const worded = /^\s*[A-Za-z_][\w.-]{0,60}\s*[:=]\s*[A-Za-z][\w.,/-]{0,60}\s*$/

type Part =
  | { readonly what: 'time'; readonly time: WrittenTime; readonly host: string | null }
  | { readonly what: 'section'; readonly name: string }
  | { readonly what: 'word' }
  | { readonly what: 'value'; readonly name: string; readonly value: number; readonly unit: string | null }

function partOf(text: string, times: TimeFinder): Part | null {
  const time = /\d:\d\d/.test(text) ? times.within(text, 12) : null
  if (time !== null) {
    const { word, ...other } = beside.exec(`${text.slice(0, time.start)} ${text.slice(time.end)}`)?.groups ?? { none: '' }
    return 'none' in other ? null : { what: 'time', time, host: word ?? null }
  }
  const heading = section.exec(text)?.groups
  if (heading) return { what: 'section', name: heading['brackets'] ?? heading['word'] ?? '' }
  const groups = named.exec(text)?.groups
  if (!groups) return worded.test(text) ? { what: 'word' } : null
  return { what: 'value', name: groups['name'] ?? '', value: Number(groups['value']), unit: groups['unit'] ?? null }
}

/**
 * What a loop prints of names with one number each, under a line that is the time: munin-run, /proc/meminfo, the counters of
 * a server. Sections between brackets are part of their series' names.
 */
export const printedValues: Reader = streamed({
  format: 'printed-values',
  title: 'Names with their numbers, printed again and again under the time',
  most: 0.92,
  detect(head) {
    const times = createTimeFinder()
    const filled = head.lines.filter((line) => !isBlank(line))
    const parts = filled.flatMap((line) => partOf(line, times) ?? [])
    const count = (what: Part['what']): number => parts.filter((part) => part.what === what).length
    const names = new Set(parts.flatMap((part) => (part.what === 'value' ? [part.name] : [])))
    const isRepeated = names.size > 0 && count('value') >= 2 * names.size
    const isTimed =
      count('time') >= 2 && count('value') >= Math.max(count('time'), 2 * count('word')) && parts[0]?.what === 'time'
    return isTimed && isRepeated && parts.length >= 0.95 * filled.length ? 0.92 : 0
  },
  zoneOf(head) {
    const times = createTimeFinder()
    return zoneOfTimes(
      head.lines.flatMap((line) => {
        const part = partOf(line, times)
        return part?.what === 'time' ? [part.time] : []
      })
    )
  },
  *stream(file: LineStream, context): Generator<ReadItem> {
    const times = createTimeFinder()
    const calendar = createCalendar(context)
    let [moment, heading, host] = [{ ts: null as string | null, tsOriginal: '' }, '', null as string | null]
    for (const { text, place } of placedLines(file.lines)) {
      const part = isBlank(text) ? null : partOf(text, times)
      if (isBlank(text)) yield { kind: 'blank', ...place }
      else if (part === null) yield { kind: 'rejected', ...place, reason: 'no name with a number' }
      else if (part.what === 'value') {
        const series = heading === '' ? part.name : `${heading} ${part.name}`
        const unit = part.unit === null ? unitOfSeries(series) : canonicalUnit(part.unit)
        if (moment.ts === null) yield { kind: 'rejected', ...place, reason: 'a number before any time' }
        else {
          const record = { ...moment, entity: host, series, value: part.value, unit, attributes: {} }
          yield { kind: 'record', table: 'metrics', ...place, record }
        }
      } else {
        if (part.what === 'section') heading = part.name
        else if (part.what === 'time') {
          moment = { ts: calendar.instant(part.time), tsOriginal: part.time.original }
          host = part.host
          heading = ''
        }
        yield { kind: 'structure', ...place }
      }
    }
  }
})
