import type { Emitter } from '../emitter.ts'
import { chosenSeries } from './wide-metrics.ts'

/** Windows' performance log as CSV (`relog -f csv`): every cell quoted, the month first, counters as `\\HOST\object\counter`. */
export const performanceCounters: Emitter = (context) => {
  const { clock, file } = context
  const columns = chosenSeries(context)
  const count = columns[0]?.series.values.length ?? 0
  const [sign, hours, minutes] = [
    clock.offset.startsWith('-') ? 1 : -1,
    Number(clock.offset.slice(1, 3)),
    Number(clock.offset.slice(4, 6))
  ]
  const bias = sign * (hours * 60 + minutes)
  const zone = `(PDH-CSV 4.0) (${bias === 0 ? 'GMT Standard Time' : 'GMT Daylight Time'})(${bias === 0 ? 0 : bias})`
  const counters = columns.map(
    ({ column, series: { entity } }) => `\\\\${(entity ?? 'LB').toUpperCase()}\\${column.replace('/', '\\')}`
  )
  const rows = Array.from({ length: count }, (_, i) => {
    const at = i * file.everySeconds * 1000
    const [date = '', time = ''] = clock.local(at).split(' ')
    const [year, month, day] = date.split('-')
    const cells = columns.map(({ series }) => series.values[i]?.toFixed(6) ?? ' ')
    return { at, record: true, text: quoted([`${month}/${day}/${year} ${time}`, ...cells]) }
  })
  return { kind: 'lines', entries: [{ at: null, record: false, text: quoted([zone, ...counters]) }, ...rows] }
}

const quoted = (cells: readonly string[]): string => cells.map((cell) => `"${cell}"`).join(',')
