import type { AttributeMap } from '../attribute-of.ts'

export interface StatedTime {
  readonly name: string
  readonly ms: number
}

/** `acs_ms`, `context.scoringMs`, `partner-millis`: a time, and whose it is. */
const named = /(?:^|[._-])([A-Za-z][A-Za-z\d]{1,30}?)[._-]?(?:ms|Ms|millis|Millis)$/
const worth = /^(\d+(?:\.\d+)?) ?(ms|s)$/
/** A part of `Views: 12ms | DB: 14ms | Geo: 370ms`, `(db 12ms, geo 370 ms)`, `db;dur=12, geo;dur=370`: a name and a time, or first in it. */
const listed =
  /^([A-Za-z][A-Za-z\d_-]{1,30}?)(?:[:=]\s?(\d+(?:\.\d+)?)\s?(ms|s)\b.*|\s(\d+(?:\.\d+)?)\s?(ms|s)|;\s?dur=(\d+(?:\.\d+)?).*)$/
const separators = /[|,()[\]{}]|;(?!\s?dur=)/
/** One time of a text is the whole of it; what lists its parts has several, and signs between them. */
const several = 2
const longest = 400

/** Times that a record states of its parts, by name: in fields, or listed in a text. */
export function statedTimes(attributes: AttributeMap, message: string | null = null): StatedTime[] {
  const entries = Object.entries(attributes)
  const byName = entries.flatMap(([key, value]): StatedTime[] => {
    const name = named.exec(key)?.[1]
    return name === undefined ? [] : [{ name, ms: value === '' || value === null ? Number.NaN : Number(value) }]
  })
  const texts = entries.flatMap(([key, value]) => (typeof value === 'string' && !named.test(key) ? [{ key, value }] : []))
  const byValue = texts.flatMap(({ key, value }): StatedTime[] => {
    const own = worth.exec(value)
    return own ? [{ name: key.replace(/^.*[.]/, ''), ms: inMs(own[1], own[2]) }] : []
  })
  const inTexts = [...texts.map(({ value }) => value), ...(message === null ? [] : [message])].flatMap(listedIn)
  return [...byName, ...(byValue.length < several ? [] : byValue), ...inTexts].filter(({ ms }) => Number.isFinite(ms) && ms >= 0)
}

function listedIn(text: string): StatedTime[] {
  const parts = text.slice(0, longest).split(separators)
  if (parts.length < several) return []
  const found = parts.flatMap((part): StatedTime[] => {
    const [, name, first, unit, alone, its, dur] = listed.exec(part.trim()) ?? []
    return name === undefined ? [] : [{ name, ms: inMs(first ?? alone ?? dur, unit ?? its) }]
  })
  return found.length < several ? [] : found
}

const inMs = (number = '', unit = 'ms'): number => Number(number) * (unit === 's' ? 1000 : 1)
