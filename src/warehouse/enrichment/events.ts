import type { RecordOf } from '../../domain/index.ts'
import { durationOfAttributes } from '../../ingest/index.ts'
import { statedDurationOf } from './stated-duration.ts'
import { mineTemplates, type Templated } from './templates.ts'

export type Event = Pick<RecordOf<'events'>, 'message'> & Partial<Pick<RecordOf<'events'>, 'attributes'>>

export interface EventDetails {
  readonly template: string
  readonly templateId: number
  readonly parameters: readonly string[]
  /** The duration that the message states, else the event's own fields, in ms. */
  readonly durationMs: number | null
  /** For events that state a duration: their other values by name. */
  readonly namedParameters: Readonly<Record<string, string>> | null
}

/** What an event tells: its template, as given, and the duration that it states. */
export function describeEvent(
  { message, attributes = {} }: Event,
  { template, templateId, parameters, names }: Templated
): EventDetails {
  const stated = statedDurationOf(message)
  const written = stated === null ? '' : message.slice(stated.from, stated.to)
  return {
    template,
    templateId,
    parameters,
    durationMs: stated?.ms ?? durationOfAttributes(attributes),
    namedParameters: stated === null ? null : named(names, parameters, written)
  }
}

/** What the messages of all events tell: their templates are learned from the whole. */
export function describeEvents(events: readonly Event[]): EventDetails[] {
  const templated = mineTemplates(events.map(({ message }) => message))
  return events.flatMap((event, index) => {
    const own = templated[index]
    return own === undefined ? [] : [describeEvent(event, own)]
  })
}

/** Without the duration itself, which would explain itself perfectly. */
function named(names: readonly string[], parameters: readonly string[], duration: string): Record<string, string> {
  const result: Record<string, string> = {}
  for (const [index, value] of parameters.entries()) {
    const states = value.includes(duration) || (duration.startsWith(value) && !/\d/.test(duration.charAt(value.length)))
    const name = names[index] ?? ''
    if (!states && !Object.hasOwn(result, name)) result[name] = value
  }
  return result
}
