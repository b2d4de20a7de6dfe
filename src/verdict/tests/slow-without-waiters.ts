import { citeFact } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, numberIn, rowsIn } from '../reading.ts'
import { runsOf } from './calls.ts'
import { queuedElsewhere } from './queued-elsewhere.ts'

export const slowWithoutWaiters: DiagnosticTest = {
  id: 'slow-without-waiters',
  question: 'Was the operation slow while nobody waited for a resource?',
  dimension: 'discrimination',
  calls: runsOf,
  read([runs], _hypothesis, scene) {
    const [slow, alone] = [numberIn(runs, 'slow') ?? 0, numberIn(runs, 'slow_without_waiters')]
    const known = rowsIn(runs).some((row) => row.number('waiters') !== null)
    if (slow === 0 || alone === null || !known || !has(runs, 'slow_without_waiters')) {
      return cannotTell('no source says who waited while the operation was slow')
    }
    const counts = {
      alone: [citeFact(runs, 'slow_without_waiters'), 'integer'],
      slow: [citeFact(runs, 'slow'), 'integer']
    } as const
    const share = alone / slow
    const queue = alone === slow ? queuedElsewhere(scene) : undefined
    if (queue) {
      return cannotTell('in the pool that is watched nobody waited, but {series} shows a queue from {at} on', {
        series: [queue.cite('series'), 'text'],
        at: [queue.cite('onset'), 'time']
      })
    }
    if (alone > 0 && has(runs, 'slow_without_waiters_max_ms')) {
      // One slow run may be an accident of a coarse series; from a tenth of the slow runs on it is a fact of its own.
      return yes(
        Math.min(clearness(share, 0, 0.3), clearness(alone, 0, 3)),
        '{alone} of {slow} slow runs happened while nobody waited; the longest of them took {most} at {at}',
        {
          ...counts,
          most: [citeFact(runs, 'slow_without_waiters_max_ms'), 'ms'],
          at: [citeFact(runs, 'slow_without_waiters_at'), 'time']
        }
      )
    }
    return no(clearness(slow, 0, 5), '{alone} of {slow} slow runs happened while nobody waited', counts)
  }
}
