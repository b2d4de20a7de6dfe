import type { Attributes } from '../../domain/index.ts'
import { plainName } from './fields.ts'
import { usualNames } from './usual-names.ts'

/** A file's own names, each with the usual name of the role that its values play. */
export type Roles = ReadonlyMap<string, string>

/** So many records tell; more only cost. */
const most = 2_000
const known = (names: readonly string[]): ReadonlySet<string> => new Set(names.map(plainName))
const spanNames = known(usualNames.spanId)
const parentNames = known(usualNames.parentId)

/**
 * What fields are by their values, where their names do not say: the three identifiers that make spans a tree. Nobody can
 * list what people call them.
 */
export function rolesOf(records: readonly Attributes[]): Roles {
  const sample = records.slice(0, most)
  const names = [...new Set(sample.slice(0, 50).flatMap((record) => Object.keys(record)))]
  return new Map(spanRoles(sample, names))
}

/** The same record under the usual names. */
export function underUsualNames(record: Attributes, roles: Roles): Attributes {
  if (roles.size === 0) return record
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [roles.get(name) ?? name, value]))
}

const lastPart = (name: string): string => plainName(name.slice(name.lastIndexOf('.') + 1))
const isCalled = (name: string, any: ReadonlySet<string>): boolean => any.has(plainName(name)) || any.has(lastPart(name))

/**
 * Which field is a span's identifier, which that of its parent, and which the trace's: the parent's values are identifiers
 * of other records, and child and parent share their trace.
 */
function spanRoles(sample: readonly Attributes[], names: readonly string[]): [string, string][] {
  if (sample.length < 3 || names.some((name) => isCalled(name, spanNames)) || names.some((name) => isCalled(name, parentNames)))
    return []
  const identifiers = names.filter((name) => {
    const values = sample.flatMap((record) => record[name] ?? [])
    return (
      values.length >= 0.3 * sample.length &&
      share(values, (value) => /^[\da-f-]{6,40}$|^[\w-]{8,40}$/i.test(String(value))) > 0.95
    )
  })
  for (const id of identifiers) {
    const byId = new Map(sample.flatMap((record) => (record[id] == null ? [] : [[String(record[id]), record]])))
    if (byId.size < 0.95 * sample.length) continue
    for (const parent of identifiers.filter((name) => name !== id)) {
      const pairs = sample.flatMap((child) => {
        const above = byId.get(String(child[parent] ?? ''))
        return above === undefined || above === child ? [] : [[child, above] as const]
      })
      if (pairs.length < 0.3 * sample.length) continue
      const trace = identifiers.find(
        (name) => name !== id && name !== parent && share(pairs, ([child, above]) => child[name] === above[name]) > 0.95
      )
      if (trace !== undefined)
        return [
          [trace, 'trace_id'],
          [id, 'span_id'],
          [parent, 'parent_id']
        ]
    }
  }
  return []
}

function share<T>(values: readonly T[], fits: (value: T) => boolean): number {
  return values.length === 0 ? 0 : values.filter(fits).length / values.length
}
