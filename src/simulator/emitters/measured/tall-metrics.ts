import type { EmitContext, Emitter } from '../emitter.ts'
import { chosenSeries, figure } from './wide-metrics.ts'

interface Point {
  readonly at: number
  readonly column: string
  readonly entity: string
  readonly value: string
  readonly unit: string
}

function points(context: EmitContext): Point[] {
  const { file, world } = context
  const series = chosenSeries(context)
  const count = series[0]?.series.values.length ?? 0
  return Array.from({ length: count }, (_, i) =>
    series.flatMap(({ column, series: { values, entity, unit } }): Point[] => {
      const value = values[i] ?? null
      if (value === null) return []
      return [
        {
          at: i * file.everySeconds * 1000,
          column,
          entity: entity ?? world.scenario.service.application,
          value: figure(value, unit),
          unit
        }
      ]
    })
  ).flat()
}

/** One row a point: time, host, metric, value, unit. */
export const longMetrics: Emitter = (context) => ({
  kind: 'lines',
  entries: [
    { at: null, record: false, text: 'time,host,metric,value,unit' },
    ...points(context).map(({ at, column, entity, value, unit }) => ({
      at,
      record: true,
      text: `${context.clock.iso(at).replace('.000', '')},${entity},${column},${value},${unit}`
    }))
  ]
})

/** What differs between the text that Prometheus always knew and OpenMetrics, which has units, seconds and an end. */
function exposition(unitLine: boolean, time: (epochMs: number) => string, end: readonly string[]): Emitter {
  return (context) => {
    const all = points(context)
    const names = [...new Set(all.map(({ column }) => column))]
    const structure = (text: string) => ({ at: null, record: false, text })
    const families = names.flatMap((name) => {
      const metric = name.replaceAll(/[^a-zA-Z0-9_]/g, '_')
      const of = all.filter(({ column }) => column === name)
      const unit = of[0]?.unit ?? ''
      return [
        structure(`# HELP ${metric} ${name.replaceAll('_', ' ')} (${unit})`),
        structure(`# TYPE ${metric} gauge`),
        ...(unitLine && metric.endsWith(`_${unit}`) ? [structure(`# UNIT ${metric} ${unit}`)] : []),
        ...of.map(({ at, entity, value }) => ({
          at,
          record: true,
          text: `${metric}{instance="${entity}"} ${value} ${time(context.clock.epoch(at))}`
        }))
      ]
    })
    return { kind: 'lines', entries: [...families, ...end.map(structure)] }
  }
}

/** Prometheus' text exposition with timestamps, as `promtool` dumps a range. */
export const prometheusText = exposition(false, String, [])
/** The same range as OpenMetrics. */
export const openMetrics = exposition(true, (ms) => (ms / 1000).toFixed(3), ['# EOF'])
