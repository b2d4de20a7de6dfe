import { measure } from '../../world/series.ts'
import type { Emitter } from '../emitter.ts'
import { chosenSeries } from './wide-metrics.ts'

const units: Record<string, string> = {
  percent: 'percentage',
  ms: 'milliseconds',
  'per-minute': 'per_minute',
  count: 'count',
  ratio: 'ratio'
}

/** A dashboard's export: panels, some nested in groups, each with its `data_points`. `group/name=key` nests. */
export const dashboard: Emitter = (context) => {
  const { world, file, clock } = context
  const everyMs = file.everySeconds * 1000
  type Panel = { unit: string; data_points: { timestamp: string; value: number }[] }
  const panels: Record<string, Panel> = {}
  const groups: Record<string, { metrics: Record<string, Panel> }> = {}
  let records = 0
  for (const { column, series } of chosenSeries(context)) {
    const points = series.values.flatMap((value, i) =>
      value === null
        ? []
        : [{ timestamp: clock.iso(i * everyMs).replace('.000', ''), value: Number(value.toFixed(series.unit === 'ms' ? 0 : 1)) }]
    )
    records += points.length
    const panel = { unit: units[series.unit] ?? series.unit, data_points: points }
    const [group = column, name] = column.split('/')
    if (name === undefined) panels[group] = panel
    else (groups[group] ??= { metrics: {} }).metrics[name] = panel
  }
  const table = measure(world, everyMs)
  const document = {
    dashboard: `${world.scenario.service.title} overview`,
    owner: world.organisation.name,
    period: { start: clock.iso(0), end: clock.iso(table.count * everyMs), interval_minutes: everyMs / 60_000 },
    panels: { ...panels, ...groups }
  }
  // One point a line, as exporters do that people read.
  const text = JSON.stringify(document, null, 2).replaceAll(
    /\{\s+"timestamp": ("[^"]+"),\s+"value": ([^\s}]+)\s+\}/g,
    '{"timestamp": $1, "value": $2}'
  )
  return { kind: 'document', text: `${text}\n`, records }
}
