import { citeFact, epochMsOf, type Evidence, instantOf, state, type ValuesOf } from '../../../domain/index.ts'
import { fullProcessor, has, numberIn, predictionsFor, type Row, rowsIn, textIn } from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, framed, sceneAt } from '../ask.ts'
import { subjectOf } from '../draft.ts'
import type { Standout } from '../standouts.ts'
import { changeTrigger } from './change-trigger.ts'
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
  const scene = await sceneAt(desk)
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
  const serves = textIn(demand, 'served_by')
  // A processor is at its end for whoever comes before it counts as saturated.
  const filled = saturated ?? fullProcessor(scene)
  const most = mostAdded(await ask(desk, 'traffic_makeup', frame))
  const rose = (numberIn(demand, 'load_ratio') ?? 0) > 1
  return {
    category: 'demand-surge',
    component: `the capacity of ${serves ?? 'the service'}${filled ? ` (${filledName(filled)} is full)` : ''} for its load (${series})${most ? `, most of it ${most}` : ''}`,
    subject: subjectOf({ population: suspect?.population ?? null, operation: suspect?.operation ?? null, series }),
    statement: state(`demand outgrew capacity: {series} peaked at {peak}${ratio ? ', {ratio} the healthy load' : ''}`, values),
    mechanism,
    trigger: rose ? { kind: 'traffic', ref: await calledBy(desk, onset ?? peakAt), time: onset ?? peakAt } : null,
    ...actsSince(onset ?? peakAt, onsetResolutionSeconds, desk, scene.evidence.frame, [
      textIn(pool, 'first_waiter_at'),
      ...rowsIn(onsets).map((row) => row.text('saturated_at'))
    ]),
    proposedBy,
    predictions: predictionsFor('demand-surge')
  }
}

/** A series as it is measured, and of whom: a log's program says less of where the crowd stands. */
function filledName(row: Row): string {
  const [series, owner] = [row.text('series') ?? '', row.text('entity')]
  return owner === null || series.includes(owner) ? series : `${series} of ${owner}`
}

/** Of the time between the first slowness and the first queue or full resource, what has passed when a crowd is too much. */
const ofTheWay = 1 / 5

/**
 * Load rises long before it is too much, and what serves is full only after a queue has grown. It acts between the time when two
 * measures show work to be slower and the time when the first waits or something is full; where one is not seen, the other is taken.
 */
function actsSince(
  rose: string | null,
  resolution: number,
  desk: Desk,
  frame: Evidence | undefined,
  full: readonly (string | null)[]
): Pick<HypothesisDraft, 'onset' | 'onsetResolutionSeconds'> {
  if (!rose || !desk.window) return { onset: rose, onsetResolutionSeconds: resolution }
  const { from: harm, to: until } = desk.window
  const inside = (at: string | null): number[] => (at !== null && at >= rose && at < until ? [epochMsOf(at)] : [])
  const slower = rowsIn(frame)
    .filter((row) => row.text('kind') === 'latency')
    .flatMap((row) => inside(row.text('departs_at')))
    .toSorted((a, b) => a - b)
  const first = full.flatMap(inside).toSorted((a, b) => a - b)[0]
  const felt = slower[1] ?? slower[0] ?? first ?? Math.max(epochMsOf(rose), epochMsOf(harm))
  const acts = Math.round(felt + ofTheWay * ((first ?? felt) - felt))
  // It may have begun to act at any time since the load rose.
  return { onset: instantOf(acts), onsetResolutionSeconds: Math.max(resolution, Math.round((acts - epochMsOf(rose)) / 1000)) }
}

/** Half of what was added for one thing is worth its name. */
const worthNaming = 0.5

/** What most of the added requests ask for; null where they ask for this and that. */
function mostAdded(makeup: Parameters<typeof rowsIn>[0]): string | null {
  const routes = rowsIn(makeup).filter((row) => row.text('dimension') === 'route')
  return routes.find((row) => (row.number('share_of_added') ?? 0) >= worthNaming)?.text('value') ?? null
}

/** A mailing is read within so many days. */
const calledMs = 3 * 24 * 3_600_000

/** What called so many, where a record tells it; what people do of themselves is in none. */
async function calledBy(desk: Desk, since: string | null): Promise<string | null> {
  const change = await changeTrigger(desk, 'demand-surge')
  if (change?.ref === null || change?.time === null || change === null || since === null) return null
  return epochMsOf(since) - epochMsOf(change.time) <= calledMs ? change.ref : null
}
