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
