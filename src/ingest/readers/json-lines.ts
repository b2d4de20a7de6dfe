import type { Attributes } from '../../domain/index.ts'
import { type FieldRoles, rolesOf, tableOf, underUsualNames } from '../roles/index.ts'
import { kindOfRecord } from '../fields/record-kind.ts'
import { flatten } from '../fields/fields.ts'
import { type FieldClock, recordOfFields } from '../fields/record-of-fields.ts'
import { secondsNames } from '../fields/durations.ts'
import type { Reader, LineStream } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { zoneOfTimes, streamed } from './line-format.ts'
import { itemsOfJson } from './json-document.ts'
import { findInJson } from './json-records.ts'
import { parseJson } from './json-tree.ts'
import { pointsOf } from './points-of-values.ts'
import { productLine } from './product-lines.ts'
import { isBlank } from './line-records.ts'

/** An object a line: pino, bunyan, ECS, structlog, zap, Serilog's compact format, MongoDB, access logs in JSON … */
export const jsonLines: Reader = streamed({
  format: 'json-lines',
  title: 'Log with a JSON object a line',
  most: 0.96,
  detect(head) {
    const filled = head.lines.filter((line) => !isBlank(line))
    const objects = filled.filter((line) => objectOf(line) !== null).length
    // One object alone that holds lists of objects is a document written without line ends.
    const tree = filled.length === 1 ? parseJson(filled) : null
    const isDocument = tree?.root !== undefined && findInJson(tree.root).length > 0
    if (objects === 0 || isDocument) return 0
    return 0.96 * (objects / filled.length)
  },
  zoneOf(head) {
    const times = createTimeFinder()
    const written = head.lines.flatMap((line) => {
      const values = Object.values(objectOf(line) ?? {}).filter((value) => typeof value === 'string' || typeof value === 'number')
      return values
        .flatMap((value) => times.at(String(value), 0) ?? [])
        .filter(({ lacks }) => lacks === 'nothing')
        .slice(0, 1)
    })
    return zoneOfTimes(written)
  },
  *stream(file, context) {
    const clock: FieldClock = { times: createTimeFinder(), calendar: createCalendar(context), inSeconds: unitsOf(file) }
    const roles = rolesIn(file)
    if (roles.note !== null) context.note?.(roles.note)
    let index = -1
    for (const line of file.lines) {
      index += 1
      const place = { firstLine: index + 1, lastLine: index + 1 }
      if (isBlank(line)) yield { kind: 'blank', ...place }
      else {
        const object = objectOf(line)
        const fixed = object && productLine(line, object)
        const values = object && underUsualNames(object, roles)
        if (values === null) yield { kind: 'rejected', ...place, reason: 'not a JSON object' }
        else if (object !== null && fixed !== null)
          yield { kind: 'record', ...place, ...recordOfFields(kindOfRecord(Object.keys(fixed)), fixed, clock) }
        else if (document.test(line)) yield* itemsOfJson([line], clock, index)
        else {
          const points = pointsOf(values, clock)
          if (points.length > 0) for (const record of points) yield { kind: 'record', table: 'metrics', ...place, record }
          else yield { kind: 'record', ...place, ...recordOfFields(tableOf(values, roles), values, clock) }
        }
      }
    }
  }
})

/** OpenTelemetry's file exporter writes a document a line. */
const document = /^\s*\{"(?:resource(?:Spans|Logs|Metrics)|data":\s*\[\{"traceID|traceID":[^{]*"spans)"/

function objectOf(line: string): Attributes | null {
  const text = line.trim().replace(/,$/, '')
  if (!text.startsWith('{') || !text.endsWith('}')) return null
  try {
    return flatten(JSON.parse(text))
  } catch {
    return null
  }
}

/** What this file's fields are by their values, as far as their names do not tell. */
function rolesIn(file: LineStream): FieldRoles {
  return rolesOf(file.lines.slice(0, 2000).map((line) => objectOf(line) ?? {}))
}

/** Which durations without a unit in their name are seconds, by the values of the file's beginning. */
function unitsOf(file: LineStream): ReadonlySet<string> {
  return secondsNames(file.lines.slice(0, 2000).map((line) => objectOf(line) ?? {}))
}
