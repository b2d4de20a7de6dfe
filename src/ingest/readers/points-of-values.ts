import type { Attributes, RecordOf } from '../../domain/index.ts'
import { createFields, plainName } from '../fields/fields.ts'
import { kindOfRecord } from '../fields/record-kind.ts'
import { type FieldClock, momentOf, partNames } from '../fields/record-of-fields.ts'
import { unitOfSeries } from '../fields/unit-of-series.ts'
import { usualNames } from '../fields/usual-names.ts'
import { isLabel } from './csv-shape.ts'

const timeNames = new Set(usualNames.time.map(plainName))
/** Numbers that name or rank a thing and measure nothing. */
const noMeasure = /status|code|id$|pid|line|port|level|year|version/i

/**
 * The points of an object that holds a time, numbers and labels of what is measured, and nothing else: `{ t, svc, cpu, p95 }`.
 * Empty for any other object.
 */
export function pointsOf(values: Attributes, clock: FieldClock): RecordOf<'metrics'>[] {
  const names = Object.keys(values)
  const time = names.find((name) => timeNames.has(plainName(name)))
  const numbers = names.filter((name) => name !== time && typeof values[name] === 'number')
  const labels = names.filter((name) => name !== time && typeof values[name] === 'string')
  if (time === undefined || numbers.length === 0) return []
  if (!labels.every((name) => isLabel(name)) || numbers.some((name) => noMeasure.test(name))) return []
  const kind = kindOfRecord(names)
  if (kind !== 'events' && kind !== 'metrics') return []
  const moment = momentOf(values[time] ?? null, clock)
  if (moment.ts === null) return []
  const fields = createFields(Object.fromEntries(labels.map((name) => [name, values[name] ?? null])))
  const entity = fields.text(partNames)
  const attributes = fields.rest()
  return numbers.map((series) => ({
    ts: moment.ts,
    tsOriginal: moment.tsOriginal,
    entity,
    series,
    value: Number(values[series]),
    unit: unitOfSeries(series),
    attributes
  }))
}
