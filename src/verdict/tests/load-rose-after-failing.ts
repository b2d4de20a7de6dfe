import { citeFact } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, numberIn } from '../reading.ts'
import { compared } from './calls.ts'

/** Half as much again: what a surge is at the least, and what repetitions must add to matter. */
const higher = 1.5
const same = 1.25

/** Demand comes first and failing follows; repetitions come because something failed, and stay while it does. */
export const loadRoseAfterFailing: DiagnosticTest = {
  id: 'load-rose-after-failing',
  question: 'Was the load ordinary until work began to fail, and high from then on?',
  dimension: 'precedence',
  calls: (_, scene) => [...compared('retries', scene), ...compared('demand', scene)],
  read([retries, demand]) {
    const [before, after] = [numberIn(retries, 'load_before'), numberIn(retries, 'load_after_failure')]
    if (before === null || after === null || before <= 0 || !has(retries, 'load_before')) {
      return cannotTell('no source gives the load before and after work began to fail')
    }
    // What is usual at the door is no measure of the load of a service behind it.
    const usual = has(retries, 'load_entity') ? null : numberIn(demand, 'load_baseline')
    const values = {
      before: [citeFact(retries, 'load_before'), 'number'],
      after: [citeFact(retries, 'load_after_failure'), 'number']
    } as const
    if (usual !== null && usual > 0 && has(demand, 'load_baseline') && before >= higher * usual) {
      return no(
        clearness(before / usual, same, 2),
        'the load was {before} before anything failed, where {usual} is usual, and {after} afterwards',
        { ...values, usual: [citeFact(demand, 'load_baseline'), 'number'] }
      )
    }
    const template = 'the load was {before} before anything failed and {after} afterwards'
    if (after >= higher * before) return yes(clearness(Math.log(after / before), Math.log(same), Math.log(3)), template, values)
    if (after <= same * before) return no(clearness(after / before, 1.4, 1.1), template, values)
    return cannotTell(template, values)
  }
}
