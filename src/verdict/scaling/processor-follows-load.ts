import { citeFact } from '../../domain/index.ts'
import { no, type Reading } from '../diagnostic-test.ts'
import { has, type Maybe, numberIn, type Row, rowsIn } from '../reading.ts'
import type { Scene } from '../scene.ts'

/** Half as much load again: below it a processor that stood still followed it as well. */
const moreLoad = 1.5
/** Share of a processor's course that the load must explain. */
const explained = 0.5
/** Beyond this a processor, in percent, does what it can and no longer what is asked. */
const nearlyFull = 90
/** As far as two ratios of medians lie apart by chance. */
const asMuch = 1.3

/**
 * Where durations do not tell what a request costs, the processors do (utilisation is arrivals times cost): they rose with
 * the load and no further. Undefined where the load hardly rose, or a processor that works rose beyond it.
 */
export function processorFollowsLoad(demand: Maybe, scene: Scene): Reading | undefined {
  const ratio = numberIn(demand, 'load_ratio')
  if (ratio === null || ratio < moreLoad || !has(demand, 'load_ratio')) return undefined
  const rows = rowsIn(scene.evidence.onsets)
  const working = rows.filter((row) => row.text('role') === 'cpu' && (row.number('peak') ?? 0) >= nearlyFull)
  const [busiest] = working
  if (!busiest || !working.every((row) => followsByCourse(row) || followsByMedians(row, rows))) return undefined
  return no(
    0.6,
    '{series} rose with the load, {load} the healthy one, and not beyond it: a request costs the processor what it did',
    {
      series: [busiest.cite('series'), 'text'],
      load: [citeFact(demand, 'load_ratio'), 'ratio']
    }
  )
}

const followsByCourse = (row: Row): boolean => (row.number('load_explained') ?? 0) >= explained && !roseBeyond(row)

/** Beyond its load before it was full: once it is, it stays full while the load falls again and works off what waited. */
export function roseBeyond(row: Row): boolean {
  const [beyond, full] = [row.text('beyond_load_onset'), row.text('saturated_at')]
  return beyond !== null && (full === null || beyond <= full)
}

/** Its median against that of the load, where it was not yet full in the middle of the window. */
function followsByMedians(row: Row, rows: readonly Row[]): boolean {
  const [before, now] = [row.number('baseline_median') ?? 0, row.number('window_median') ?? 0]
  const load = rows.find(
    (one) => one.text('role') === 'load' && one.text('entity') === row.text('entity') && riseOf(one) >= moreLoad
  )
  if (!load || before <= 0 || now >= nearlyFull || roseBeyond(row)) return false
  return now / before <= asMuch * riseOf(load)
}

const riseOf = (row: Row): number => (row.number('window_median') ?? 0) / Math.max(1e-9, row.number('baseline_median') ?? 0)
