import type { ValuesOf } from '../../domain/index.ts'
import { type Maybe, type Row, rowsIn } from '../reading.ts'

const fewest = 5
/** Of another order than anything before, and so felt by whoever asks for it. */
const farLarger = 10
const farSlower = 5

/** Something asked for is ten times as large as anything was in healthy time, and whoever asks for it waits many times as long. */
export const outsizedData = (quantities: Maybe): Row | undefined =>
  rowsIn(quantities)
    .filter(
      (row) =>
        row.text('of') === 'data' &&
        (row.number('count') ?? 0) >= fewest &&
        (row.number('largest') ?? 0) >= farLarger * (row.number('most_before') ?? Infinity) &&
        (row.number('slower') ?? 0) >= farSlower
    )
    .toSorted((a, b) => (b.number('slower') ?? 0) - (a.number('slower') ?? 0))[0]

/** One run counts many times the calls that any run counted in healthy time, and is the slower for it where it is timed. */
export const outsizedCalls = (quantities: Maybe): Row | undefined =>
  rowsIn(quantities).find(
    (row) => row.text('of') === 'calls' && (row.number('count') ?? 0) >= fewest && (row.number('slower') ?? Infinity) >= 2
  )

export const outsizedTemplate =
  '{quantity} is up to {largest}, where it was {most} at most, and what has so much takes {slower} times as long'

export const outsizedValues = (row: Row): ValuesOf => ({
  quantity: [row.cite('quantity'), 'text'],
  largest: [row.cite('largest'), 'number'],
  most: [row.cite('most_before'), 'number'],
  slower: [row.cite('slower'), 'number']
})
