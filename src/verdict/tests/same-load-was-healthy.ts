import { citeFact } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, numberIn, textIn } from '../reading.ts'
import { compared } from './calls.ts'

/** Changes after which the same load is no longer the same test of capacity. */
const moreCapacity = /scale|raise/

export const sameLoadWasHealthy: DiagnosticTest = {
  id: 'same-load-was-healthy',
  question: 'Was the service healthy at another time under as much load?',
  dimension: 'discrimination',
  calls: (_, scene) => compared('matched_load', scene),
  read([matched]) {
    const [pairs, ratio] = [numberIn(matched, 'pairs'), numberIn(matched, 'latency_ratio')]
    if (pairs === null || !has(matched, 'pairs')) return cannotTell('no source gives load and latency together')
    if (pairs === 0 || ratio === null || !has(matched, 'best_good_at')) {
      return no(0.5, 'no healthy time is seen with as much load as the bad time had ({pairs} pairs)', {
        pairs: [citeFact(matched, 'pairs'), 'integer']
      })
    }
    const values = {
      badAt: [citeFact(matched, 'best_bad_at'), 'time'],
      badLoad: [citeFact(matched, 'best_bad_load'), 'number'],
      badLatency: [citeFact(matched, 'best_bad_latency'), 'ms'],
      goodAt: [citeFact(matched, 'best_good_at'), 'time'],
      goodLoad: [citeFact(matched, 'best_good_load'), 'number'],
      goodLatency: [citeFact(matched, 'best_good_latency'), 'ms']
    } as const
    const template =
      'at {badAt} a load of {badLoad} went with a latency of {badLatency}, at {goodAt} a load of {goodLoad} with one of {goodLatency}'
    if (ratio < 2) return no(clearness(ratio, 2, 1), template, values)
    // A good time after capacity was added says little about capacity; after any other change it says less than before it.
    const between = textIn(matched, 'changed_between')
    const doubt = between === null || textIn(matched, 'good_is') === 'before' ? 1 : moreCapacity.test(between) ? 0.3 : 0.6
    return yes(doubt * clearness(Math.log(ratio), Math.log(1.5), Math.log(6)), template, values)
  }
}
