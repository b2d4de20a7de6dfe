import { CallArguments, type TimeWindow } from '../../domain/index.ts'
import type { Desk } from '../roles.ts'
import { isRecord, plainSchema } from './plain-schema.ts'

/**
 * Nearly every tool takes the window of the incident and the healthy baseline. A model need not spell them: left out they
 * are filled in, and by name they can be told ("incident", "baseline"). What is journalled is the call with its times.
 */
export const windowHelp =
  'Tools take `window` and `baseline`; left out, they are the incident’s window and its healthy baseline. Give "incident", ' +
  '"baseline" or {"from": "10:00", "to": "10:30"} to ask about another time.'

const isWindow = (key: string): boolean => key === 'window' || key === 'baseline'

type Schema = Readonly<Record<string, unknown>>

/** A tool's JSON schema with windows that may be left out or named, as short as a choice needs. */
export function withNamedWindows(schema: Schema): Schema {
  const properties = isRecord(schema['properties']) ? schema['properties'] : {}
  // What may stand here is said once, in the prompt: spelled out in every tool it would be a third of what is sent.
  const window = {}
  const required = Array.isArray(schema['required']) ? schema['required'].filter((key) => !isWindow(String(key))) : []
  const own = Object.entries(properties).map(([key, value]) => [key, isWindow(key) ? window : plainSchema(value)])
  return { type: 'object', properties: Object.fromEntries(own), required }
}

/** The call as a tool takes it: named and missing windows as times. */
export function withTimes(args: CallArguments, schema: Schema, desk: Pick<Desk, 'window' | 'baseline'>): CallArguments {
  const properties = isRecord(schema['properties']) ? schema['properties'] : {}
  const spans: Record<string, TimeWindow | null> = { incident: desk.window, baseline: desk.baseline }
  const day = desk.window?.from.slice(0, 10) ?? ''
  const resolved: CallArguments = { ...args }
  for (const [key, own] of [
    ['window', 'incident'],
    ['baseline', 'baseline']
  ] as const) {
    if (!(key in properties)) {
      delete resolved[key]
      continue
    }
    const asked = args[key] ?? own
    const span = typeof asked === 'string' ? spans[asked] : undefined
    if (span) resolved[key] = { ...span }
    else if (isRecord(asked)) resolved[key] = mapped(asked, (value) => instantText(value, day))
    else if (args[key] === undefined || span === null) delete resolved[key]
  }
  for (const [key, schemaOfKey] of Object.entries(properties))
    if (!isWindow(key) && isTime(schemaOfKey)) resolved[key] = instantText(resolved[key] ?? null, day)
  for (const key of Object.keys(resolved)) if (resolved[key] === null && args[key] === undefined) delete resolved[key]
  return resolved
}

/** A property that takes a time, or one and null. */
const isTime = (schema: unknown): boolean =>
  isRecord(schema) &&
  (schema['format'] === 'date-time' || (Array.isArray(schema['anyOf']) && schema['anyOf'].some((variant) => isTime(variant))))

/** `09:00` on the incident's day, `2031-04-07 09:00`, with or without a zone → UTC with milliseconds; the rest is the tool's to refuse. */
function instantText<T>(value: T, day: string): T | string {
  if (typeof value !== 'string') return value
  const dated = /^\d{2}:\d{2}/.test(value) ? `${day}T${value}` : value
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(dated)) return value
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/.test(dated) ? dated : `${dated}Z`
  const time = Date.parse(zoned.replace(' ', 'T'))
  return Number.isNaN(time) ? value : new Date(time).toISOString()
}

function mapped(object: Readonly<Record<string, unknown>>, change: (value: unknown) => unknown): CallArguments {
  return CallArguments.parse(Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)])))
}

/** Arguments as a model reads them back: the incident's own windows are not spelled again. */
export function withoutOwnWindows(args: CallArguments, desk: Pick<Desk, 'window' | 'baseline'>): CallArguments {
  const same = (value: unknown, span: TimeWindow | null): boolean =>
    isRecord(value) && span !== null && value['from'] === span.from && value['to'] === span.to
  return Object.fromEntries(
    Object.entries(args).flatMap(([key, value]) => {
      if (key === 'window' && same(value, desk.window)) return []
      if (key === 'baseline' && (value === null || same(value, desk.baseline))) return []
      if (value === null) return []
      if (same(value, desk.window)) return [[key, 'incident'] as const]
      return [[key, same(value, desk.baseline) ? 'baseline' : value] as const]
    })
  )
}
