import { citeFact, epochMsOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { has, numberIn, rowsIn, textIn } from '../reading.ts'
import { compared, runsOf } from './calls.ts'
import { firstSlowOf } from './first-slow.ts'
import { medianOf } from './operation-rows.ts'
import { queuedElsewhere } from './queued-elsewhere.ts'

/** Who was first: slow work, or the queue for a resource? Work that is slow before anyone waits is not slow from waiting. */
export const slowBeforeWaiting: DiagnosticTest = {
  id: 'slow-before-waiting',
  question: 'Was the operation slow before anyone waited for a resource?',
  dimension: 'precedence',
  calls: (subject, scene) => {
    const runs = runsOf(subject, scene)
    return runs.length > 0 ? [...runs, ...compared('holders_waiters', scene)] : []
  },
  read([runs, pool], { subject }, scene) {
    const [slowAt, waitAt] = [textIn(runs, 'first_slow_at'), textIn(pool, 'first_waiter_at')]
    if (!slowAt || !has(runs, 'first_slow_at')) return cannotTell('no slow run of the operation was logged')
    const first = [citeFact(runs, 'first_slow_at'), 'time'] as const
    if (!waitAt || !has(pool, 'first_waiter_at')) {
      if (pool?.status !== 'found') return cannotTell('no source says who waited for a resource')
      const queue = queuedElsewhere(scene)
      if (queue) {
        return cannotTell('the first slow run was logged at {first}; {series} shows a queue from {at} on', {
          first,
          series: [queue.cite('series'), 'text'],
          at: [queue.cite('onset'), 'time']
        })
      }
      return yes(0.8, 'the first slow run was logged at {first}; nobody is seen waiting for a resource at any time', { first }, [
        pool.id
      ])
    }
    const values = { first, waiter: [citeFact(pool, 'first_waiter_at'), 'time'] } as const
    const { loggedMs, earliestMs } = firstSlowOf(runs) ?? { loggedMs: epochMsOf(slowAt), earliestMs: epochMsOf(slowAt) }
    const gap = (epochMsOf(waitAt) - loggedMs) / 1000
    const resolution = spacing(rowsIn(pool).flatMap((row) => row.text('time') ?? []))
    const atFirst = numberIn(runs, 'waiters_at_first_slow')
    if (gap > resolution) return yes(1, 'the first slow run was logged at {first}, the first waiter seen at {waiter}', values)
    if (gap >= 0 && atFirst === 0 && has(runs, 'waiters_at_first_slow')) {
      return yes(0.7, 'at the first slow run ({first}) {atFirst} were waiting; the first waiter is seen at {waiter}', {
        ...values,
        atFirst: [citeFact(runs, 'waiters_at_first_slow'), 'integer']
      })
    }
    if (epochMsOf(waitAt) - earliestMs < -resolution * 1000) {
      // In a sample the earliest logged slow run need not be the earliest: then the answer is worth little.
      const population = subject.population
      const complete = population && population !== 'spans' ? scene.completeness[population] === 'complete' : false
      return no(complete ? 0.9 : 0.3, 'somebody waited from {waiter}, before the first slow run logged at {first}', values)
    }
    return cannotTell('the first slow run ({first}) and the first waiter ({waiter}) are closer than the sources resolve', values)
  }
}

/** Median spacing of a series' points in seconds: waiting seen at a point may have begun as much earlier. */
function spacing(times: readonly string[]): number {
  const sorted = times.map(epochMsOf).sort((a, b) => a - b)
  return (medianOf(sorted.slice(1).map((time, i) => time - (sorted[i] ?? time))) ?? 0) / 1000
}
