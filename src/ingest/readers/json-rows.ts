import type { Node } from 'jsonc-parser'
import type { Attributes } from '../../domain/index.ts'
import { numberOf, plainName } from '../fields/fields.ts'
import { usualNames } from '../fields/usual-names.ts'
import { rolesOf, tableOf, underUsualNames } from '../roles/index.ts'
import type { JsonFinding } from './json-records.ts'
import { isScalar, propertiesOf, scalarOf } from './json-tree.ts'

interface Row {
  readonly node: Node
  readonly values: Attributes
}

const timeNames = new Set(usualNames.time.map(plainName))

/** `{ columns: ['ts', 'cpu'], rows: [[…], …] }`: each row with its values by the names of the columns. Null for other objects. */
export function rowsOfObject(node: Node): Row[] | null {
  const lists = propertiesOf(node).filter(({ value }) => value.type === 'array' && (value.children ?? []).length > 0)
  const columns = lists.find(({ name }) => /^(?:columns|fields|headers?|column_?names|keys)$/i.test(name))?.value
  const names = (columns?.children ?? []).map(nameOfColumn)
  if (columns === undefined || names.length < 2 || names.includes(null)) return null
  const rows = lists.find(
    ({ value }) =>
      value !== columns &&
      (value.children ?? []).every(
        (row) => row.type === 'array' && row.children?.length === names.length && row.children.every(isScalar)
      )
  )?.value
  if (rows === undefined) return null
  return (rows.children ?? []).map((row) => ({
    node: row,
    values: Object.fromEntries((row.children ?? []).map((cell, index) => [names[index] ?? '', scalarOf(cell)]))
  }))
}

/**
 * `[[{ field, value }, …], …]`: each row a list of its cells with the names of their columns, as CloudWatch's Insights answers.
 * Null for other lists.
 */
export function rowsOfCells(node: Node): Row[] | null {
  const rows = (node.children ?? []).map((row) => ({
    node: row,
    cells: row.type === 'array' ? (row.children ?? []).map(cellOf) : []
  }))
  if (rows.length === 0 || rows.some(({ cells }) => cells.length < 2 || cells.includes(null))) return null
  return rows.map(({ node: row, cells }) => ({
    node: row,
    values: Object.fromEntries(cells.flatMap((cell) => (cell === null ? [] : [cell])))
  }))
}

/** What names a cell stands beside its value, and nothing else does. */
function cellOf(node: Node): readonly [string, Attributes[string]] | null {
  if (node.type !== 'object') return null
  const properties = propertiesOf(node)
  const name = properties.find((one) => /^(?:field|name|column|key)$/i.test(one.name))?.value
  const value = properties.find((one) => /^value$/i.test(one.name))?.value
  return properties.length === 2 && name?.type === 'string' && value !== undefined && isScalar(value)
    ? [String(name.value), scalarOf(value)]
    : null
}

/** A column is named by a text, or by an object that holds its name. */
function nameOfColumn(node: Node): string | null {
  const named =
    node.type === 'object' ? propertiesOf(node).find(({ name }) => /^(?:name|text|title|id|label)$/i.test(name))?.value : node
  return named?.type === 'string' ? String(named.value) : null
}

/** The rows of a table within a document: points of what each column measures, or records. */
export function* findingsOfRows(
  rows: readonly Row[],
  path: readonly string[],
  about: Attributes,
  entity: string | null,
  entityOf: (values: Attributes) => string | null
): Generator<JsonFinding> {
  const roles = rolesOf(rows.map(({ values }) => values))
  const { sampled } = roles
  for (const { node, values: own } of rows) {
    const values = underUsualNames(own, roles)
    const time = Object.keys(values).find((name) => timeNames.has(plainName(name)))
    if (sampled === null || time === undefined) {
      yield {
        what: 'record',
        table: tableOf(values, roles),
        node,
        values: entity === null ? values : { entity, ...values },
        path
      }
      continue
    }
    const labels = Object.fromEntries(sampled.labels.map((name) => [name, values[name] ?? null]))
    for (const measure of sampled.measures) {
      const value = numberOf(values[roles.names.get(measure) ?? measure] ?? null)
      if (value === null) continue
      const owner = entityOf(labels) ?? entity
      yield {
        what: 'point',
        node,
        path: [...path, measure],
        time: values[time] ?? null,
        value,
        about: { ...about, ...labels },
        entity: owner
      }
    }
  }
}
