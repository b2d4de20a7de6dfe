import type { Attributes } from '../../domain/index.ts'
import { flatten, numberOf } from './fields.ts'

const most = 40
const pair =
  /(?<![\w?&/.%=+-])([A-Za-z_][\w.-]*)=("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\{[^{}]*\}|\[[^[\]]*\]|[^\s,;"'()[\]{}|]+)/g
const statistics = /\(([^()=]{3,200})\)/g
const statistic = /^\s*([A-Za-z][\w %-]{0,40}?):\s*(-?\d[\d.]*[%A-Za-z]{0,6})$/

const answered =
  /(?<!\S)(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) \/\S*[^\n]{0,200}?\s(?:->|=>|→|-+>) ?(?:HTTP )?(?<status>[1-5]\d\d)(?![\w.])/

/**
 * The named values that a message states: `key=value`, `key={a=b, c=d}` (as `key.a`), `(total: 10, active: 0)` and a JSON
 * object at its end, and the status with which a request was answered (`GET /a -> 200`). Numbers stay numbers, numbers with units stay as written; query strings are left alone.
 */
export function attributesOfMessage(message: string): Attributes {
  const found: Attributes = {}
  if (message.includes('=')) collectPairs(message, '', found)
  if (message.includes('(') && message.includes(':')) collectStatistics(message, found)
  if (message.endsWith('}')) collectJson(message, found)
  const status = message.includes('/') ? answered.exec(message)?.groups?.['status'] : undefined
  if (status !== undefined) found['status'] ??= Number(status)
  return found
}

function collectPairs(text: string, prefix: string, into: Attributes): void {
  for (const match of text.matchAll(pair)) {
    if (Object.keys(into).length >= most) return
    const [, key = '', written = ''] = match
    const name = prefix + key
    if (written.startsWith('{') && written.includes('=')) collectPairs(written.slice(1, -1), `${name}.`, into)
    else into[name] = valueOf(written)
  }
}

function valueOf(written: string): Attributes[string] {
  const text = /^["'[{]/.test(written) ? written.slice(1, -1) : written.replace(/[.:]$/, '')
  const isQuoted = /^["']/.test(written)
  if (!isQuoted && (text === 'true' || text === 'false')) return text === 'true'
  if (!isQuoted && text === 'null') return null
  // A leading zero marks a code, not a number.
  return isQuoted || /^0\d/.test(text) || text.length > 15 ? text : (numberOf(text) ?? text)
}

function collectStatistics(message: string, into: Attributes): void {
  for (const [, inner = ''] of message.matchAll(statistics)) {
    const parts = inner.split(',').map((part) => statistic.exec(part))
    if (parts.includes(null)) continue
    for (const part of parts) {
      const name = (part?.[1] ?? '').trim().toLowerCase().replaceAll(/[ -]+/g, '_')
      into[name] ??= numberOf(part?.[2] ?? '') ?? part?.[2] ?? null
    }
  }
}

function collectJson(message: string, into: Attributes): void {
  const start = message.indexOf('{"')
  if (start < 0) return
  try {
    const entries = Object.entries(flatten(JSON.parse(message.slice(start)))).slice(0, most)
    for (const [name, value] of entries) into[name] ??= value
  } catch {
    // Not JSON after all: the message stays as it is.
  }
}
