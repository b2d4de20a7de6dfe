import { citeFact, epochMsOf, type Subject, type TimeWindow } from '../../domain/index.ts'
import { saidBy } from '../call.ts'
import { cannotTell, type DiagnosticTest, no, type Reading, yes } from '../diagnostic-test.ts'
import { clearness, has, type Maybe, numberIn, type Row, rowsIn, textIn } from '../reading.ts'
import { addedTime, saidOfAdded } from './added-time.ts'
import type { Scene } from '../scene.ts'
import { cacheFellBeforeHarm } from './cache-fell-before-harm.ts'
import { hitsLeft, worstCache } from './cache-series.ts'
import { compared, runsOf, within } from './calls.ts'
import { isCrowded } from './crowded-processor.ts'
import { moreAsks } from './more-asks.ts'
import { ioTaken, jobToBlame, processCalls } from './job-at-work.ts'
import { fewRuns, medianOf, otherRows, ownRow, riseOf } from './operation-rows.ts'
import { slowForOneOfSeveral } from './work-of-peers.ts'
import { readsAlike, readsFarBeyond, readsMore, readsRise, readsValues, saidOfReads } from './reads-of.ts'

/**
 * Twice the healthy cost: days differ by less, and a cause that less than doubles the work seldom makes an incident.
 * Below 1.3 nothing rose; between the two the answer is unclear.
 */
const rose = 2
const flat = 1.3
/** From here on most of a slow duration may be a lock's, not the work's own. */
const mostlyWaiting = 0.4
/** Up to this factor beyond the others an operation slowed as they did. */
const alikeFactor = 1.5
/** Half of its hits lost, and three times the runs. */
const mostHits = 0.5
const severalTimes = 3
const nearlyAll = 0.8
const noSubject: Subject = { population: null, operation: null, entity: null, series: null }

/**
 * A request's duration contains waiting, so it tells nothing about cost while others wait; a statement's contains only
 * waiting for locks, and for the processor where more came than that can do.
 * Judged on the subject if it is a statement, on all statements if there are any, and otherwise on runs that were slow
 * while nobody waited.
 */
export const unitCostRose: DiagnosticTest = {
  id: 'unit-cost-rose',
  question: 'Did one unit of work become dearer, waiting left out?',
  dimension: 'mechanism',
  calls: (subject, scene) => [
    ...compared('operations', scene),
    ...within('lock_waits', scene),
    ...compared('demand', scene),
    ...compared('work_by_instance', scene),
    ...runsOf(subject, scene),
    ...processCalls(scene)
  ],
  read(found, { subject }, scene) {
    const of = (tool: string): Maybe => saidBy(found, tool)
    const [operations, locks, demand, work, runs, processes] = [
      'operations',
      'lock_waits',
      'demand',
      'work_by_instance',
      'operation_runs',
      'host_processes'
    ].map(of)
    const one = slowForOneOfSeveral(work, subject)
    if (one) {
      return no(
        0.8,
        '{slow} of {runs} runs of {operation} on {instance} were slow, and next to none on its peers, which run it too',
        {
          slow: [one.cite('slow_runs'), 'integer'],
          runs: [one.cite('runs'), 'integer'],
          operation: [one.cite('label'), 'text'],
          instance: [one.cite('instance'), 'text']
        }
      )
    }
    const read = subject.population === 'statements' ? byReads(operations, subject) : null
    if (read) return read
    // As lines, a series or samples of sessions tell it.
    const waited = ['share_of_slow_time', 'measured_share', 'sampled_lock_share'].find(
      (fact) => (numberIn(locks, fact) ?? 0) >= mostlyWaiting
    )
    if (waited !== undefined && has(locks, waited)) {
      return cannotTell('waits for locks make up {share} of the slow time, so durations do not tell what a unit of work costs', {
        share: [citeFact(locks, waited), 'share']
      })
    }
    const blocked = textIn(locks, 'blocked_operation') === subject.operation ? (numberIn(locks, 'blocked_share') ?? 0) : 0
    if (blocked >= mostlyWaiting && has(locks, 'blocked_share')) {
      return cannotTell('its runs spent {share} of their time waiting for locks, so they do not tell what they cost', {
        share: [citeFact(locks, 'blocked_share'), 'share']
      })
    }
    const crowded = isCrowded(operations, demand, scene)
    if (crowded && has(demand, 'load_ratio')) {
      const share = crowded.number('load_explained')
      // What the load explains in good health it explains to the end: a request costs the processor what it always did.
      if (share !== null && share >= 0.5 && crowded.text('beyond_load_onset') === null) {
        return no(
          0.8 * clearness(share, 0.3, 0.9),
          '{series} follows the load ({share} of it explained in healthy time, at {load} the healthy load never beyond it): a request costs the processor what it did',
          {
            series: [crowded.cite('series'), 'text'],
            share: [crowded.cite('load_explained'), 'share'],
            load: [citeFact(demand, 'load_ratio'), 'ratio']
          }
        )
      }
      return cannotTell(
        '{series} is saturated at {load} the healthy load and all work is slower alike: durations are waiting for it, not what a unit of work costs',
        { series: [crowded.cite('series'), 'text'], load: [citeFact(demand, 'load_ratio'), 'ratio'] }
      )
    }
    const own = ownRow(operations, subject)
    const added = subject.population === 'statements' ? null : addedTime(runs)
    const io = own ? slowedWithAll(operations, subject, own, scene) : undefined
    if (added?.kind === 'waits') return no(clearness(added.share, 0.4, 0.8), `${saidOfAdded}, in which it waits`, added.values)
    const more = subject.population === 'statements' ? null : moreAsks(runs)
    if (more && (added === null || added.kind === 'queries')) return more
    const job = added?.kind === 'queries' ? besideJob(operations, processes, subject, scene) : undefined
    if (job) {
      return cannotTell(
        '{job} began as harm did and took a disk, and other statements slowed as much: what runs beside it waits',
        {
          job: [job.cite('actor'), 'text']
        }
      )
    }
    if (added?.kind === 'queries' && !io) return yes(clearness(added.share, 0.4, 0.8), saidOfAdded, added.values)
    const cache = subject.population === 'statements' && own ? cameFromCache(own, scene) : undefined
    if (cache && own) {
      return cannotTell(
        '{operation} came many times as often after {series} went from {before} to {now}: it may wait for its own like',
        {
          operation: [own.cite('label'), 'text'],
          series: [cache.cite('series'), 'text'],
          before: [cache.cite('baseline_median'), 'number'],
          now: [cache.cite('window_median'), 'number']
        }
      )
    }
    if (subject.population === 'statements' && own) return cameUp(operations, own) ?? costOf(own)
    const statements = rowsIn(operations).filter(
      (row) => row.text('population') === 'statements' && (row.number('runs') ?? 0) >= fewRuns
    )
    const dearest = statements.toSorted((a, b) => (riseOf(b) ?? 0) - (riseOf(a) ?? 0))[0]
    // Where even the one that rose most rose by little, the one that takes most of the time says so.
    const heaviest = statements
      .filter((row) => riseOf(row) !== null)
      .toSorted((a, b) => (b.number('share_of_time') ?? 0) - (a.number('share_of_time') ?? 0))[0]
    // In a log of slow statements only the one that became slow may have no healthy run to be compared with.
    if (dearest && !has(operations, 'slow_only_ms')) {
      const cost = costOf(dearest)
      return cost.outcome === 'no' && heaviest ? costOf(heaviest) : cost
    }
    if (own && io) {
      return cannotTell(
        '{operation} slowed no more than all else, and {series} went from {before} to {now}: its time may be waiting for that',
        {
          operation: [own.cite('label'), 'text'],
          series: [io.cite('series'), 'text'],
          before: [io.cite('baseline_median'), 'number'],
          now: [io.cite('window_median'), 'number']
        }
      )
    }
    const alone = numberIn(runs, 'slow_without_waiters')
    if (own && alone && has(runs, 'slow_without_waiters') && (riseOf(own) ?? 0) >= rose) {
      // A few of very many lie between the points of a series that counts the waiters.
      const part = alone / Math.max(alone, numberIn(runs, 'slow') ?? alone)
      return yes(
        Math.min(clearness(alone, 0, 6), clearness(part, 0, 0.1)),
        '{operation} was slow {runs} times while nobody waited',
        {
          operation: [own.cite('label'), 'text'],
          runs: [citeFact(runs, 'slow_without_waiters'), 'integer']
        }
      )
    }
    return cannotTell('no source says what a unit of work costs without the time it waits')
  }
}

/** What a run reads tells what it costs, however long it waits for its turn. Null where nobody says what is read. */
function byReads(operations: Maybe, subject: Subject): Reading | null {
  const own = ownRow(operations, subject)
  const rise = own ? readsRise(own) : null
  if (own && rise !== null) {
    if (rise >= readsMore)
      return yes(clearness(Math.log(rise), Math.log(flat), Math.log(readsMore)), saidOfReads, readsValues(own))
    const others = medianOf(otherRows(operations, subject, 'runs').flatMap((row) => riseOf(row) ?? []))
    // Alone it may be dear by what it computes; where all are slower, as much read means that it waits with them.
    if (rise <= readsAlike && (others ?? 0) >= alikeFactor)
      return no(0.8, `${saidOfReads}: what makes it slow is not what it does`, readsValues(own))
  }
  if (!own || !readsFarBeyond(operations, own)) return null
  return yes(0.7, 'a run of {operation} reads {now} rows or pages, far more than any other', {
    operation: [own.cite('label'), 'text'],
    now: [own.cite('examined'), 'integer']
  })
}

/** The cache that lost most of its hits by the time of harm, where a statement has come several times as often since. */
function cameFromCache(own: Row, scene: Scene): Row | undefined {
  // Who waits for its own like waits each time: where some runs are as quick as ever, the others cost more.
  if ((own.number('slow_runs') ?? 0) < nearlyAll * (own.number('runs') ?? 0)) return undefined
  const cache = worstCache(scene.evidence.onsets)
  const { window, baseline } = scene
  if (!cache || !window || !baseline || hitsLeft(cache) > mostHits) return undefined
  if (cacheFellBeforeHarm.read([], { subject: noSubject, onset: null }, scene).outcome !== 'yes') return undefined
  const minutes = ({ from, to }: TimeWindow): number => (epochMsOf(to) - epochMsOf(from)) / 60_000
  const [before, now] = [(own.number('baseline_runs') ?? 0) / minutes(baseline), (own.number('runs') ?? 0) / minutes(window)]
  return before > 0 && now >= severalTimes * before ? cache : undefined
}

/** The disk that was taken while all operations of the subject's kind slowed by about as much; undefined where one stands out. */
function slowedWithAll(operations: Maybe, subject: Subject, own: Row, scene: Scene): Row | undefined {
  const typical = medianOf(otherRows(operations, subject, 'baseline_runs').flatMap((row) => riseOf(row) ?? []))
  return typical !== null && (riseOf(own) ?? 0) <= alikeFactor * typical ? ioTaken(scene) : undefined
}

const query = /^(?:select|insert|update|delete|merge|upsert|with|call|exec|find|aggregate)\b/i

/** The job to blame for a disk that is taken, where another statement slowed nearly as much as this one: both wait for it. */
function besideJob(operations: Maybe, processes: Maybe, subject: Subject, scene: Scene): Row | undefined {
  const own = ownRow(operations, subject)
  const alike = otherRows(operations, subject, 'baseline_runs').some(
    (row) => query.test(row.text('operation') ?? '') && (riseOf(row) ?? 0) * 2 * alikeFactor >= (riseOf(own ?? row) ?? 0)
  )
  return alike && ioTaken(scene) ? jobToBlame(processes, scene) : undefined
}

function costOf(row: Row): ReturnType<DiagnosticTest['read']> {
  const rise = riseOf(row)
  if (rise === null) return withoutBaseline(row)
  // A baseline of one or two runs is an anecdote: it counts, at two thirds.
  const trust = (row.number('baseline_runs') ?? 0) >= fewRuns ? 1 : 0.67
  const values = {
    operation: [row.cite('label'), 'text'],
    before: [row.cite('baseline_median_ms'), 'ms'],
    ...(row.number('baseline_p95_ms') === null ? {} : { usual: [row.cite('baseline_p95_ms'), 'ms'] as const }),
    now: [row.cite('median_ms'), 'ms'],
    worst: [row.cite('p95_ms'), 'ms']
  } as const
  const usually = values.usual === undefined ? '' : ' (p95 {usual})'
  const template = `a run of {operation} took {before}${usually} in healthy time and {now} (p95 {worst}) in the window`
  if (rise >= rose) return yes(trust * clearness(Math.log(rise), Math.log(flat), Math.log(5)), template, values)
  if (rise <= flat) return no(trust * clearness(rise, 1.5, 1.1), template, values)
  // A slowest twentieth that is not twice as slow, over a median that stood still: jitter, not cost.
  if (medianRise(row) <= flat) return no(0.7 * trust * clearness(rise, rose, flat), template, values)
  return cannotTell(template, values)
}

function medianRise(row: Row): number {
  const [before, now] = [row.number('baseline_median_ms') ?? 0, row.number('median_ms') ?? 0]
  return before > 0 ? now / before : Infinity
}

/** Unknown from healthy time to a log that keeps slow statements only: it was quicker then than what the log keeps. */
function cameUp(operations: Maybe, row: Row): ReturnType<DiagnosticTest['read']> | null {
  const [least, median] = [numberIn(operations, 'slow_only_ms'), row.number('median_ms')]
  if (!has(operations, 'slow_only_ms') || least === null || median === null || (row.number('baseline_runs') ?? 0) > 0) return null
  const others = rowsIn(operations).some(
    (one) => one.text('population') === 'statements' && (one.number('baseline_runs') ?? 0) > 0
  )
  if (!others || (row.number('runs') ?? 0) < fewRuns || median < rose * least) return null
  return yes(
    0.9 * clearness(Math.log(median / least), Math.log(flat), Math.log(5)),
    '{operation} took {now} in the median and is not logged in healthy time, though all that takes {least} is',
    {
      operation: [row.cite('label'), 'text'],
      now: [row.cite('median_ms'), 'ms'],
      least: [citeFact(operations, 'slow_only_ms'), 'ms']
    }
  )
}

/** No healthy time is known: then runs several times dearer than the cheaper ones of the same operation are what there is. */
function withoutBaseline(row: Row): ReturnType<DiagnosticTest['read']> {
  const [slow, share] = [row.number('slow_runs') ?? 0, row.number('slow_share') ?? 0]
  if (slow < fewRuns) return cannotTell('no healthy run of the operation was logged to compare its cost with')
  return yes(
    0.6 * clearness(share, 0, 0.2),
    '{slow} of {runs} runs of {operation} took several times as long as its cheaper ones',
    {
      slow: [row.cite('slow_runs'), 'integer'],
      runs: [row.cite('runs'), 'integer'],
      operation: [row.cite('label'), 'text']
    }
  )
}
