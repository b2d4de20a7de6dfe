import { RunRecord } from '../../domain/index.ts'

/** Tables whose keys are values rather than words of the schema. */
const openTables = new Set(['facts', 'arguments', 'values', 'records', 'personalData', 'dimensions'])

/**
 * `report.json`: keys in the order of the schema, keys of open tables (facts, arguments …) in alphabetical order, so that
 * two equal records are equal to the byte. Two spaces, a newline at the end.
 * Throws ZodError when the record does not follow its schema: what is published can always be read again.
 */
export function renderJson(record: RunRecord): string {
  return `${JSON.stringify(RunRecord.parse(record), (key, value: unknown) => (openTables.has(key) ? sorted(value) : value), 2)}\n`
}

/** Keys of a table, and of the tables within it, in alphabetical order; anything else as it is. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  // Own properties only: a key such as "__proto__" stays a key.
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}
