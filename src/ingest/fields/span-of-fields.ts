import type { Attributes, RecordOf } from '../../domain/index.ts'
import { takeDurationMs } from './durations.ts'
import { numberOf } from './fields.ts'
import type { Building } from './record-of-fields.ts'
import { usualNames } from './usual-names.ts'

/** A span from its named values: OpenTelemetry's, Jaeger's, Zipkin's and those of tables. */
export function spanOf({ fields, moment, timeOf, inSeconds }: Building): RecordOf<'spans'> {
  const traceId = fields.text(usualNames.traceId) ?? ''
  const spanId = fields.text(usualNames.spanId) ?? ''
  const references = fields.text(['references'])
  const parentId = fields.text(usualNames.parentId) ?? parentOfReferences(references)
  const stated = takeDurationMs(fields, inSeconds)
  const end = fields.take(usualNames.end)
  const endTime = timeOf(end?.value ?? null)
  const name = fields.text(usualNames.spanName) ?? ''
  const error = fields.take(['error', 'is_error', 'failed'])
  const status = fields.take(['otel.status_code', 'status.code', 'status_code', 'status', 'http.status_code'])
  const between = moment.ts !== null && endTime !== null ? Date.parse(endTime) - Date.parse(moment.ts) : null
  return {
    ...moment,
    traceId,
    spanId,
    parentId: parentId === null || /^0+$/.test(parentId) ? null : parentId,
    name,
    durationMs:
      preciseDuration(moment.tsOriginal, end?.value ?? null) ??
      (stated === null ? (between ?? 0) : inMicroseconds(moment.tsOriginal) ? stated / 1000 : stated),
    failed: failedBy(error?.value ?? null, status?.value ?? null),
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

/** Jaeger's parent: the reference CHILD_OF, or any other. */
function parentOfReferences(references: string | null): string | null {
  if (references === null) return null
  const ids = [...references.matchAll(/"refType":"(\w+)"[^{}]*?"spanID":"(\w+)"/g)]
  return (ids.find(([, type]) => type === 'CHILD_OF') ?? ids[0])?.[2] ?? null
}

/** Jaeger and Zipkin write both start and duration in microseconds. */
function inMicroseconds(start: string | null): boolean {
  return start !== null && /^\d{16}$/.test(start)
}

/** OpenTelemetry writes nanoseconds since the epoch, more than a float holds. */
function preciseDuration(start: string | null, end: Attributes[string]): number | null {
  if (start === null || end === null || !/^\d{19}$/.test(start) || !/^\d{19}$/.test(String(end))) return null
  return Number(BigInt(String(end)) - BigInt(start)) / 1e6
}
