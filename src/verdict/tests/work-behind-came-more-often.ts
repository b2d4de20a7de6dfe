import { citeFact } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, type Maybe, numberIn, type Row, rowsIn } from '../reading.ts'
import { cacheFellBeforeHarm } from './cache-fell-before-harm.ts'
import { asMissesDo, unseenWhileHit } from './as-misses-do.ts'
import { worstCache } from './cache-series.ts'
import { compared } from './calls.ts'
import { letThrough } from './let-through.ts'
import { medianOf } from './operation-rows.ts'
import { serviceBehind } from './service-behind.ts'

/** Runs in the window before a share of them is compared. */
const fewest = 10
/** A log that keeps what is this quick keeps everything: in one of slow statements only, more are seen as all become slow. */
const quickMs = 200
/** Longer than any request is served: a statement of this length belongs to none. */
const ownWorkMs = 30_000

/** Per request, so that more requests are no answer; by the statement that rose most, for a cache stands before some of them only. */
export const workBehindCameMoreOften: DiagnosticTest = {
  id: 'work-behind-came-more-often',
  question: 'Did a statement, or a service behind, come to be asked more often for the same requests?',
  dimension: 'dose-response',
  calls: (_, scene) => [
    ...compared('operations', scene),
    ...compared('cache_behaviour', scene),
    ...compared('work_per_request', scene)
  ],
  read([operations, cache, work], hypothesis, scene) {
    const store = numberIn(cache, 'store_ratio')
    // Only a rise tells: a store that drowns answers less often than before, whatever it is asked.
    if (store !== null && store >= 2 && has(cache, 'store_series') && (numberIn(cache, 'fall_leads_store_seconds') ?? -1) >= 0) {
      return yes(
        clearness(Math.log(store), Math.log(1.5), Math.log(4)),
        '{series}, behind the cache, went to {ratio} after its hits fell',
        {
          series: [citeFact(cache, 'store_series'), 'text'],
          ratio: [citeFact(cache, 'store_ratio'), 'ratio']
        }
      )
    }
    const [through, throughBefore] = [numberIn(work, 'let_through_window'), numberIn(work, 'let_through_baseline')]
    if (through !== null && throughBefore !== null && has(work, 'let_through_window') && has(work, 'let_through_baseline')) {
      const times = through / Math.max(throughBefore, 0.01)
      const values = {
        now: [citeFact(work, 'let_through_window'), 'number'],
        before: [citeFact(work, 'let_through_baseline'), 'number']
      } as const
      const template = 'a run asks {now} times behind the cache whose hits it states, where it asked {before} times'
      if (times >= 2) return yes(clearness(Math.log(times), Math.log(1.5), Math.log(4)), template, values)
      return cannotTell(template, values)
    }
    const statements = of(operations, 'statements')
    const requests = of(operations, 'requests')
    const total = (column: string): number => requests.reduce((sum, row) => sum + (row.number(column) ?? 0), 0)
    const [now, before] = [total('runs'), total('baseline_runs')]
    const service = serviceBehind(scene)
    if (service) return service
    if (now < fewest || before < fewest) return letThrough(hypothesis, scene) ?? cannotTell(uncounted)
    // One more than was seen: a statement that was not seen in a sample may have come once.
    const riseOf = (row: Row): number => (row.number('runs') ?? 0) / now / (((row.number('baseline_runs') ?? 0) + 1) / before)
    const emptied = worstCache(scene.evidence.onsets)
    const traced =
      statements.length > 0 || cacheFellBeforeHarm.read([], hypothesis, scene).outcome === 'no'
        ? undefined
        : of(operations, 'spans').find(
            (row) => (row.number('runs') ?? 0) >= fewest && unseenWhileHit(row, { now, before }, emptied)
          )
    if (traced && emptied) {
      return yes(
        0.8,
        '{statement} is in no trace of healthy time and in {runs} spans since {series} went from {hits} to {left}',
        {
          statement: [traced.cite('label'), 'text'],
          runs: [traced.cite('runs'), 'integer'],
          series: [emptied.cite('series'), 'text'],
          hits: [emptied.cite('baseline_median'), 'number'],
          left: [emptied.cite('window_median'), 'number']
        }
      )
    }
    const usual = medianOf(statements.flatMap((row) => row.number('baseline_median_ms') ?? []))
    if (usual === null || usual > quickMs) {
      const kept = numberIn(operations, 'slow_only_ms')
      const missed = statements.find((row) => asMissesDo(row, riseOf(row), emptied, kept))
      if (emptied && missed) return yes(...asMissed(missed, emptied, riseOf(missed)))
      return letThrough(hypothesis, scene) ?? cannotTell(uncounted)
    }
    // What runs in no healthy time and takes minutes is work of its own (a job's), which no request ever waited for before.
    const ofRequests = (row: Row): boolean =>
      (row.number('baseline_runs') ?? 0) > 0 ||
      (row.number('median_ms') ?? 0) < ownWorkMs ||
      unseenWhileHit(row, { now, before }, emptied)
    const most = statements
      .filter((row) => (row.number('runs') ?? 0) >= fewest && ofRequests(row))
      .sort((a, b) => riseOf(b) - riseOf(a))[0]
    if (!most) return cannotTell('no statement was run often enough to compare')
    const rise = riseOf(most)
    const values = {
      statement: [most.cite('label'), 'text'],
      before: [most.cite('baseline_runs'), 'integer'],
      now: [most.cite('runs'), 'integer']
    } as const
    const template = '{statement} is logged {before} times in healthy time and {now} times in the window'
    if (rise >= 2)
      return yes(clearness(Math.log(rise), Math.log(1.5), Math.log(4)), `${template}, far more often than requests rose`, values)
    if (rise <= 1.3) return no(clearness(rise, 1.7, 1.1), `${template}, no more often than requests did`, values)
    return cannotTell(template, values)
  }
}

const uncounted = 'no source counts both requests and all the statements behind them'

const asMissed = (statement: Row, cache: Row, rise: number): Parameters<typeof yes> => [
  clearness(Math.log(rise), Math.log(1.5), Math.log(8)),
  '{statement}, dear in healthy time too, is logged {runs} times where it was logged {before} times: as much more often as {series} misses more, which went from {hits} to {left}',
  {
    statement: [statement.cite('label'), 'text'],
    runs: [statement.cite('runs'), 'integer'],
    before: [statement.cite('baseline_runs'), 'integer'],
    series: [cache.cite('series'), 'text'],
    hits: [cache.cite('baseline_median'), 'number'],
    left: [cache.cite('window_median'), 'number']
  }
]

const of = (operations: Maybe, population: string): Row[] =>
  rowsIn(operations).filter((row) => row.text('population') === population)
