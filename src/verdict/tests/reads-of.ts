import type { ValuesOf } from '../../domain/index.ts'
import type { Maybe, Row } from '../reading.ts'
import { rowsIn } from '../reading.ts'
import { medianOf } from './operation-rows.ts'

/** A few rows more or less are nothing, whatever their share. */
const few = 20
/** Five times the rows is another way of finding them; half as many again is what was added to a table. */
export const readsMore = 5
export const readsAlike = 1.5
/** A statement that reads so many rows, and so many times what the others read, is dear by itself. */
const manyRows = 50_000
const farBeyond = 100

/** How many times as much a run of the statement reads as in healthy time; null where either is not told. Waiting changes nothing of it. */
export function readsRise(row: Row): number | null {
  const [before, now] = [row.number('baseline_examined'), row.number('examined')]
  return before === null || now === null ? null : (now + few) / (before + few)
}

export const saidOfReads = 'a run of {operation} reads {now} rows or pages where it read {before}'
export const readsValues = (row: Row): ValuesOf => ({
  operation: [row.cite('label'), 'text'],
  before: [row.cite('baseline_examined'), 'integer'],
  now: [row.cite('examined'), 'integer']
})

/** Nobody tells what it read in healthy time, and it reads far more than any other does. */
export function readsFarBeyond(operations: Maybe, row: Row): boolean {
  const own = row.number('examined') ?? 0
  if (row.number('baseline_examined') !== null || own < manyRows) return false
  const others = rowsIn(operations)
    .filter((one) => one.text('population') === 'statements' && one.text('operation') !== row.text('operation'))
    .flatMap((one) => one.number('examined') ?? [])
  const typical = medianOf(others)
  return typical !== null && own >= farBeyond * Math.max(typical, few)
}
