import type { Attributes, TableName } from '../../domain/index.ts'
import { kindOfRecord } from '../fields/record-kind.ts'
import { share } from './column.ts'
import { eventRoles, timeRole } from './event-roles.ts'
import { requestRoles } from './request-roles.ts'
import { type Found, sampleOf } from './sample.ts'
import { type SampledSeries, sampledSeries } from './series.ts'
import { isStatement } from './value-tests.ts'
import { spanRoles } from './span-roles.ts'
import { statementRoles } from './statement-roles.ts'

export { isLevelWord } from './value-tests.ts'

/** What a source's fields are by their values, where their names do not say it. */
export interface FieldRoles {
  /** A file's own names, each with the usual name of the role that its values play. */
  readonly names: ReadonlyMap<string, string>
  /** What the records are, where their names do not tell; those that lack one of `needs` are not. */
  readonly table: TableName | null
  readonly needs: readonly string[]
  /** Records that measure, at a steady pace; null for all others. */
  readonly sampled: SampledSeries | null
  /** A sentence for the source's notes; null where nothing was inferred. */
  readonly note: string | null
}

const nothing: FieldRoles = { names: new Map(), table: null, needs: [], sampled: null, note: null }

/**
 * Looks at a sample of a source's records, once: values tell what a field is, its name only supports it. What the names say by
 * themselves stays as it is.
 *
 * @param listName the list that the records stand in
 * @param label what their file is called, which tells what a list without telling names holds
 */
export function rolesOf(records: readonly Attributes[], listName = '', label = ''): FieldRoles {
  if (records.length < 2) return nothing
  const sample = sampleOf(records)
  const own = sample.columns.map(({ name }) => name)
  const said = kindOfRecord(own, listName)
  // A column that is called query may be a request's.
  const named = said === 'statements' && !sample.columns.some((column) => share(column, isStatement) > 0.3) ? 'events' : said
  const spans = named === 'spans' || named === 'events' ? spanRoles(records, sample) : null
  const isOpen = spans === null && (named === 'events' || named === 'metrics')
  const statements = isOpen ? statementRoles(sample) : null
  // Rows of a view come at a steady pace too, and tell of a statement each.
  const isView = statements !== null && [...statements.names.values()].includes('calls')
  const sampled = isOpen && !isView ? sampledSeries(sample) : null
  const found =
    sampled !== null
      ? null
      : (spans ??
        (isView || named === 'events'
          ? (statements ?? requestRoles(sample, false))
          : named === 'requests'
            ? requestRoles(sample, true)
            : null))
  const names = new Map(found?.names)
  const support = [...(found?.support ?? [])]
  timeRole(sample, names, support)
  if (sampled?.series) nameLongSeries(sampled, names, support)
  if (found === null && sampled === null && named === 'events' && kindOfRecord(own, label) === 'events')
    eventRoles(sample, names, support)
  return names.size === 0 && found === null && sampled === null
    ? nothing
    : {
        names: withoutClashes(names, own),
        table: isView ? 'statements' : named === 'events' ? (found?.table ?? (named === said ? null : 'events')) : null,
        needs: found?.needs ?? [],
        sampled: sampled && { ...sampled, labels: sampled.labels.map((name) => names.get(name) ?? name) },
        note: noteOf(found, support)
      }
}

/** A column of series' names beside one of their values. */
function nameLongSeries({ series, measures }: SampledSeries, names: Map<string, string>, support: string[]): void {
  const [value] = measures
  if (series === null || value === undefined) return
  names.set(series, 'metric').set(value, 'value')
  support.push(`${series} names what is measured and ${value} is its value`)
}

function noteOf(found: Found | null, support: readonly string[]): string | null {
  if (support.length === 0) return null
  const what = found === null ? '' : ` read as ${found.table}`
  return `Fields told by their values${what}: ${support.join('; ')}.`
}

/** A name that is given to one field is taken from the field that had it. */
function withoutClashes(names: ReadonlyMap<string, string>, own: readonly string[]): ReadonlyMap<string, string> {
  const given = new Set(names.values())
  const moved = own.filter((name) => given.has(name) && !names.has(name)).map((name) => [name, `${name}_as_written`] as const)
  return new Map([...names, ...moved])
}

/** The same record under the usual names. */
export function underUsualNames(record: Attributes, { names }: FieldRoles): Attributes {
  if (names.size === 0) return record
  const renamed: Attributes = {}
  for (const name of Object.keys(record)) renamed[names.get(name) ?? name] = record[name] ?? null
  return renamed
}

/** What a record is: as its names say, else as the values of its kind showed. @param record under its usual names */
export function tableOf(record: Attributes, roles: FieldRoles, listName = ''): TableName {
  const said = kindOfRecord(Object.keys(record), listName)
  if (said !== 'events' || roles.table === null) return said
  return roles.needs.every((name) => (roles.names.get(name) ?? name) in record) ? roles.table : said
}
