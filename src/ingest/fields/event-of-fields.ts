import type { Attributes, RecordOf } from '../../domain/index.ts'
import { type Fields, flatten } from './fields.ts'
import { levelInText, levelOf, levelOfApplicationInsights } from './level.ts'
import { levelOfOutcomes } from './outcome-level.ts'
import { attributesOfMessage } from './message-attributes.ts'
import type { Building } from './record-of-fields.ts'
import { usualNames } from './usual-names.ts'

/** An event from its named values. A message that is JSON itself, as collectors of containers' output ship it, is opened. */
export function eventOf({ fields, moment, timeOf }: Building): RecordOf<'events'> {
  const stated = fields.take(usualNames.level)
  // Kubernetes writes `type: Warning` beside the reason of an event.
  const type = stated === null && fields.has(['reason']) ? fields.take(['type']) : null
  const level =
    stated?.name === 'severityLevel' ? levelOfApplicationInsights(stated.value) : levelOf((stated ?? type)?.value ?? null)
  const written = fields.text(usualNames.message)
  const entity = fields.text(isOfTheOther(fields) ? notHosts : usualNames.entity) ?? ofLogGroup(fields.text(logGroups))
  const logger = fields.text(usualNames.logger)
  const thread = fields.text(usualNames.thread)
  const attributes = fields.rest()
  if (stated !== null && level === null) attributes[stated.name] = stated.value
  const message = withoutLineEnds(written ?? describe(attributes))
  const inner = innerOf(message)
  if (inner === null) {
    const own = level === null && written !== null ? levelOf(levelInText(message)) : level
    const told = written === null ? attributes : { ...attributesOfMessage(message), ...attributes }
    return {
      ts: moment.ts,
      tsOriginal: moment.tsOriginal,
      entity,
      level: levelOfOutcomes(own, told),
      logger,
      thread,
      message,
      attributes: withStack(told)
    }
  }
  const { innerMessage, innerLevel, time, ...found } = inner
  const ts = moment.ts ?? timeOf(time)
  return {
    ts,
    tsOriginal: moment.tsOriginal ?? (ts === null ? null : String(time)),
    entity,
    level: levelOfOutcomes(level ?? levelOf(innerLevel), found.attributes),
    logger,
    thread,
    message: innerMessage ?? message,
    attributes: { ...found.attributes, ...attributes }
  }
}

const hostNames = ['host', 'hostname', 'server']
const notHosts = usualNames.entity.filter((name) => !hostNames.includes(name))
const others = [
  'provider',
  'vendor',
  'supplier',
  'partner',
  'carrier',
  'psp',
  'gateway',
  'peer',
  'peer_service',
  'remote',
  'upstream',
  'downstream'
]

/** A host that bears the name of the party that a record names is who was asked, and not where the record was written. */
function isOfTheOther(fields: Fields): boolean {
  const host = hostNames.flatMap((name) => fields.peek(name) ?? [])[0]
  if (typeof host !== 'string' || !host.includes('.')) return false
  const labels = host.toLowerCase().split(/[.:-]/)
  return others.some((name) => labels.includes(String(fields.peek(name)).toLowerCase()))
}

/** Stores of logs keep those of each program in a group that is called after it: `/aws/lambda/orders`. */
const logGroups = ['@log', 'logGroup', 'log_group', 'logGroupName', 'log_group_name']

const ofLogGroup = (group: string | null): string | null => group?.split(/[/:]/).findLast((part) => part !== '') ?? null

const withoutLineEnds = (text: string): string => (/[\r\n]$/.test(text.slice(-1)) ? text.replace(/[\r\n]+$/, '') : text)

const stackNames = /(?:^|[._])(?:exceptions?|stack_?trace|stack|exc_info|exception_?details|error\.stack)$/i

/** The trace of an exception, under whatever name it was exported, stands where errors are read. */
function withStack(attributes: Attributes): Attributes {
  if (attributes['stack'] !== undefined || attributes['exception'] !== undefined) return attributes
  const name = Object.keys(attributes).find((one) => stackNames.test(one) && typeof attributes[one] === 'string')
  return name === undefined ? attributes : { ...attributes, stack: attributes[name] ?? null }
}

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
