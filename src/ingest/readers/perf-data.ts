import type { LineStream, Reader, ReadItem } from '../reader.ts'
import { canonicalUnit, unitOfSeries } from '../fields/unit-of-series.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { shareOfHeads, streamed } from './line-format.ts'
import { isBlank, type PlacedLine, placedLines } from './line-records.ts'

/** `'label'=value[unit];warn;crit;min;max`, as Nagios and all that speak its plugins' language write what a check measured. */
const measured =
  /(?:'(?<quoted>[^'=]+)'|(?<name>[^\s=;']+))=(?<value>-?\d+(?:\.\d+)?)(?<unit>%|[a-zA-Z]{0,3})(?:;[\d.:@~-]*){2,4};?(?=\s|$)/g
const time = /(?<![\d.])1\d{9}(?![\d.])/

interface PerfLine {
  readonly time: string
  readonly host: string | null
  readonly service: string | null
  readonly points: readonly { readonly label: string; readonly value: number; readonly unit: string }[]
}

function perfLine(text: string): PerfLine | null {
  const cells = text.split('\t').map((cell) => cell.trim())
  if (cells.length < 4) return null
  // Templates name what they write: HOSTNAME::web-1.
  const said = new Map(
    cells.flatMap((cell) => {
      const [, name, value] = /^([A-Z]+)::(.*)$/.exec(cell) ?? []
      return name === undefined || value === undefined ? [] : [[name, value] as const]
    })
  )
  const at = cells.findIndex((cell) => time.test(cell))
  const points = [...(cells.at(-1) ?? '').matchAll(measured), ...(said.get('SERVICEPERFDATA') ?? '').matchAll(measured)].map(
    ({ groups }) => ({
      label: groups?.['quoted'] ?? groups?.['name'] ?? '',
      value: Number(groups?.['value']),
      unit: groups?.['unit'] ?? ''
    })
  )
  const written = time.exec(cells[at] ?? '')?.[0]
  if (at < 0 || written === undefined || points.length === 0) return null
  const following = cells
    .slice(at + 1, at + 3)
    .filter((cell) => /\p{L}/u.test(cell) && !cell.includes('::') && !cell.includes('='))
  return {
    time: written,
    host: said.get('HOSTNAME') ?? following[0] ?? null,
    service: said.get('SERVICEDESC') ?? following[1] ?? null,
    points
  }
}

/** Performance data of checks: each label is a series of the host that was checked, named with the check. */
export const perfData: Reader = streamed({
  format: 'perf-data',
  title: 'Performance data of checks (Nagios, Icinga, Naemon)',
  detect: (head) => 0.97 * shareOfHeads(head, head.lines.filter((text) => perfLine(text) !== null).length),
  zoneOf: () => ({ name: 'UTC', basis: 'offset-in-data', support: 'The times count seconds since 1970.' }),
  *stream(file: LineStream, context) {
    const times = createTimeFinder()
    const calendar = createCalendar(context)
    for (const { text, place } of placedLines(file.lines)) {
      const line = perfLine(text)
      const found = line && times.at(line.time, 0)
      if (isBlank(text)) yield { kind: 'blank', ...place }
      else if (line === null || found === null) yield { kind: 'rejected', ...place, reason: 'no performance data of a check' }
      else yield* pointsOf(line, { ts: calendar.instant(found), tsOriginal: found.original }, place)
    }
  }
})

function* pointsOf(
  { host, service, points }: PerfLine,
  moment: { readonly ts: string | null; readonly tsOriginal: string },
  place: PlacedLine['place']
): Generator<ReadItem> {
  for (const { label, value, unit } of points) {
    const series = service === null ? label : `${service} ${label}`
    const named = unit === '' || unit === 'c' ? unitOfSeries(series) : unit === 'B' ? 'bytes' : canonicalUnit(unit)
    const record = { ...moment, entity: host, series, value, unit: named, attributes: {} }
    yield { kind: 'record', table: 'metrics', ...place, record }
  }
}
