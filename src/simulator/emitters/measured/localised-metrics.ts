import type { Emitter } from '../emitter.ts'
import { chosenSeries } from './wide-metrics.ts'

/** A wide table as a German machine exports it: semicolons, decimal commas, the day first. `column=key` names the columns. */
export const localisedMetrics: Emitter = (context) => {
  const { clock, file } = context
  const columns = chosenSeries(context)
  const count = columns[0]?.series.values.length ?? 0
  const rows = Array.from({ length: count }, (_, i) => {
    const at = i * file.everySeconds * 1000
    const [date = '', time = ''] = clock.local(at).split(' ')
    const cells = columns.map(({ series }) => series.values[i]?.toFixed(2).replace('.', ',') ?? '')
    return { at, record: true, text: [`${date.split('-').toReversed().join('.')} ${time.slice(0, 8)}`, ...cells].join(';') }
  })
  const head = ['Zeitstempel', ...columns.map(({ column }) => column)].join(';')
  return { kind: 'lines', entries: [{ at: null, record: false, text: head }, ...rows] }
}
