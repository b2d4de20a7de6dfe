import type { Attributes } from '../../domain/index.ts'
import { createFields, numberOf } from '../fields/fields.ts'
import { partNames } from '../fields/record-of-fields.ts'
import { unitOfSeries } from '../fields/unit-of-series.ts'
import type { LineStream, Reader, ReadItem } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { shareOfHeads, streamed, zoneOfMatches } from './line-format.ts'
import { isBlank, type PlacedLine, placedLines } from './line-records.ts'

/** `measurement,tag=a field=1.5,other=2i 1933318845000000000`: spaces, commas and equals signs behind a backslash are letters. */
const line =
  /^(?<measurement>(?:[^\s,\\#]|\\.)+)(?<tags>(?:,(?:[^\s,=\\]|\\.)+=(?:[^\s,\\]|\\.)+)*) (?<fields>(?:[^\s,=\\]|\\.)+=(?:"(?:[^"\\]|\\.)*"|[^\s,"]+)(?:,(?:[^\s,=\\]|\\.)+=(?:"(?:[^"\\]|\\.)*"|[^\s,"]+))*) (?<time>\d{10}(?:\d{3}){0,3})$/
const pair = /(?<name>(?:[^\s,=\\]|\\.)+)=(?<value>"(?:[^"\\]|\\.)*"|(?:[^\s,"\\]|\\.)+)/g
const unescaped = (text: string): string => text.replaceAll(/\\(.)/g, '$1')

/** InfluxDB's line protocol, as Telegraf writes it: each numeric field is a point of a series; texts are left out. */
export const lineProtocol: Reader = streamed({
  format: 'line-protocol',
  title: 'Metrics in InfluxDB’s line protocol',
  detect: (head) => 0.97 * shareOfHeads(head, head.lines.filter((text) => line.test(text)).length),
  zoneOf: ({ lines }) => zoneOfMatches(lines, line),
  *stream(file: LineStream, context) {
    const times = createTimeFinder()
    const calendar = createCalendar(context)
    for (const { text, place } of placedLines(file.lines)) {
      const groups = line.exec(text)?.groups
      const time = groups ? times.at(groups['time'] ?? '', 0) : null
      if (isBlank(text)) yield { kind: 'blank', ...place }
      else if (text.startsWith('#')) yield { kind: 'structure', ...place }
      else if (!groups || !time) yield { kind: 'rejected', ...place, reason: 'not a line of the protocol' }
      else yield* pointsOf(groups, { ts: calendar.instant(time), tsOriginal: time.original }, place)
    }
  }
})

function* pointsOf(
  groups: Record<string, string | undefined>,
  moment: { readonly ts: string | null; readonly tsOriginal: string },
  place: PlacedLine['place']
): Generator<ReadItem> {
  const measurement = unescaped(groups['measurement'] ?? '')
  const tags: Attributes = {}
  for (const { groups: tag } of (groups['tags'] ?? '').matchAll(pair))
    tags[unescaped(tag?.['name'] ?? '')] = unescaped(tag?.['value'] ?? '')
  let points = 0
  for (const { groups: field } of (groups['fields'] ?? '').matchAll(pair)) {
    const value = numberOf((field?.['value'] ?? '').replace(/[iu]$/, ''))
    if (value === null) continue
    points += 1
    const name = unescaped(field?.['name'] ?? '')
    const series = name === 'value' ? measurement : `${measurement}.${name}`
    const fields = createFields(tags)
    const entity = fields.text(partNames)
    yield {
      kind: 'record',
      table: 'metrics',
      ...place,
      record: { ...moment, entity, series, value, unit: unitOfSeries(series), attributes: fields.rest() }
    }
  }
  if (points === 0) yield { kind: 'structure', ...place }
}
