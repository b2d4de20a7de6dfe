import type { EventRecord } from '../../domain/index.ts'

export type Level = NonNullable<EventRecord['level']>

const levels: Readonly<Record<string, Level>> = {
  t: 'trace',
  trace: 'trace',
  trc: 'trace',
  finest: 'trace',
  finer: 'trace',
  v: 'trace',
  verbose: 'trace',
  vrb: 'trace',
  all: 'trace',
  d: 'debug',
  debug: 'debug',
  dbg: 'debug',
  dbug: 'debug',
  fine: 'debug',
  config: 'debug',
  i: 'info',
  info: 'info',
  inf: 'info',
  information: 'info',
  informational: 'info',
  log: 'info',
  normal: 'info',
  notice: 'info',
  note: 'info',
  system: 'info',
  success: 'info',
  detail: 'info',
  hint: 'info',
  w: 'warning',
  warn: 'warning',
  warning: 'warning',
  wrn: 'warning',
  e: 'error',
  error: 'error',
  err: 'error',
  eror: 'error',
  fail: 'error',
  severe: 'error',
  exception: 'error',
  f: 'fatal',
  fatal: 'fatal',
  ftl: 'fatal',
  crit: 'fatal',
  critical: 'fatal',
  alert: 'fatal',
  emerg: 'fatal',
  emergency: 'fatal',
  panic: 'fatal',
  dpanic: 'fatal'
}

/** Levels as log frameworks write them, in upper case: a regular expression's alternatives. */
export const levelPattern =
  'TRACE|TRC|FINEST|FINER|FINE|VERBOSE|VRB|DEBUG\\d?|DBG|CONFIG|INFO|INF|NOTICE|WARNING|WARN|WRN|ERROR|ERR|SEVERE|FATAL|FTL|CRITICAL|CRIT|ALERT|EMERG|PANIC'

/**
 * A level by name, by pino's and bunyan's numbers (10–60), by Python's (10–50, on the same scale) or by syslog's (0–7).
 * Null when it is none of these.
 */
export function levelOf(level: string | number | boolean | null): Level | null {
  if (typeof level === 'boolean' || level === null) return null
  const number = typeof level === 'number' ? level : /^\d+$/.test(level.trim()) ? Number(level) : null
  if (number === null) return levelOfWord(String(level))
  if (number >= 60) return number <= 70 ? 'fatal' : null
  if (number >= 10) return (['trace', 'debug', 'info', 'warning', 'error'] as const)[Math.floor(number / 10) - 1] ?? null
  return (['fatal', 'fatal', 'fatal', 'error', 'warning', 'info', 'info', 'debug'] as const)[number] ?? null
}

/** Application Insights counts from verbose (0) to critical (4), by number or by name. */
export function levelOfApplicationInsights(level: string | number | boolean | null): Level | null {
  const number = Number(level)
  return Number.isInteger(number) ? ((['debug', 'info', 'warning', 'error', 'fatal'] as const)[number] ?? null) : levelOf(level)
}

/** A log has few levels, and says one on each line. */
const words = new Map<string, Level | null>()

function levelOfWord(word: string): Level | null {
  const known = words.get(word)
  if (known !== undefined) return known
  const name = word
    .trim()
    .toLowerCase()
    .replaceAll(/\d+$|[^a-z]/g, '')
  const level = Object.hasOwn(levels, name) ? (levels[name] ?? null) : null
  if (words.size < 1000) words.set(Buffer.from(word).toString(), level)
  return level
}

const inText =
  /^(?:\[[^\]\s]{1,60}\]\s+|[0-9a-f][0-9a-f-]{7,40}\s+)?[[(<"]?(?<level>TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|CRITICAL|FATAL|SEVERE|PANIC)(?=[\])>"\s:|,;-])/

/** The level that a text begins with, after a time or not; null when it states none. */
export function levelInText(text: string): string | null {
  const start = text.slice(0, 80).replace(/^[[(]?\d[\d:.,TZ/+ -]{6,34}[\])]?\s+/, '')
  return (
    inText.exec(start)?.groups?.['level'] ??
    /(?:^|\s)(?:level|severity)=["']?(?<level>\w+)/.exec(start)?.groups?.['level'] ??
    null
  )
}
