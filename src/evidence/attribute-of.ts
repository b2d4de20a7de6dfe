import { camelApart } from '../domain/index.ts'
import type { Scalar } from '../domain/index.ts'

/** A record's attributes, as its JSON holds them. */
export type AttributeMap = Readonly<Record<string, unknown>>

export function attributesFrom(json: string | null): AttributeMap {
  if (json === null || json === '' || json === '{}') return {}
  const parsed: unknown = JSON.parse(json)
  return parsed !== null && typeof parsed === 'object' && !Array.isArray(parsed) ? { ...parsed } : {}
}

/**
 * The first of the names that the attributes have, whatever exporters put before it (`attributes.peer.service`,
 * `tags.peer.service`) and however they spell it (`peerService`, `peer_service`). Empty texts are none.
 */
export function attributeOf(attributes: AttributeMap, names: readonly string[]): Scalar {
  const keys = Object.keys(attributes)
  if (keys.length === 0) return null
  const plain = keys.map((key) => plainName(key))
  for (const name of names) {
    const wanted = plainName(name)
    for (const [i, key] of keys.entries()) {
      if (!isNamed(plain[i] ?? '', wanted)) continue
      const value = attributes[key]
      if ((typeof value === 'string' && value !== '' && value !== '-') || typeof value === 'number' || typeof value === 'boolean')
        return value
    }
  }
  return null
}

/** The wanted name, or one that ends in it after a point. */
function isNamed(plain: string, wanted: string): boolean {
  return plain.endsWith(wanted) && (plain.length === wanted.length || plain.at(-wanted.length - 1) === '.')
}

/** As `attributeOf`, as text. */
export function attributeText(attributes: AttributeMap, names: readonly string[]): string | null {
  const value = attributeOf(attributes, names)
  return value === null ? null : String(value)
}

/** As `attributeOf`, as a number; null when it is none. */
export function attributeNumber(attributes: AttributeMap, names: readonly string[]): number | null {
  const value = attributeOf(attributes, names)
  if (value === null || typeof value === 'boolean' || value === '') return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}

/** Plain names of keys: records of one kind have the same few, and are many. */
const plainNames = new Map<string, string>()
const mostNames = 10_000

function plainName(key: string): string {
  const known = plainNames.get(key)
  if (known !== undefined) return known
  const plain = camelApart(key, '.').replaceAll(/[_-]/g, '.').toLowerCase()
  if (plainNames.size >= mostNames) plainNames.clear()
  plainNames.set(key, plain)
  return plain
}
