import type { Attributes } from '../../domain/index.ts'
import { type DurationUnit, unitMs } from '../fields/durations.ts'
import { numberOf } from '../fields/fields.ts'
import { durationName, usualNames } from '../fields/usual-names.ts'
import { type Column, filled, holds, isCalled, isNamed, middle, plainNames } from './column.ts'
import { durationAmong, nameDuration } from './durations.ts'
import { roleWords } from './role-words.ts'
import type { Found, Sample } from './sample.ts'
import { isEver } from './times.ts'
import { isIdentifier, isName } from './value-tests.ts'

/** So many records tell; more only cost. */
const most = 2_000
const spanNames = plainNames(usualNames.spanId)
const parentNames = plainNames(usualNames.parentId)
const endNames = plainNames(usualNames.end)
const nameNames = plainNames(usualNames.spanName)

interface Tree {
  readonly trace: string
  readonly id: string
  readonly parent: string
  readonly pairs: readonly (readonly [child: Attributes, above: Attributes])[]
}

/**
 * Which fields make records spans of a tree: the identifier, that of the parent, which is another record's, and the trace's, which
 * child and parent share; then what each is called and how long it took.
 */
export function spanRoles(records: readonly Attributes[], { columns, times, untimed, time }: Sample): Found | null {
  const sample = records.slice(0, most)
  const names = columns.map(({ name }) => name)
  if (sample.length < 3 || (names.some((name) => isNamed(name, spanNames)) && names.some((name) => isNamed(name, parentNames))))
    return null
  const tree = treeOf(sample, names)
  if (tree === null) return null
  const found: Found = {
    table: 'spans',
    names: new Map([
      [tree.trace, 'trace_id'],
      [tree.id, 'span_id'],
      [tree.parent, 'parent_id']
    ]),
    needs: [tree.trace, tree.id],
    support: [`${tree.parent} names another record’s ${tree.id} within the same ${tree.trace}: spans`]
  }
  const rest = untimed.filter(({ name }) => !found.names.has(name))
  if (!rest.some(({ name }) => isNamed(name, nameNames))) {
    const name = nameAmong(rest)
    if (name !== null) {
      found.names.set(name.name, 'name')
      found.support.push(`${name.name} is what the span did`)
      const part = rest.filter(
        (column) => column !== name && holds(column, isName) && column.distinct <= name.distinct && filled(column) > 0.9
      )
      if (part.length === 1 && part[0] !== undefined && !rest.some((column) => isCalled(column, roleWords.service))) {
        found.names.set(part[0].name, 'service')
        found.support.push(`${part[0].name} is the part that did it`)
      }
    }
  }
  const ending =
    times.find((one) => isCalled(one.column, roleWords.laterTime)) ??
    times.find(({ column }) => column.name !== time?.column.name)
  if (
    ending !== undefined &&
    times.length === 2 &&
    time !== null &&
    isEver(time, ending.ms) &&
    !isNamed(ending.column.name, endNames)
  ) {
    found.names.set(ending.column.name, 'end_time')
    found.support.push(`${ending.column.name} is when it ended`)
  }
  const duration = durationAmong(rest, times, false) ?? null
  if (duration !== null) nameDuration(found, duration, rest)
  else if (!rest.some(({ name }) => durationName.test(name))) nameByNesting(found, tree, rest, times)
  return found
}

/** Low-cardinality names that are not those of services or hosts: the column that tells more than the others. */
function nameAmong(columns: readonly Column[]): Column | null {
  const fit = columns.filter(
    (column) =>
      holds(column, (value) => /[\p{L}]{2}/u.test(value) && value.length < 120 && !isIdentifier(value), 0.8) &&
      filled(column) > 0.9 &&
      column.distinct >= 2 &&
      column.distinct < 0.5 * column.values.length &&
      !isCalled(column, roleWords.service) &&
      !isCalled(column, roleWords.host) &&
      !column.words.has('kind')
  )
  return fit.find((column) => isCalled(column, roleWords.operation)) ?? fit.toSorted((a, b) => b.distinct - a.distinct)[0] ?? null
}

/**
 * A nameless number is how long a span took, in the unit in which children end before their parents do: nearly all of them, and
 * not in the next greater unit.
 */
function nameByNesting(found: Found, { pairs }: Tree, columns: readonly Column[], times: Sample['times']): void {
  const time = times.find(({ isEpoch }) => isEpoch) ?? times[0]
  if (time === undefined) return
  const scale = epochScale(time.column)
  const units: readonly DurationUnit[] = ['s', 'ms', 'us', 'ns']
  for (const column of columns) {
    if (!holds(column, (value) => (numberOf(value) ?? -1) >= 0, 0.98) || column.distinct < 0.2 * column.values.length) continue
    const timed = pairs.flatMap(([child, above]) => {
      const [from, start] = [numberOf(above[time.column.name] ?? null), numberOf(child[time.column.name] ?? null)]
      const [whole, part] = [numberOf(above[column.name] ?? null), numberOf(child[column.name] ?? null)]
      return from === null || start === null || whole === null || part === null
        ? []
        : [{ lag: (start - from) * scale, whole, part }]
    })
    const fits = units.filter(
      (unit) =>
        timed.filter(({ lag, whole, part }) => lag + part * unitMs[unit] <= whole * unitMs[unit] + 2).length >
          0.9 * timed.length && middle(timed.map(({ whole }) => whole)) * unitMs[unit] < 600_000
    )
    // The smallest unit in which the children still lie within.
    const unit = fits.at(-1)
    if (timed.length < 5 || unit === undefined) continue
    found.names.set(column.name, `duration_${unit}`)
    found.support.push(`${column.name} is how long each took: in ${unit} children end before their parents`)
    return
  }
}

/** Milliseconds in one of the column's counts since 1970. */
function epochScale({ values }: Column): number {
  const digits = (values[0] ?? '').split('.')[0]?.length ?? 13
  return digits <= 10 ? 1000 : digits <= 13 ? 1 : digits <= 16 ? 1e-3 : 1e-6
}

function treeOf(sample: readonly Attributes[], names: readonly string[]): Tree | null {
  const identifiers = names.filter((name) => {
    const values = sample.flatMap((record) => (record[name] === '-' ? [] : (record[name] ?? [])))
    return (
      values.length >= 0.3 * sample.length &&
      values.filter((value) => /^[\da-f-]{6,40}$|^[\w-]{8,40}$/i.test(String(value))).length > 0.95 * values.length
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
        (name) =>
          name !== id &&
          name !== parent &&
          pairs.filter(([child, above]) => child[name] === above[name]).length > 0.95 * pairs.length
      )
      if (trace !== undefined) return { trace, id, parent, pairs }
    }
  }
  return null
}
