import { citeFact, epochMsOf, state, type ValuesOf } from '../../../domain/index.ts'
import { has, numberIn, predictionsFor, rowsIn, textIn } from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, framed } from '../ask.ts'
import { subjectOf } from '../draft.ts'
import type { Standout } from '../standouts.ts'
import { onsetOfSeries } from './onset.ts'

/**
 * More demand than capacity: the best case for scaling. Proposed whenever the load is measured, however little it rose,
 * because it is the explanation that everybody reaches for first.
 */
export async function demandSurge(
  desk: Desk,
  suspect: Standout | undefined,
  proposedBy: string
): Promise<HypothesisDraft | undefined> {
  const frame = framed(desk)
  if (!frame) return undefined
  const demand = await ask(desk, 'demand', frame)
  const onsets = await ask(desk, 'series_onsets', frame)
  const pool = await ask(desk, 'holders_waiters', frame)
  if (!has(demand, 'load_peak') || !has(demand, 'load_series')) return undefined
  const series = textIn(demand, 'load_series')
  const ratio = has(demand, 'load_ratio')
  const values: ValuesOf = {
    series: [citeFact(demand, 'load_series'), 'text'],
    peak: [citeFact(demand, 'load_peak'), 'number'],
    ...(ratio ? { ratio: [citeFact(demand, 'load_ratio'), 'ratio'] } : {})
  }
  const full = has(pool, 'first_waiter_at') && has(pool, 'peak_waiters')
  const saturated = rowsIn(onsets).find((row) => row.text('saturated_at') !== null)
  const mechanism = full
    ? state('more arrives than the resource serves, so arrivals queue: somebody waits from {waiter}, at most {peak}', {
        waiter: [citeFact(pool, 'first_waiter_at'), 'time'],
        peak: [citeFact(pool, 'peak_waiters'), 'integer']
      })
    : saturated
      ? state('more arrives than {series} can serve, which is saturated from {at}', {
          series: [saturated.cite('series'), 'text'],
          at: [saturated.cite('saturated_at'), 'time']
        })
      : state('more arrives than the service can serve at the peak of {peak}, so arrivals queue', {
          peak: [citeFact(demand, 'load_peak'), 'number']
        })
  const { onset, onsetResolutionSeconds } = onsetOfSeries(onsets, series)
  const peakAt = textIn(demand, 'load_peak_at')
  const rose = (numberIn(demand, 'load_ratio') ?? 0) > 1
  return {
    category: 'demand-surge',
    component: `the service’s capacity for its load (${series})`,
    subject: subjectOf({ population: suspect?.population ?? null, operation: suspect?.operation ?? null, series }),
    statement: state(`demand outgrew capacity: {series} peaked at {peak}${ratio ? ', {ratio} the healthy load' : ''}`, values),
    mechanism,
    trigger: rose ? { kind: 'traffic', ref: null, time: onset ?? peakAt } : null,
    ...actsSince(onset ?? peakAt, onsetResolutionSeconds, desk.window?.from ?? null),
    proposedBy,
    predictions: predictionsFor('demand-surge')
  }
}

/** Load rises long before it is too much; it acts since harm began, or some time after the rise set in. */
function actsSince(
  rose: string | null,
  resolution: number,
  harm: string | null
): Pick<HypothesisDraft, 'onset' | 'onsetResolutionSeconds'> {
  if (!rose || !harm || harm <= rose) return { onset: rose, onsetResolutionSeconds: resolution }
  return { onset: harm, onsetResolutionSeconds: Math.max(resolution, Math.round((epochMsOf(harm) - epochMsOf(rose)) / 1000)) }
}
