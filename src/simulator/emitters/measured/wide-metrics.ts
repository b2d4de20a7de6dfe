import { measure, type Series } from '../../world/series.ts'
import type { EmitContext, Emitter } from '../emitter.ts'

/** A file's series as `column=key`, or just the key; `cpu_percent@*` is one for each entity. */
export function chosenSeries({ world, file }: EmitContext): { column: string; series: Series }[] {
  const table = measure(world, file.everySeconds * 1000)
  return file.series.flatMap((choice) => {
    const [column = choice, key = column] = choice.split('=')
    if (!key.endsWith('@*')) return [{ column: column.replaceAll('@', '_'), series: table.get(key) }]
    return table
      .keys()
      .filter((known) => known.startsWith(key.slice(0, -1)))
      .map((known) => ({ column: column.replace('@*', ''), series: table.get(known) }))
  })
}

/** As many digits as an instrument of that unit would show. */
export function figure(value: number | null, unit: string): string {
  if (value === null) return ''
  if (unit === 'percent' || unit === 'ratio') return value.toFixed(1)
  return String(Math.round(value))
}

/** One row an interval, one column a series; the time is the start of the interval. */
export const wideMetrics: Emitter = (context) => {
  const { clock, file } = context
  const columns = chosenSeries(context)
  const count = columns[0]?.series.values.length ?? 0
  const rows = Array.from({ length: count }, (_, i) => {
    const at = i * file.everySeconds * 1000
    const cells = columns.map(({ series }) => figure(series.values[i] ?? null, series.unit))
    return { at, record: true, text: [clock.local(at).slice(0, 19), ...cells].join(',') }
  })
  return {
    kind: 'lines',
    entries: [{ at: null, record: false, text: ['timestamp', ...columns.map(columnName)].join(',') }, ...rows]
  }
}

/** In a wide table an entity is part of the column's name, but for the database, which is in it already. */
function columnName({ column, series }: { column: string; series: Series }): string {
  const { entity } = series
  return entity === null || entity === 'db' || column.includes(entity) || column !== series.name ? column : `${column}_${entity}`
}
