import type { Node } from 'jsonc-parser'
import type { Attributes, TableName } from '../../domain/index.ts'
import { flatten, numberOf, plainName } from '../fields/fields.ts'
import { type FieldRoles, rolesOf, tableOf, underUsualNames } from '../roles/index.ts'
import { kindOfRecord } from '../fields/record-kind.ts'
import { usualNames } from '../fields/usual-names.ts'
import { isLabel } from './csv-shape.ts'
import { instanceOf, withEntities } from './json-entities.ts'
import { findInKnownJson } from './json-known.ts'
import { findNestedSpans } from './json-nested-spans.ts'
import { columnsOfObject, entitiesAreKeys } from './json-columns.ts'
import { areLabels, isUnit, labelsOf, listsAttributes, nameOfSeries, partOfDimensions } from './json-series-name.ts'
import { findingsOfRows, rowsOfCells, rowsOfObject } from './json-rows.ts'
import { isScalar, propertiesOf, scalarOf, valueOf } from './json-tree.ts'

/** Something in a JSON document that becomes records, with the names of the properties that lead to it. */
export type JsonFinding =
  | {
      readonly what: 'record'
      readonly table: TableName
      readonly node: Node
      readonly values: Attributes
      readonly path: readonly string[]
    }
  | {
      readonly what: 'point'
      readonly node: Node
      readonly path: readonly string[]
      readonly time: Attributes[string]
      readonly value: number
      readonly about: Attributes
      readonly entity: string | null
    }
  | { readonly what: 'summary'; readonly node: Node; readonly values: Attributes; readonly path: readonly string[] }

const timeNames = new Set(usualNames.time.map(plainName))
const valueNames = new Set([...usualNames.value, 'count', 'rate', 'p95', 'p99', 'p50', 'max', 'min'].map(plainName))
/** Names that only wrap what they hold. */
const wrappers =
  /^(?:metrics?|data_?points?|datapoints|values?|points|series|samples|time_?series|data|results?|panels|measurements|frames|items|records|rows)$/i
const span =
  /^(?:start|end|from|to|interval|interval_minutes|interval_seconds|step|period|duration|timezone|generated|generated_at|version|exported_at)$/i

/** What made OpenTelemetry's spans. */
const instrument = /^(?:scope|instrumentation(?:Library|Scope))$/

/**
 * Walks a document: lists of timed objects become records, lists of points become metrics, objects of facts summaries.
 * @param label what the file is called, for lists without a name of their own
 */
export function findInJson(root: Node, label = ''): JsonFinding[] {
  const found = withEntities([...(findInKnownJson(root) ?? findNestedSpans(root) ?? walk(root, [], {}, null, label))])
  return found.map((finding) => (finding.what === 'record' ? ofLabel(finding, label) : finding))
}

/** A list that is the whole document has no name but the file's. */
function ofLabel(finding: Extract<JsonFinding, { what: 'record' }>, label: string): JsonFinding {
  const isNameless = finding.table === 'events' && finding.path.length === 0
  return isNameless ? { ...finding, table: kindOfRecord(Object.keys(finding.values), label) } : finding
}

function* walk(
  node: Node,
  path: readonly string[],
  about: Attributes,
  entity: string | null,
  label: string
): Generator<JsonFinding> {
  if (node.type === 'array') {
    yield* walkList(node, path, about, entity, label)
    return
  }
  if (node.type !== 'object') return
  const properties = propertiesOf(node)
  const scalars = properties.filter(({ value }) => isScalar(value))
  const nested = properties.filter(({ value }) => !isScalar(value))
  const here = scalarsAmong(properties)
  // Prometheus keeps a series' labels beside its values.
  const labels = nested.find(({ name, value }) => areLabels(name, value))
  const ownLabels = labels ? labelsOf(labels.value) : {}
  const table = rowsOfObject(node)
  if (table !== null) {
    yield* findingsOfRows(
      table,
      path,
      { ...about, ...here, ...ownLabels },
      instanceOf({ ...here, ...ownLabels }) ?? entity,
      instanceOf
    )
    return
  }
  const hasLists = nested.some(({ value }) => holdsRecords(value))
  const columns = columnsOfObject(node)
  if (columns !== null) {
    const owner = instanceOf({ ...here, ...ownLabels }) ?? entity
    const inherited = { ...about, ...here, ...ownLabels }
    for (const point of columns)
      yield { what: 'point', ...point, path: [...path, ...point.path], about: inherited, entity: owner }
    return
  }
  if (!hasLists) {
    const isPeriod = scalars.every(({ name }) => span.test(name))
    if (scalars.length >= 2 && !isPeriod && path.length > 0 && !instrument.test(path.at(-1) ?? ''))
      yield { what: 'summary', node, values: flatten(valueOf(node)), path }
    return
  }
  const series = nameOfSeries(here, nested.length - (labels ? 1 : 0))
  const isAlone = path.length === 0 && labels?.value.type !== 'array'
  const inherited = isAlone ? { ...about, ...series } : { ...here, ...ownLabels, ...series }
  const part = labels ? partOfDimensions(labels.name, ownLabels) : null
  const own = instanceOf({ ...here, ...ownLabels }) ?? part ?? serviceOf(nested)
  const areEntities = entitiesAreKeys(nested.map(({ name, value }) => ({ name, value })))
  for (const { name, value } of nested) {
    if (value === labels?.value) continue
    if (areEntities) yield* walk(value, [...path, name], inherited, name, label)
    else yield* walk(value, [...path, name], inherited, own ?? entityOfPath(path, name) ?? entity, label)
  }
}

const scalarsAmong = (properties: readonly { readonly name: string; readonly value: Node }[]): Attributes =>
  Object.fromEntries(properties.flatMap(({ name, value }) => (isScalar(value) ? [[name, scalarOf(value)]] : [])))

function* walkList(
  node: Node,
  path: readonly string[],
  about: Attributes,
  entity: string | null,
  label: string
): Generator<JsonFinding> {
  if (listsAttributes(node)) return
  const cells = rowsOfCells(node)
  if (cells !== null) {
    yield* findingsOfRows(cells, path, about, entity, instanceOf)
    return
  }
  const roles = rolesOf(
    (node.children ?? []).slice(0, 2000).flatMap((item) => (item.type === 'object' ? [flatten(valueOf(item))] : [])),
    path.at(-1) ?? '',
    label
  )
  for (const item of node.children ?? []) {
    const pair = pointOfPair(item)
    if (pair) yield { what: 'point', node: item, path, ...pair, about, entity }
    else if (item.type === 'object') {
      const properties = propertiesOf(item)
      const isTable = rowsOfObject(item) !== null || columnsOfObject(item) !== null
      if (isTable || (properties.some(({ value }) => holdsRecords(value, true)) && !isTimed(properties)))
        yield* walk(item, path, path.length === 0 ? { ...about, ...scalarsAmong(properties) } : about, entity, label)
      else yield* recordsOf(item, properties, path, about, entity, roles, path.at(-1) ?? label)
    } else if (item.type === 'array') yield* walkList(item, path, about, entity, label)
  }
}

function* recordsOf(
  item: Node,
  properties: readonly { name: string; value: Node }[],
  path: readonly string[],
  about: Attributes,
  entity: string | null,
  roles: FieldRoles,
  called: string
): Generator<JsonFinding> {
  const values = underUsualNames(flatten(valueOf(item)), roles)
  const names = Object.keys(values)
  const table = tableOf(values, roles, path.at(-1) ?? '')
  const time = properties.find(({ name, value }) => timeNames.has(plainName(name)) && isScalar(value))
  const numbers = properties.filter(({ name, value }) => name !== time?.name && value.type === 'number')
  const others = properties.length - numbers.length - (time ? 1 : 0)
  // A point without a value is a gap in the series, not a zero.
  const isGap =
    time !== undefined &&
    numbers.length === 0 &&
    others > 0 &&
    properties.every(({ name, value }) => name === time.name || (value.type === 'null' && valueNames.has(plainName(name))))
  if (isGap) return
  const labels = properties.filter(
    ({ name, value }) =>
      name !== time?.name && value.type === 'string' && (isLabel(name) || isUnit(name)) && !timeNames.has(plainName(name))
  )
  const isSeries =
    time !== undefined &&
    numbers.length > 0 &&
    others === labels.length &&
    (labels.length === 0 || !numbers.some(({ name }) => /status|code|id$|pid|line|port|level/i.test(name)))
  const own =
    labels.length === 0
      ? about
      : {
          ...about,
          ...Object.fromEntries(labels.map(({ name, value }) => [isUnit(name) ? 'unit' : name, scalarOf(value)]))
        }
  // A list of alerts says beside the value whether it was a problem.
  const isAlert =
    /alert|alarm|^pages?$/i.test(called) && labels.some(({ name }) => /^(?:state|status|transition|event)$/i.test(name))
  if (isSeries && !isAlert && (table === 'metrics' || table === 'events')) {
    for (const { name, value } of numbers) {
      const isMain = numbers.length === 1 && valueNames.has(plainName(name))
      yield {
        what: 'point',
        node: item,
        path: isMain ? path : [...path, name],
        time: scalarOf(time.value),
        value: Number(value.value),
        about: own,
        entity: instanceOf(own) ?? entity
      }
    }
  } else
    yield {
      what: 'record',
      table,
      node: item,
      values:
        entity === null || names.some((name) => /host|service|instance|entity/i.test(name)) ? values : { ...values, entity },
      path
    }
}

/** `[time, value]` as Prometheus writes it, or `[value, time]` as Graphite and Grafana do. */
function pointOfPair(node: Node): { time: Attributes[string]; value: number } | null {
  if (node.type !== 'array' || node.children?.length !== 2) return null
  const [first, second] = node.children.map((child) => (isScalar(child) ? scalarOf(child) : null))
  if (first === null || first === undefined) return null
  const isTime = (value: Attributes[string] | undefined): boolean =>
    typeof value === 'number'
      ? value > 9.4e8 && value < 4.2e15
      : typeof value === 'string' && /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(value)
  const asNumber = (value: Attributes[string] | undefined): number | null => numberOf(value ?? null)
  if (isTime(first) && asNumber(second) !== null) return { time: first, value: asNumber(second) ?? 0 }
  if (isTime(second) && asNumber(first) !== null) return { time: second ?? null, value: asNumber(first) ?? 0 }
  return null
}

function isTimed(properties: readonly { name: string; value: Node }[]): boolean {
  return properties.some(({ name, value }) => timeNames.has(plainName(name)) && isScalar(value))
}

/** Does the node hold, at any depth, a list of objects or pairs? @param deep ignore short lists of plain details */
function holdsRecords(node: Node, deep = false): boolean {
  if (node.type === 'array') {
    return (node.children ?? []).slice(0, 5).some((item) => {
      if (pointOfPair(item)) return true
      if (item.type === 'array') return holdsRecords(item, deep)
      return (
        item.type === 'object' &&
        (!deep ||
          isTimed(propertiesOf(item)) ||
          columnsOfObject(item) !== null ||
          propertiesOf(item).some(({ value }) => holdsRecords(value, deep)))
      )
    })
  }
  return node.type === 'object' && propertiesOf(node).some(({ value }) => holdsRecords(value, deep))
}

/** OpenTelemetry names the service once for all spans below. */
function serviceOf(nested: readonly { name: string; value: Node }[]): string | null {
  const resource = nested.find(({ name }) => name === 'resource' || name === 'process')
  const service =
    resource === undefined
      ? undefined
      : Object.entries(flatten(valueOf(resource.value))).find(([name]) => /service\.?name$/i.test(name))?.[1]
  return typeof service === 'string' ? service : null
}

const containers =
  /(?:^|_)(?:endpoints|hosts|instances|services|nodes|servers|pods|containers|queues|pools|databases|regions|routes|pages|steps|journeys|dependencies|apps|applications|components|targets|clusters|workers|jobs|tenants|backends|apis)$/i

/** `endpoints: { "/api/x": { … } }`: the key names the part of the system that is measured. */
function entityOfPath(path: readonly string[], name: string): string | null {
  const parent = path.at(-1)
  const isKeyed = parent !== undefined && containers.test(parent)
  return (isKeyed || name.startsWith('/')) && !wrappers.test(name) ? name : null
}

/** The series' name: the last name of its path that does not only wrap; with its parent's when `distinct` asks for more. */
export function seriesOfPath(path: readonly string[], entity: string | null, depth = 1): string {
  const telling = path.filter((name) => !wrappers.test(name) && name !== entity)
  return telling.slice(-depth).join('.') || (path.at(-1) ?? 'value')
}
