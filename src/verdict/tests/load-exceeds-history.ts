import { citeFact, isAskedBehind } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, numberIn, textIn } from '../reading.ts'
import { compared } from './calls.ts'
import { isHeldBy } from './few-clients-made-the-load.ts'

/** A surge is load beyond what the service has been seen to carry; load that it carries again afterwards is none. */
export const loadExceedsHistory: DiagnosticTest = {
  id: 'load-exceeds-history',
  question: 'Was there more load than the service had ever carried in good health?',
  dimension: 'mechanism',
  calls: (_, scene) => [...compared('demand', scene), ...compared('traffic_makeup', scene)],
  read([demand, makeup], { subject }) {
    if (isHeldBy(makeup, subject.entity)) return cannotTell('who holds what serves others needs no more requests than ever')
    const [peak, ratio] = [numberIn(demand, 'load_peak'), numberIn(demand, 'load_ratio')]
    if (peak === null || !has(demand, 'load_peak')) return cannotTell('no source measures the load')
    const after = numberIn(demand, 'load_after_recovery')
    const values = { peak: [citeFact(demand, 'load_peak'), 'number'] } as const
    const carried = numberIn(demand, 'load_carried')
    const seen =
      carried !== null && carried >= 0.9 * peak && has(demand, 'load_carried') && has(demand, 'load_carried_at')
        ? ({ most: [citeFact(demand, 'load_carried'), 'number'], at: [citeFact(demand, 'load_carried_at'), 'time'] } as const)
        : null
    if (after !== null && has(demand, 'load_after_recovery') && after >= 0.75 * peak) {
      return no(
        clearness(after / peak, 0.6, 0.9),
        seen
          ? 'the load peaked at {peak}, and the service carried {most} at {at} in good health'
          : 'the load peaked at {peak} for once, and after recovery {after} in the median was carried in good health: little less',
        {
          ...values,
          ...(seen ?? { after: [citeFact(demand, 'load_after_recovery'), 'number'] as const })
        }
      )
    }
    // One busy minute among many is no surge, where the usual load of the bad time was carried before it and again after it.
    const usual = (numberIn(demand, 'load_baseline') ?? 0) * (ratio ?? 0)
    if (usual > 0 && after !== null && Math.min(after, carried ?? 0) >= 0.9 * usual && has(demand, 'load_after_recovery')) {
      if (has(demand, 'load_carried') && has(demand, 'load_carried_at')) {
        return no(
          0.7 * clearness(Math.min(after, carried ?? 0) / usual, 0.8, 1),
          'in the bad time the load was {ratio} the healthy load, and the service carried {most} at {at}, and {after} in the median after recovery',
          {
            ratio: [citeFact(demand, 'load_ratio'), 'ratio'],
            most: [citeFact(demand, 'load_carried'), 'number'],
            at: [citeFact(demand, 'load_carried_at'), 'time'],
            after: [citeFact(demand, 'load_after_recovery'), 'number']
          }
        )
      }
    }
    if (ratio === null || !has(demand, 'load_ratio'))
      return cannotTell('the load peaked at {peak}; no healthy load is known to compare with', values)
    const said = { ...values, ratio: [citeFact(demand, 'load_ratio'), 'ratio'] } as const
    // Services are run with some headroom: half as much again is the least that can be called a surge.
    // A page that asks more often, or a cache that answers less, sends more work behind the door for the same people.
    const series = textIn(demand, 'load_series')
    if (ratio > 1.25 && series !== null && isAskedBehind(series) && has(demand, 'load_series'))
      return cannotTell(
        '{series} peaked at {peak}, {ratio} its healthy level: it counts what is asked behind the door, not who came',
        {
          ...said,
          series: [citeFact(demand, 'load_series'), 'text']
        }
      )
    const served = numberIn(demand, 'served_ratio')
    if (ratio >= 1.5 && served !== null && served < 1.5 && has(demand, 'served_ratio'))
      return cannotTell(
        'the log holds up to {peak}, {ratio} the healthy load, and never more than {served} what is served in health: those that failed may have come again, or be logged more fully',
        { ...said, served: [citeFact(demand, 'served_ratio'), 'ratio'] }
      )
    if (ratio >= 1.5)
      return yes(
        clearness(Math.log(ratio), Math.log(1.25), Math.log(3)),
        'the load peaked at {peak}, {ratio} the healthy load',
        said
      )
    if (ratio <= 1.25)
      return no(clearness(ratio, 1.5, 1.1), 'the load peaked at {peak}, {ratio} the healthy load: no more than usual', said)
    return cannotTell('the load peaked at {peak}, {ratio} the healthy load', said)
  }
}
