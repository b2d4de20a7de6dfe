import { camelApart } from '../words-apart.ts'
import type { SettingChange } from './setting-changes.ts'

/** How gateways and libraries call a bound on how often somebody may ask. */
const rateLimit =
  /\brate ?limit(?:s|er|ing)?\b|\blimit req\b|\bthrottl(?:e|ing|er)\b|\btoken bucket\b|\brequests per (?:unit|second|minute|hour)\b/i
const added = /^\+(?!\+\+)(?<indent>\s*)(?<text>\S.*)$/
/** `average: 20`, `limit_req_zone … rate=5r/s`, `max = 100`. */
const amount = /(?<name>[A-Za-z_][\w.-]*)["']?\s*[:=]\s*["']?(?<value>\d[\d_]*(?:r\/[sm])?)\b(?![.\w])/
/** For how long something is counted, and not how much of it there may be. */
const notAmount = /period|window|interval|duration|ttl|time|status|code|port|version|priority|weight|depth/i

/**
 * Bounds on how often somebody may ask that a diff adds where there was none: no program has such a bound unless somebody sets it, so what
 * is set comes from no bound at all. The first amount of each is told, by its own name behind that of what it stands in.
 */
export function addedRateLimits(content: string | null): SettingChange[] {
  const lines = (content ?? '').slice(0, 50_000).split(/\r?\n/)
  const removed = lines.filter((line) => /^-(?!--)/.test(line)).some((line) => saysRate(line))
  if (removed) return []
  const found: SettingChange[] = []
  let head: { readonly name: string; readonly depth: number } | null = null
  for (const [line, whole] of lines.entries()) {
    const { indent = '', text = '' } = added.exec(whole.slice(0, 300))?.groups ?? {}
    if (text === '' || /^(?:#|\/\/|;|--)/.test(text)) continue
    if (head !== null && indent.length <= head.depth) head = null
    const { name, value } = amount.exec(text)?.groups ?? {}
    const isOne = name !== undefined && value !== undefined && !notAmount.test(name)
    if (isOne && (head !== null || saysRate(text))) {
      found.push({ name: head === null ? name : `${head.name}.${name}`, from: 'unlimited', to: value, line })
      head = null
    } else if (saysRate(text) && value === undefined) {
      head = { name: /[A-Za-z_][\w.-]*/.exec(text)?.[0] ?? 'rate limit', depth: indent.length }
    }
  }
  return found
}

const saysRate = (text: string): boolean => rateLimit.test(camelApart(text).replaceAll(/[_.-]+/g, ' '))

/** What limits rates names the unit of its time in a line of its own (`unit: second`, `requests_per_unit: 40`). */
const timeUnitWord = /^(?:second|minute|hour|day)s?$/i
const limitsRates = /rate[_-]?limit|throttl|requests_per_unit/i

/** The unit of time of a rate limit as the rate that it makes: `unit: second` → `unit: minute` is a sixtieth. */
export function asRate(one: SettingChange, text: string): SettingChange {
  const [from, to] = [one.from ?? '', one.to ?? '']
  if (!/(?:^|[._-])(?:unit|period|per|window)$/i.test(one.name) || !timeUnitWord.test(from) || !timeUnitWord.test(to)) return one
  if (!limitsRates.test(text)) return one
  const amount = /requests_per_unit["']?\s*[:=]\s*(\d+)/.exec(text)?.[1] ?? '1'
  return { ...one, name: 'rate_limit', from: `${amount}/${from}`, to: `${amount}/${to}` }
}

/** `40/second`, `5r/m`, `100 req/min`: how many in a second. */
export function rateOf(text: string): number | null {
  const [, amount, per] =
    /^(\d+(?:\.\d+)?)\s*(?:r|req(?:uest)?s?|calls?)?\s*\/\s*(s|sec|second|m|min|minute|h|hour|d|day)s?$/i.exec(text) ?? []
  if (amount === undefined || per === undefined) return null
  return Number(amount) / (rateSeconds[per[0]?.toLowerCase() ?? ''] ?? Number.NaN)
}
const rateSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }
