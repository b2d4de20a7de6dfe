import { citeFact, type Subject } from '../../domain/index.ts'
import { saidBy } from '../call.ts'
import { cannotTell, type DiagnosticTest, no, type Reading, yes } from '../diagnostic-test.ts'
import { has, type Maybe, numberIn, rowsIn, textIn } from '../reading.ts'
import { addedTime, saidOfAdded } from './added-time.ts'
import { compared, runsOf, within } from './calls.ts'
import { callsGivenUp } from './calls-given-up.ts'
import { fullProcessor } from './processors-rest.ts'
import { refusedAtDoor, refusedForRate } from './refused-for-asking.ts'

export const limitWasReached: DiagnosticTest = {
  id: 'limit-was-reached',
  question: 'Was a resource used to its limit?',
  dimension: 'coverage',
  calls: (subject, scene) => [
    ...compared('holders_waiters', scene),
    ...compared('limits', scene),
    ...compared('dependency_latency', scene),
    ...compared('resource_trends', scene),
    ...runsOf(subject, scene),
    ...within('expiry_and_quota', scene)
  ],
  read(found, { subject }, scene) {
    const [pool, limits, calls, trends] = found
    const [runs, stores] = [saidBy(found, 'operation_runs'), saidBy(found, 'expiry_and_quota')]
    const ended = endedByTimeOut(limits, calls, subject)
    if (ended) return ended
    if (has(limits, 'held_entity') && has(limits, 'held_share') && has(limits, 'held_before')) {
      return yes(0.9, '{entity} was withheld the processor in {share} of its periods from {at} on, and in {before} before', {
        entity: [citeFact(limits, 'held_entity'), 'text'],
        share: [citeFact(limits, 'held_share'), 'share'],
        at: [citeFact(limits, 'held_at'), 'time'],
        before: [citeFact(limits, 'held_before'), 'share']
      })
    }
    const refused = refusedAtDoor(limits, stores) ?? refusedForRate(limits, stores)
    if (refused) return yes(0.9, refused.said, refused.values)
    if (has(pool, 'first_full_at') && has(pool, 'pool')) {
      return yes(1, '{pool} is first seen full at {at}', {
        pool: [citeFact(pool, 'pool'), 'text'],
        at: [citeFact(pool, 'first_full_at'), 'time']
      })
    }
    if (has(stores, 'filled_full_at') && has(stores, 'filled_series')) {
      return yes(0.8, '{series} was full at {at}', {
        series: [citeFact(stores, 'filled_series'), 'text'],
        at: [citeFact(stores, 'filled_full_at'), 'datetime']
      })
    }
    const saturated = rowsIn(scene.evidence.onsets).find((row) => row.text('saturated_at') !== null)
    if (saturated) {
      return yes(0.8, '{series} is first seen saturated at {at}', {
        series: [saturated.cite('series'), 'text'],
        at: [saturated.cite('saturated_at'), 'time']
      })
    }
    if ((numberIn(trends, 'at_system_limit') ?? 0) > 0 && has(trends, 'at_system_limit')) {
      return yes(0.8, '{lines} log lines say that no more threads, processes or files could be had', {
        lines: [citeFact(trends, 'at_system_limit'), 'integer']
      })
    }
    if ((numberIn(trends, 'exhausted') ?? 0) > 0 && has(trends, 'exhausted')) {
      return yes(0.7, '{lines} log lines say that none was left of what they asked for', {
        lines: [citeFact(trends, 'exhausted'), 'integer']
      })
    }
    const added = addedTime(runs)
    if (added?.kind === 'waits') return yes(0.8, `${saidOfAdded}: it waits for its turn`, added.values)
    // Whoever waits for a processor is counted nowhere.
    const processor = textIn(pool, 'first_waiter_at') === null ? fullProcessor(scene) : undefined
    if (processor) {
      return yes(0.6, '{series} comes to {peak}: whoever comes then waits for it', {
        series: [processor.cite('series'), 'text'],
        peak: [processor.cite('peak'), 'number']
      })
    }
    if (has(pool, 'peak_waiters') && textIn(pool, 'first_waiter_at') === null) {
      return no(0.8, 'at most {peak} were seen waiting, and nothing is seen at its limit', {
        peak: [citeFact(pool, 'peak_waiters'), 'integer']
      })
    }
    if (has(pool, 'peak_waiters') && has(pool, 'pool') && textIn(pool, 'first_waiter_at') !== null) {
      return cannotTell(
        'up to {peak} waited for {pool}, which is not seen full: between two measurements, or in one of several',
        {
          peak: [citeFact(pool, 'peak_waiters'), 'integer'],
          pool: [citeFact(pool, 'pool'), 'text']
        }
      )
    }
    // A processor at rest says nothing of pools, connections and slots, of which one may be full; and what queues has no end of its own.
    const known = rowsIn(scene.evidence.onsets).some(
      (row) =>
        /holders|utilisation|waiters/.test(row.text('role') ?? '') ||
        (row.text('role') !== 'load' && row.text('series') === subject.series)
    )
    if (known && scene.evidence.onsets) return no(0.6, 'no measured resource reached its limit', {}, [scene.evidence.onsets.id])
    return cannotTell('no source measures a resource against its limit')
  }
}

/** A time-out that was lowered is used up where calls end just when it is over, as they never did before. */
function endedByTimeOut(limits: Maybe, calls: Maybe, { series, entity }: Subject): Reading | undefined {
  const name = textIn(limits, 'lowered_name')
  const row = series === name || entity === name ? callsGivenUp(limits, calls) : undefined
  if (!row || !limits) return undefined
  return yes(1, '{calls} calls to {dependency} end after {plateau}, which is what {name} was lowered to: {to}', {
    calls: [row.cite('window_calls'), 'integer'],
    dependency: [row.cite('dependency'), 'text'],
    plateau: [row.cite('plateau_ms'), 'ms'],
    name: [citeFact(limits, 'lowered_name'), 'text'],
    to: [citeFact(limits, 'lowered_to'), 'text']
  })
}
