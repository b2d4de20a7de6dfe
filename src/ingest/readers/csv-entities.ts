import { seriesRoleOf } from '../../domain/index.ts'

/** What a column of a wide metrics table measures, and of which part of the system when header or file name tell. */
export interface ColumnName {
  readonly series: string
  readonly entity: string | null
}

/** Who was busiest and who next is no part of a system: it is another one each minute. */
const isRank = (name: string): boolean => /^(?:top|rank|nr|no)[ _.-]?\d+$/i.test(name)

const isMeasure = (name: string): boolean => seriesRoleOf(name) !== 'other'

const isPartName = (name: string): boolean => !isMeasure(name) && !isRank(name)

/**
 * Reads the columns `cart_cpu, cart_latency, pay_cpu …` as series of parts of the system, when every column divides so and
 * two parts share a measure; columns that are parts only (`time, cart, pay`) are series of what the file is named for.
 * @param fileName without endings and dates
 */
export function columnNames(columns: readonly string[], fileName: string): ReadonlyMap<string, ColumnName> {
  const divided = dividedColumns(columns) ?? dividedByMeasures(columns)
  if (divided !== null) return divided
  const measure = measureOfFile(fileName)
  return new Map(
    columns.map((name) => {
      if (measure !== null && /^(?:value|val|y|avg|mean|result)$/i.test(name)) return [name, { series: measure, entity: null }]
      const isPart = measure !== null && columns.every((column) => !isMeasure(column)) && columns.length > 1
      return [name, isPart ? { series: measure, entity: name } : { series: name, entity: null }]
    })
  )
}

/** What all columns of a file measure, by its name: `queue_depth`, `connections_by_application`. */
function measureOfFile(fileName: string): string | null {
  const apart = /^(.+?)[ _-](?:by|per|each|pro|je|par|por)[ _-]\w+$/i.exec(fileName)?.[1]
  return [apart, fileName].find((name) => name !== undefined && isMeasure(name)) ?? null
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
        [...entities].every(isPartName) &&
        shared >= seen.size / 2 &&
        [...seen.keys()].some(isMeasure)
      if (fits) return new Map(columns.map((column, index) => [column, parts[index] ?? { series: column, entity: null }]))
    }
  }
  return null
}

/**
 * The same where parts have names of several words (`page_svc_p95_ms`, `pricing_db_qps`): each column is cut before the
 * measure that most parts have, or behind a part that other columns made known. Null when no measure is of two parts, or
 * more than a fifth of the columns stays whole.
 */
function dividedByMeasures(columns: readonly string[]): Map<string, ColumnName> | null {
  if (columns.length < 4) return null
  const cuts = new Map(columns.map((column) => [column, cutsOf(column)]))
  const parts = new Map<string, Set<string>>()
  for (const { entity, series } of [...cuts.values()].flat()) parts.set(series, (parts.get(series) ?? new Set()).add(entity))
  const spread = (series: string): number => parts.get(series)?.size ?? 0
  const known = new Map<string, string>()
  for (const [column, own] of cuts) {
    const [best] = [...own].sort((a, b) => spread(b.series) - spread(a.series) || a.series.length - b.series.length)
    if (best && spread(best.series) >= 2) known.set(column, best.entity)
  }
  const entities = [...new Set(known.values())].sort((a, b) => b.length - a.length)
  if (entities.length < 2) return null
  const named = columns.map((column): [string, ColumnName] => {
    const entity =
      known.get(column) ?? entities.find((one) => column.startsWith(one) && /[_\-.:/ ]/.test(column[one.length] ?? ''))
    return [column, entity === undefined ? { series: column, entity: null } : { series: column.slice(entity.length + 1), entity }]
  })
  const whole = named.filter(([, { entity }]) => entity === null).length
  return whole * 5 <= columns.length ? new Map(named) : null
}

/** Every way to cut a column into a part, which is no measure itself, and a measure. */
function cutsOf(column: string): { readonly entity: string; readonly series: string }[] {
  return [...column.matchAll(/[_\-.:/ ]/g)].flatMap(({ index }) => {
    const [entity, series] = [column.slice(0, index), column.slice(index + 1)]
    return entity !== '' && isPartName(entity) && isMeasure(series) ? [{ entity, series }] : []
  })
}
