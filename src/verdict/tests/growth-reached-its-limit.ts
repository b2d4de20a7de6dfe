import { citeFact, epochMsOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { flagIn, has, numberIn, textIn } from '../reading.ts'
import { within } from './calls.ts'
import { resolutionOfHarm } from './harm-onset.ts'

export const growthReachedItsLimit: DiagnosticTest = {
  id: 'growth-reached-its-limit',
  question: 'Did something that grew steadily reach its limit when harm began?',
  dimension: 'dose-response',
  calls: (_, scene) => within('expiry_and_quota', scene),
  read([ended], _hypothesis, scene) {
    if (has(ended, 'ledger_series') && has(ended, 'ledger_limit') && has(ended, 'ledger_period'))
      return yes(0.8, '{series} stands at its limit of {limit} in the period that began {from}, and stood below it before', {
        series: [citeFact(ended, 'ledger_series'), 'text'],
        limit: [citeFact(ended, 'ledger_limit'), 'number'],
        from: [citeFact(ended, 'ledger_period'), 'datetime']
      })
    if (has(ended, 'allowance_series') && has(ended, 'allowance_spent_at'))
      return yes(0.9, 'what is left by {series} is at its end from {at} on, as it never was in healthy time', {
        series: [citeFact(ended, 'allowance_series'), 'text'],
        at: [citeFact(ended, 'allowance_spent_at'), 'datetime']
      })
    const at = textIn(ended, 'limit_reaches_at')
    if (!at || !has(ended, 'limit_reaches_at') || !has(ended, 'limit_series')) {
      return cannotTell('no series is seen to grow steadily towards a limit')
    }
    const values = {
      series: [citeFact(ended, 'limit_series'), 'text'],
      at: [citeFact(ended, 'limit_reaches_at'), 'datetime']
    } as const
    const apart = scene.departsAt ? Math.abs(epochMsOf(at) - epochMsOf(scene.departsAt)) / 1000 : Infinity
    // Two steps: the step in which the limit was reached, which may begin before the window, and that in which the harm was
    // first counted.
    if (
      flagIn(ended, 'limit_reached') !== false &&
      apart <= Math.max(2 * resolutionOfHarm(scene), numberIn(ended, 'limit_step_seconds') ?? 0)
    )
      return yes(1, '{series} grew steadily and reached its limit at {at}, when harm began', values)
    if (flagIn(ended, 'limit_reached_in_window') !== true || !scene.departsAt) {
      return no(0.5, '{series} grows steadily and would reach its limit at {at}, not when harm began', values)
    }
    return cannotTell('{series} grew steadily and reached its limit at {at}, which is not when harm began', values)
  }
}
