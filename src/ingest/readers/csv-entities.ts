import { seriesRoleOf } from '../../domain/index.ts'

/** What a column of a wide metrics table measures, and of which part of the system when header or file name tell. */
export interface ColumnName {
  readonly series: string
  readonly entity: string | null
}

const isMeasure = (name: string): boolean => seriesRoleOf(name) !== 'other'

/**
 * Reads the columns `cart_cpu, cart_latency, pay_cpu …` as series of parts of the system, when every column divides so and
 * two parts share a measure; columns that are parts only (`time, cart, pay`) are series of what the file is named for.
 * @param fileName without endings and dates
 */
export function columnNames(columns: readonly string[], fileName: string): ReadonlyMap<string, ColumnName> {
  const divided = dividedColumns(columns)
  if (divided !== null) return divided
  const measure = isMeasure(fileName) ? fileName : null
  return new Map(
    columns.map((name) => {
      if (measure !== null && /^(?:value|val|y|avg|mean|result)$/i.test(name)) return [name, { series: measure, entity: null }]
      const isPart = measure !== null && columns.every((column) => !isMeasure(column)) && columns.length > 1
      return [name, isPart ? { series: measure, entity: name } : { series: name, entity: null }]
    })
  )
}

function dividedColumns(columns: readonly string[]): Map<string, ColumnName> | null {
  if (columns.length < 4) return null
  for (const separator of ['_', ':', '/', '|', '.', ' ', '-']) {
    for (const from of ['indexOf', 'lastIndexOf'] as const) {
      const parts = columns.map((column) => {
        const at = column[from](separator)
        return at <= 0 || at >= column.length - 1 ? null : { entity: column.slice(0, at), series: column.slice(at + 1) }
      })
      const whole = parts.filter((part) => part !== null)
      const entities = new Set(whole.map(({ entity }) => entity))
      const seen = new Map<string, number>()
      for (const { series } of whole) seen.set(series, (seen.get(series) ?? 0) + 1)
      const shared = [...seen.values()].filter((count) => count >= 2).length
      const fits =
        whole.length === columns.length &&
        entities.size >= 2 &&
        [...entities].every((entity) => !isMeasure(entity)) &&
        shared >= seen.size / 2 &&
        [...seen.keys()].some(isMeasure)
      if (fits) return new Map(columns.map((column, index) => [column, parts[index] ?? { series: column, entity: null }]))
    }
  }
  return null
}
