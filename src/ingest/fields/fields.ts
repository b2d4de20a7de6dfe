import type { Attributes } from '../../domain/index.ts'
import { createNamesMemory } from './names-memory.ts'

type Value = Attributes[string]

/** A record's named values, nested ones by dotted name; a reader takes what it knows and keeps the rest as attributes. */
export interface Fields {
  /** Takes the first of these that is there and not empty. Names in any spelling: `created_at`, `createdAt`, `details.x`. */
  take(names: readonly string[]): { readonly name: string; readonly value: Exclude<Value, null> } | null
  text(names: readonly string[]): string | null
  number(names: readonly string[]): number | null
  has(names: readonly string[]): boolean
  /** What stands under this very name and was not taken. */
  peek(name: string): Value
  /** What nobody took. */
  rest(): Attributes
  readonly names: readonly string[]
}

/** A name without its spelling: `Created_At`, `created-at` and `createdAt` are the same name. */
export function plainName(name: string): string {
  const known = plain.get(name)
  if (known !== undefined) return known
  const made = name.toLowerCase().replaceAll(/[^a-z0-9\u00c0-\u024f]/g, '')
  if (plain.size < 20_000) plain.set(name, made)
  return made
}

/** The names of a file's fields come again with every record. */
const plain = new Map<string, string>()

/** The names of a record as they are asked for: whole, then by the last parts of a dotted name. */
interface NameIndex {
  readonly byWhole: ReadonlyMap<string, string>
  readonly byEnd: ReadonlyMap<string, string>
  /** Those that fit a long list of wanted names, the best first. */
  readonly fitting: Map<readonly string[], readonly string[]>
}

const nameIndexOf = createNamesMemory((names): NameIndex => {
  const byWhole = new Map<string, string>()
  const byEnd = new Map<string, string>()
  for (const name of names) {
    if (!byWhole.has(plainName(name))) byWhole.set(plainName(name), name)
    for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      const end = plainName(name.slice(dot + 1))
      if (!byEnd.has(end)) byEnd.set(end, name)
    }
  }
  return { byWhole, byEnd, fitting: new Map() }
})

function fittingNames({ byWhole, byEnd, fitting }: NameIndex, wanted: readonly string[]): readonly string[] {
  const known = fitting.get(wanted)
  if (known !== undefined) return known
  const found: string[] = []
  for (const index of byEnd.size === 0 ? [byWhole] : [byWhole, byEnd]) {
    for (const one of wanted) {
      const name = index.get(plainName(one))
      if (name !== undefined) found.push(name)
    }
  }
  // Short lists are written where they are asked for, and are new each time.
  if (wanted.length > 10 && fitting.size < 200) fitting.set(wanted, found)
  return found
}

/** Names match whole first, then by the last parts of a dotted name, in the order asked for. */
export function createFields(values: Attributes): Fields {
  const names = Object.keys(values)
  const index = nameIndexOf(names)
  const taken = new Set<string>()
  const find = (wanted: readonly string[]): string | null => {
    for (const name of fittingNames(index, wanted)) {
      const value = values[name]
      if (value !== undefined && value !== null && value !== '' && !taken.has(name)) return name
    }
    return null
  }
  const take: Fields['take'] = (wanted) => {
    const name = find(wanted)
    const value = name === null ? null : (values[name] ?? null)
    if (name === null || value === null) return null
    taken.add(name)
    return { name, value }
  }
  return {
    take,
    text: (wanted) => {
      const found = take(wanted)
      return found === null ? null : String(found.value)
    },
    number: (wanted) => {
      const name = find(wanted)
      const value = name === null ? null : numberOf(values[name] ?? null)
      if (name !== null && value !== null) taken.add(name)
      return value
    },
    has: (wanted) => find(wanted) !== null,
    peek: (name) => (taken.has(name) ? null : (values[name] ?? null)),
    rest() {
      const rest: Attributes = {}
      for (const name of names) if (!taken.has(name)) rest[name] = values[name] ?? null
      return rest
    },
    names
  }
}

/** Logs write a dash for what there is none of. */
export const dashAsNull = (text: string | null | undefined): string | null =>
  text === undefined || text === null || text === '-' || text === '' ? null : text

/** A plain number ("12", "12.5", "1,234.5", "1e3"); null for anything else. */
export function numberOf(value: Value): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string') return null
  const text = value.trim()
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text)
  if (!/^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) || !/^[+-]?\.?\d/.test(text)) return null
  return Number(text.replaceAll(',', ''))
}

/** Nested JSON as dotted names; lists of scalars are joined, other lists are kept as JSON. */
export function flatten(value: unknown, prefix = '', into: Attributes = {}): Attributes {
  if (Array.isArray(value)) {
    const named = namedValues(value)
    if (named !== null) {
      for (const [name, inner] of named) flatten(inner, nameWithin(prefix, name), into)
      return into
    }
    const isPlain = value.every((item) => item === null || typeof item !== 'object')
    into[prefix] = isPlain ? value.join(areDiffLines(value) ? '\n' : ', ') : JSON.stringify(value)
  } else if (value !== null && typeof value === 'object') {
    for (const [name, inner] of Object.entries(value)) flatten(inner, nameWithin(prefix, name), into)
  } else if (typeof value === 'string' || typeof value === 'boolean' || value === null) into[prefix] = value
  else if (typeof value === 'number') into[prefix] = Number.isFinite(value) ? value : null
  return into
}

/** The dotted name of what stands within; the same text each time, which costs less as a name than a new one. */
function nameWithin(prefix: string, name: string): string {
  if (prefix === '') return name
  const within = dotted.get(prefix) ?? new Map<string, string>()
  const known = within.get(name)
  if (known !== undefined) return known
  const made = `${prefix}.${name}`
  if (dotted.size < 2000 && within.size < 200) dotted.set(prefix, within.set(name, made))
  return made
}

const dotted = new Map<string, Map<string, string>>()

/** The lines of a diff, each a text of its own: its signs mean something at the beginning of a line only. */
const areDiffLines = (list: readonly unknown[]): boolean =>
  list.length > 1 && list.every((item) => typeof item === 'string') && list.some((item) => /^[+-]{1,3}.*[a-z]/i.test(item))

/** `[{ key, value }, …]`, as OpenTelemetry and Jaeger write attributes, with the value inside `stringValue` and the like. */
function namedValues(list: readonly unknown[]): [string, unknown][] | null {
  const pairs: [string, unknown][] = []
  for (const item of list) {
    if (item === null || typeof item !== 'object' || !('key' in item) || !('value' in item) || typeof item.key !== 'string')
      return null
    const { value } = item
    const isWrapped = value !== null && typeof value === 'object' && !Array.isArray(value)
    pairs.push([item.key, isWrapped ? Object.values(value)[0] : value])
  }
  return pairs.length === 0 ? null : pairs
}
