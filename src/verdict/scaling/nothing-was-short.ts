import { type Reading, yes } from '../diagnostic-test.ts'
import { type Maybe, numberIn, type Row, rowsIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { failingIsQuick } from '../tests/failing-is-quick.ts'
import { nobody } from './part.ts'

/** Up to here, in percent, a share of a machine has room for as much again. */
const room = 50
/** Half as much load again is a surge: what turns it away at the door is quick too, and fills nothing. */
const surge = 1.5

/**
 * Work that fails at once, without a queue for anything and with processors at rest, lacks no resource: there is nothing
 * that more of could help. Undefined where the queues or the processors are not measured, or anything came near its limit.
 */
export function nothingWasShort(demand: Maybe, scene: Scene): Reading | undefined {
  const rows = rowsIn(scene.evidence.onsets)
  const of = (roles: RegExp): Row[] => rows.filter((row) => roles.test(row.text('role') ?? ''))
  const queues = of(/^(waiters|queue)$/)
  const processors = of(/^cpu$/)
  const [queue] = queues
  const busiest = processors.toSorted((a, b) => mostOf(b) - mostOf(a))[0]
  if (!queue || !busiest || (numberIn(demand, 'load_ratio') ?? surge) >= surge) return undefined
  if (queues.some((row) => (row.number('peak') ?? 1) > 0)) return undefined
  if (processors.some((row) => !inPercent(row) || mostOf(row) > room)) return undefined
  if (rows.some((row) => row.text('saturated_at') !== null)) return undefined
  const quick = failingIsQuick.read([], { subject: nobody, onset: null }, scene)
  if (quick.outcome !== 'yes') return undefined
  return yes(
    1,
    'work failed at once with nobody waiting ({queue}: {waiting}) and {cpu} at {level} in the median: nothing was short',
    {
      queue: [queue.cite('series'), 'text'],
      waiting: [queue.cite('peak'), 'number'],
      cpu: [busiest.cite('series'), 'text'],
      level: [busiest.cite('window_median'), 'number']
    }
  )
}

/** The peak of what went down is its lowest point. */
const mostOf = (row: Row): number =>
  Math.max(...['baseline_median', 'window_median', 'peak'].map((column) => row.number(column) ?? Infinity))

/** A share of one and a count of cores look alike where a machine is idle. */
const inPercent = (row: Row): boolean => (row.text('unit') ?? '').includes('percent') || mostOf(row) > 1.5
