import type { Attributes, RecordOf } from '../../domain/index.ts'
import { takeDurationMs } from './durations.ts'
import { numberOf } from './fields.ts'
import type { Building } from './record-of-fields.ts'
import { durationName, usualNames } from './usual-names.ts'

/** A span from its named values: OpenTelemetry's, Jaeger's, Zipkin's and those of tables. */
export function spanOf({ fields, moment, timeOf, inSeconds }: Building): RecordOf<'spans'> {
  const traceId = fields.text(usualNames.traceId) ?? ''
  const spanId = fields.text(usualNames.spanId) ?? ''
  const references = fields.text(['references'])
  const parentId = fields.text(usualNames.parentId) ?? parentOfReferences(references)
  const saysUnit = fields.names.some((name) => durationName.exec(name)?.[2] !== undefined)
  const stated = takeDurationMs(fields, inSeconds)
  const end = fields.take(usualNames.end)
  const endTime = timeOf(end?.value ?? null)
  const name = fields.text(usualNames.spanName) ?? ''
  const error = fields.take(['error', 'is_error', 'failed'])
  const went = error === null ? fields.take(['ok', 'success', 'succeeded', 'successful']) : null
  const status = fields.take(['otel.status_code', 'status.code', 'status_code', 'status', 'http.status_code'])
  const between = moment.ts !== null && endTime !== null ? Date.parse(endTime) - Date.parse(moment.ts) : null
  return {
    ts: moment.ts,
    tsOriginal: moment.tsOriginal,
    traceId,
    spanId,
    parentId: parentId === null || /^(?:0+|-)$/.test(parentId) ? null : parentId,
    name,
    durationMs:
      preciseDuration(moment.tsOriginal, end?.value ?? null) ??
      (stated === null ? (between ?? 0) : !saysUnit && inMicroseconds(moment.tsOriginal, fields) ? stated / 1000 : stated),
    failed: wentWell(went?.value ?? null) ?? failedBy(error?.value ?? null, status?.value ?? null),
    entity: fields.text([
      'service.name',
      'resource.service.name',
      'process.serviceName',
      'localEndpoint.serviceName',
      ...usualNames.entity
    ]),
    attributes: {
      ...fields.rest(),
      ...(error === null ? {} : { [error.name]: error.value }),
      ...(status === null ? {} : { status: status.value })
    }
  }
}

/** What the span says of itself: a flag or a text of an error, a status in words, a code of gRPC, OpenTelemetry or HTTP. */
function failedBy(error: Attributes[string], status: Attributes[string]): boolean | null {
  if (error !== null && error !== '') return !/^(?:false|0|no)$/i.test(String(error))
  if (status === null) return null
  const code = numberOf(status)
  if (code !== null) return code < 100 ? code > 1 : code >= 500
  return /error|fail|exception|abort|timeout|unavailable|internal|deadline/i.test(String(status))
}

/** A flag that says the opposite of an error's: null when it is none. */
function wentWell(flag: Attributes[string]): boolean | null {
  if (flag === null) return null
  return /^(?:true|1|yes|ok)$/i.test(String(flag)) ? false : /^(?:false|0|no)$/i.test(String(flag)) ? true : null
}

/** Jaeger's parent: the reference CHILD_OF, or any other. */
function parentOfReferences(references: string | null): string | null {
  if (references === null) return null
  const ids = [...references.matchAll(/"refType":"(\w+)"[^{}]*?"spanID":"(\w+)"/g)]
  return (ids.find(([, type]) => type === 'CHILD_OF') ?? ids[0])?.[2] ?? null
}

/** Jaeger and Zipkin write both start and duration in microseconds; tables made of their spans may hold the start beside another time. */
function inMicroseconds(start: string | null, fields: Building['fields']): boolean {
  const micros = /^\d{16}$/
  if (start !== null && micros.test(start)) return true
  const rest = fields.rest()
  return ['startTime', 'start_time', 'start', 'timestamp'].some((name) => micros.test(String(rest[name] ?? '')))
}

/** OpenTelemetry writes nanoseconds since the epoch, more than a float holds. */
function preciseDuration(start: string | null, end: Attributes[string]): number | null {
  if (start === null || end === null || !/^\d{19}$/.test(start) || !/^\d{19}$/.test(String(end))) return null
  return Number(BigInt(String(end)) - BigInt(start)) / 1e6
}
