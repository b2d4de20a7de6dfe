import type { Attributes, Instant, RecordOf, TableName } from '../../domain/index.ts'
import type { PlacelessRecord } from '../reader.ts'
import type { Calendar } from '../time/calendar.ts'
import type { TimeFinder } from '../time/find-time.ts'
import { durationMsOf, takeDurationMs } from './durations.ts'
import { createFields, dashAsNull, type Fields, numberOf } from './fields.ts'
import { alertOf } from './alert-of-fields.ts'
import { changeOf } from './change-of-fields.ts'
import { eventOf } from './event-of-fields.ts'
import { reportOf } from './report-of-fields.ts'
import { spanOf } from './span-of-fields.ts'
import { statementOf } from './statement-of-fields.ts'
import { canonicalUnit, unitOfSeries } from './unit-of-series.ts'
import { usualNames } from './usual-names.ts'
import { statusOfOutcome } from './outcomes.ts'

export interface Moment {
  readonly ts: Instant | null
  readonly tsOriginal: string | null
}

export interface FieldClock {
  readonly times: TimeFinder
  readonly calendar: Calendar
  /** Names of durations that the file writes in seconds. */
  readonly inSeconds?: ReadonlySet<string>
}

/** What every builder needs: the fields left, the record's time, and how to read further times. */
export interface Building {
  readonly fields: Fields
  readonly moment: Moment
  /** The name of the list that the record stands in, or of the file's header. */
  readonly listName: string
  readonly inSeconds: ReadonlySet<string> | undefined
  readonly timeOf: (value: Attributes[string]) => Instant | null
}

/** Any record from its named values. What no column of the table takes stays in `attributes` under its own name. */
export function recordOfFields(table: TableName, values: Attributes, clock: FieldClock, listName = ''): PlacelessRecord {
  const fields = createFields(values)
  const moment = takeMoment(fields, clock, table)
  const building: Building = {
    fields,
    moment,
    listName,
    inSeconds: clock.inSeconds,
    timeOf: (value) => momentOf(value, clock).ts
  }
  switch (table) {
    case 'alerts':
      return { table, record: alertOf(building) }
    case 'reports':
      return { table, record: reportOf(building) }
    case 'changes':
      return { table, record: changeOf(building) }
    case 'events':
      return { table, record: eventOf(building) }
    case 'requests':
      return { table, record: requestOf(building) }
    case 'statements':
      return { table, record: statementOf(building) }
    case 'spans':
      return { table, record: spanOf(building) }
    case 'metrics':
      return { table, record: metricOf(building) }
  }
}

const created = ['created', 'created_at', 'queue_time', 'queued_at']

/** The time of a record: its time field, or its date and time-of-day fields together. */
function takeMoment(fields: Fields, clock: FieldClock, table: TableName): Moment {
  // What was created, queued and then begun has changed something from when it began.
  const begun = table === 'changes' && fields.has(created) ? fields.take(['start_time', 'started_at', 'deploy_started_at']) : null
  const started = begun && momentOf(begun.value, clock)
  if (started && started.ts !== null) return started
  const date = fields.has(['date']) && fields.has(['time']) ? fields.take(['date']) : null
  if (date) {
    const both = momentOf(`${String(date.value)} ${fields.text(['time']) ?? ''}`, clock)
    if (both.ts !== null) return both
  }
  const taken = fields.take(usualNames.time)
  const usual = taken ? momentOf(taken.value, clock) : null
  if (usual && usual.ts !== null) return usual
  return momentByContent(fields, clock) ?? usual ?? { ts: null, tsOriginal: date ? String(date.value) : null }
}

/** When something may be used is no time at which something happened. */
export const isValidity = (name: string): boolean =>
  /not_?(?:before|after)|valid_?(?:from|until|to|till|thro?u)|expir/i.test(name)

/** Under whatever name: the first field whose whole text is a date with a time of day. */
function momentByContent(fields: Fields, { times, calendar }: FieldClock): Moment | null {
  for (const name of fields.names) {
    if (isValidity(name)) continue
    const value = fields.peek(name)
    if (typeof value !== 'string' || value.length < 12 || value.length > 40 || !value.includes(':')) continue
    const text = value.trim()
    const written = times.at(text, 0)
    if (written === null || written.lacks !== 'nothing' || written.end < text.length - 1) continue
    fields.take([name])
    return { ts: calendar.instant(written), tsOriginal: text }
  }
  return null
}

export function momentOf(value: Attributes[string], { times, calendar }: FieldClock): Moment {
  if (value === null || typeof value === 'boolean') return { ts: null, tsOriginal: null }
  // Epoch seconds may come with a fraction that JSON wrote as a float.
  const text = String(value).trim()
  const written = times.at(text, 0) ?? times.within(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text} 00:00:00` : text, 40, true)
  return { ts: written === null ? null : calendar.instant(written), tsOriginal: text }
}

function requestOf({ fields, moment, inSeconds }: Building): RecordOf<'requests'> {
  const method = fields.text(usualNames.method)
  const stem = fields.text(['cs-uri-stem'])
  const query = fields.text(['cs-uri-query', 'query_string', 'http.query'])
  const asked = stem ?? fields.text(usualNames.target) ?? fields.text(['request', 'route']) ?? ''
  const led = method === null ? methodLed.exec(asked)?.groups : undefined
  const path = led?.['path'] ?? asked
  const answered = fields.take([...usualNames.httpStatus, 'code'])?.value ?? null
  const outcome = typeof answered === 'string' && !/\d/.test(answered) ? answered : null
  const status = outcome === null ? numberOf(answered) : statusOfOutcome(outcome)
  const durationMs = takeDurationMs(fields, inSeconds)
  const client = fields.text(usualNames.client)
  const host = fields.text(usualNames.entity)
  // A log that calls the client its host names no machine of ours.
  const isClient = client === null && host !== null && address.test(host)
  return {
    ts: moment.ts,
    tsOriginal: moment.tsOriginal,
    method: led?.['method'] ?? method,
    target: query === null || query === '-' || path.includes('?') ? path : `${path}?${query}`,
    status: status === null ? null : Math.trunc(status),
    bytes: fields.number(usualNames.bytes),
    durationMs,
    client: isClient ? host : client,
    referrer: dashAsNull(fields.text(usualNames.referrer)),
    userAgent: dashAsNull(fields.text(usualNames.userAgent)),
    userName: dashAsNull(fields.text(usualNames.userName)),
    entity: isClient ? null : host,
    attributes: outcome === null ? fields.rest() : { ...fields.rest(), outcome }
  }
}

/** A request written in one field, with its method before it. */
const methodLed = /^(?<method>GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS) (?<path>\S+)/
const address = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]{0,4}(?::[\da-f]{0,4}){2,7})$/i

const metricNames = [...usualNames.metric, 'name']
/** The finest part that is measured. */
export const partNames = [...usualNames.instance, ...usualNames.entity]

function metricOf({ fields, moment }: Building): RecordOf<'metrics'> {
  const taken = fields.take(usualNames.value)
  const text = String(taken?.value ?? '')
  const value = numberOf(taken?.value ?? null) ?? decimalComma(text) ?? durationMsOf(text) ?? 0
  const series = fields.text(metricNames) ?? taken?.name ?? 'value'
  const unit = fields.text(usualNames.unit)
  return {
    ts: moment.ts,
    tsOriginal: moment.tsOriginal,
    series,
    value,
    unit: unit === null ? unitOfSeries(series) : canonicalUnit(unit),
    entity: fields.text(partNames) ?? ofDimension(fields.text(['Dimension', 'Dimensions'])),
    attributes: fields.rest()
  }
}

/** `QueueName=orders, Stage=live`, as clouds name what a measure is of: the first says which. */
const ofDimension = (dimensions: string | null): string | null =>
  /^\W*[\w.]+\W{1,4}([\w./-]+)/.exec(dimensions ?? '')?.[1] ?? null

/** "12,5" and "1.234,5" as continental exports write them; null when it is no such number. */
export function decimalComma(text: string): number | null {
  return /^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+),\d+$/.test(text.trim()) ? Number(text.replaceAll('.', '').replace(',', '.')) : null
}
