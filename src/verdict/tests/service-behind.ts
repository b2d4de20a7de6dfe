import { type Reading, yes } from '../diagnostic-test.ts'
import { clearness, type Row, rowsIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { medianOf } from './operation-rows.ts'

/** Twice as often as those who call it are asked: more people are passed on one by one. */
const twice = 2

/** Of several services one that came to be asked far more often than those who call it; null where none did, or nobody counts. */
export function serviceBehind({ evidence }: Scene): Reading | null {
  const rows = rowsIn(evidence.origins)
  const [most] = rows
    .flatMap((row) => {
      const [busier, before] = [row.number('busier'), passedOn(row, rows)]
      return busier === null || before === null ? [] : [{ row, times: busier / Math.max(1, before) }]
    })
    .toSorted((a, b) => b.times - a.times)
  if (!most || most.times < twice || !evidence.origins) return null
  return yes(
    clearness(Math.log(most.times), Math.log(1.5), Math.log(4)),
    '{service} was asked {times} as often as in healthy time, far more than those who call it',
    { service: [most.row.cite('service'), 'text'], times: [most.row.cite('busier'), 'ratio'] }
  )
}

/** How many times as much its callers were asked; where they are not counted, the others. */
function passedOn(row: Row, rows: readonly Row[]): number | null {
  const others = rows.filter((one) => one !== row)
  const busier = (ones: readonly Row[]): number[] => ones.flatMap((one) => one.number('busier') ?? [])
  const callers = busier(others.filter((one) => (one.text('calls') ?? '').split(', ').includes(row.text('service') ?? '')))
  return callers.length > 0 ? Math.max(...callers) : medianOf(busier(others))
}
