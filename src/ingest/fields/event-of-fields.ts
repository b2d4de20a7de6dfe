import type { Attributes, RecordOf } from '../../domain/index.ts'
import { flatten } from './fields.ts'
import { levelInText, levelOf } from './level.ts'
import { attributesOfMessage } from './message-attributes.ts'
import type { Building } from './record-of-fields.ts'
import { usualNames } from './usual-names.ts'

/** An event from its named values. A message that is JSON itself, as collectors of containers' output ship it, is opened. */
export function eventOf({ fields, moment, timeOf }: Building): RecordOf<'events'> {
  const stated = fields.take(usualNames.level)
  // Kubernetes writes `type: Warning` beside the reason of an event.
  const type = stated === null && fields.has(['reason']) ? fields.take(['type']) : null
  const level = levelOf((stated ?? type)?.value ?? null)
  const written = fields.text(usualNames.message)
  const entity = fields.text(usualNames.entity)
  const logger = fields.text(usualNames.logger)
  const thread = fields.text(usualNames.thread)
  const attributes = fields.rest()
  if (stated !== null && level === null) attributes[stated.name] = stated.value
  const message = withoutLineEnds(written ?? describe(attributes))
  const inner = innerOf(message)
  if (inner === null) {
    const own = level === null && written !== null ? levelOf(levelInText(message)) : level
    return { ts: moment.ts, tsOriginal: moment.tsOriginal, entity, level: own, logger, thread, message, attributes }
  }
  const { innerMessage, innerLevel, time, ...found } = inner
  const ts = moment.ts ?? timeOf(time)
  return {
    ts,
    tsOriginal: moment.tsOriginal ?? (ts === null ? null : String(time)),
    entity,
    level: level ?? levelOf(innerLevel),
    logger,
    thread,
    message: innerMessage ?? message,
    attributes: { ...found.attributes, ...attributes }
  }
}

const withoutLineEnds = (text: string): string => (/[\r\n]$/.test(text.slice(-1)) ? text.replace(/[\r\n]+$/, '') : text)

interface Inner {
  readonly innerMessage: string | null
  readonly innerLevel: Attributes[string]
  readonly time: Attributes[string]
  readonly attributes: Attributes
}

const levelNames = /^(?:level|severity|lvl|loglevel|log\.level|levelname)$/i
const messageNames = /^(?:message|msg|event|text|body|log)$/i
const timeNames = /^(?:time|timestamp|ts|@timestamp|date)$/i

/** The fields of a message that is one JSON object, or that is written as `severity: …, message: …`; null for others. */
function innerOf(message: string): Inner | null {
  const values = message.startsWith('{') && message.endsWith('}') ? parsed(message) : labelled(message)
  if (values === null) return null
  const named = (pattern: RegExp): string | undefined => Object.keys(values).find((name) => pattern.test(name))
  const [level, text, time] = [named(levelNames), named(messageNames), named(timeNames)]
  const innerMessage = text === undefined ? null : values[text]
  const attributes = Object.fromEntries(Object.entries(values).filter(([name]) => ![level, text, time].includes(name)))
  return {
    innerMessage: typeof innerMessage === 'string' && innerMessage !== '' ? innerMessage : null,
    innerLevel: level === undefined ? null : (values[level] ?? null),
    time: time === undefined ? null : (values[time] ?? null),
    attributes: { ...attributes, ...(typeof innerMessage === 'string' ? attributesOfMessage(innerMessage) : {}) }
  }
}

function parsed(text: string): Attributes | null {
  try {
    return flatten(JSON.parse(text))
  } catch {
    return null
  }
}

/** "severity: info, message: order placed": what some collectors make of a JSON line. */
function labelled(text: string): Attributes | null {
  const match = /^(?:severity|level): (?<level>\w+), (?:message|msg): (?<message>[^]*)$/i.exec(text)?.groups
  return match ? { level: match['level'] ?? null, message: match['message'] ?? '' } : null
}

function describe(attributes: Attributes): string {
  return Object.entries(attributes)
    .slice(0, 12)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ')
}
