import { citeFact } from '../../domain/index.ts'
import { no, type Reading } from '../diagnostic-test.ts'
import { has, type Maybe, numberIn, type Row, rowsIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { roseBeyond } from './processor-follows-load.ts'

/** A processor, in percent, that does what it can. */
const full = 90
/** Load that rose less may be carried by what is left free on most days. */
const severalTimes = 2

/**
 * What a load would take if each of it cost what it did in healthy time: use in healthy time × how many times the load rose (the
 * utilisation law, for places Little's law at an unchanged hold time). Where that is more than all there is, it was short whatever
 * became dearer besides. Undefined where nothing is full, or what is full would have sufficed at its healthy cost.
 */
export function neededAtHealthyCost(demand: Maybe, scene: Scene): Reading | undefined {
  const ratio = numberIn(demand, 'load_ratio')
  if (ratio === null || ratio < severalTimes || !has(demand, 'load_ratio')) return undefined
  const short = rowsIn(scene.evidence.onsets).find(
    (row) => isFull(row) && (row.number('baseline_median') ?? 0) * ratio >= limitOf(row)
  )
  if (!short) return undefined
  return no(
    0.6,
    '{series} is full at {peak}: at {before} in healthy time, {load} the load needs more than all of it at an unchanged cost',
    {
      series: [short.cite('series'), 'text'],
      peak: [short.cite('peak'), 'number'],
      before: [short.cite('baseline_median'), 'number'],
      load: [citeFact(demand, 'load_ratio'), 'ratio']
    }
  )
}

const isFull = (row: Row): boolean =>
  row.text('saturated_at') !== null &&
  !roseBeyond(row) &&
  (row.text('role') === 'holders' || (row.text('role') === 'cpu' && (row.number('peak') ?? 0) >= full))

/** Where something stays at its peak, that is all there is of it. */
const limitOf = (row: Row): number => row.number('peak') ?? Infinity
