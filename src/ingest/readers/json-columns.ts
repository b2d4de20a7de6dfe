import type { Node } from 'jsonc-parser'
import { type Attributes, seriesRoleOf } from '../../domain/index.ts'
import { numberOf, plainName } from '../fields/fields.ts'
import { usualNames } from '../fields/usual-names.ts'
import { isScalar, propertiesOf, scalarOf } from './json-tree.ts'

const timeNames = new Set([...usualNames.time, 'timestamps', 'times', 'dates', 'x'].map(plainName))

interface ColumnPoint {
  readonly node: Node
  readonly path: readonly string[]
  readonly time: Attributes[string]
  readonly value: number
}

/** `{ timestamps: […], cpu: […], latency: […] }`: lists of equal length beside a list of times. Null for other objects. */
export function columnsOfObject(node: Node): ColumnPoint[] | null {
  const lists = propertiesOf(node).filter(({ value }) => value.type === 'array' && (value.children ?? []).every(isScalar))
  const time = lists.find(({ name, value }) => timeNames.has(plainName(name)) && (value.children?.length ?? 0) >= 2)
  if (!time) return null
  const times = (time.value.children ?? []).map((child) => scalarOf(child))
  const isTime = times.every((one) =>
    typeof one === 'number' ? one > 9.4e8 : typeof one === 'string' && /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d|^\d{10,19}$/.test(one)
  )
  const columns = lists.filter(({ name, value }) => name !== time.name && value.children?.length === times.length)
  if (!isTime || columns.length === 0) return null
  return columns.flatMap(({ name, value }) =>
    (value.children ?? []).flatMap((child, index) => {
      const number = numberOf(scalarOf(child))
      const isMain = columns.length === 1 && /^(?:values?|y|data)$/i.test(name)
      return number === null ? [] : [{ node: child, path: isMain ? [] : [name], time: times[index] ?? null, value: number }]
    })
  )
}

/**
 * `{ cart: { cpu: […] }, pay: { cpu: […] } }`: do the keys name parts of the system? They do when two at least hold the
 * same measures and no key is a measure's own name.
 */
export function entitiesAreKeys(nested: readonly { readonly name: string; readonly value: Node }[]): boolean {
  const objects = nested.filter(({ value }) => value.type === 'object')
  if (objects.length < 2 || objects.length < nested.length || objects.some(({ name }) => seriesRoleOf(name) !== 'other'))
    return false
  const seen = new Map<string, number>()
  for (const { value } of objects) {
    const measures = propertiesOf(value).filter(({ value: inner }) => !isScalar(inner) && inner.type === 'array')
    for (const { name } of measures) seen.set(name, (seen.get(name) ?? 0) + 1)
  }
  return [...seen].some(([name, count]) => count >= 2 && seriesRoleOf(name) !== 'other')
}
