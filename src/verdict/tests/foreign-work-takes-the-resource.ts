import { citeFact, type Subject } from '../../domain/index.ts'
import { saidBy } from '../call.ts'
import { cannotTell, type DiagnosticTest, no, type Reading, yes } from '../diagnostic-test.ts'
import { clearness, has, type Maybe, numberIn, type Row, rowsIn, textIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { blockedLoop } from './blocked-loop.ts'
import { hitsLeft, worstCache } from './cache-series.ts'
import { compared } from './calls.ts'
import { decidesWhatIsSlow, runsAtOrigin } from './depends-on-what-is-asked.ts'
import { fillsMemory } from './fault-is-in-own-code.ts'
import { endedTogether, ioTaken, jobAtWork, jobBracketing, processCalls, processorTaken } from './job-at-work.ts'
import { fewRuns } from './operation-rows.ts'
import { outsizedData, outsizedTemplate, outsizedValues } from './outsized.ts'
import { rises } from './rises.ts'

/** Longer than any request is served: one run of it is enough to be somebody's job. */
const longMs = 600_000

/** Work that is in the window only: a few runs of it in healthy time would make it a part of the service. */
const foreign = (row: Row): boolean =>
  (row.number('baseline_runs') ?? 0) === 0 && ((row.number('runs') ?? 0) >= fewRuns || (row.number('median_ms') ?? 0) >= longMs)

/** Less than so much of its hits left, a cache lets through work that healthy time may not know. */
const fewHits = 0.8

/** A third of the time: less is a guest, not an occupier. */
const dominates = 0.3

/**
 * Statements or spans that no healthy time knows and that take most of the time of their kind: somebody else's work on the
 * same resource. Work that requests do is logged in healthy time too, unless the log keeps only slow work.
 */
export function foreignRow(operations: Maybe): Row | undefined {
  if (has(operations, 'slow_only_ms')) return undefined
  return rowsIn(operations)
    .filter(
      (row) =>
        /^(statements|spans)$/.test(row.text('population') ?? '') &&
        foreign(row) &&
        (row.number('share_of_time') ?? 0) >= dominates
    )
    .filter((row) =>
      rowsIn(operations).some(
        (other) => other.text('population') === row.text('population') && (other.number('baseline_runs') ?? 0) >= fewRuns
      )
    )
    .sort((a, b) => (b.number('share_of_time') ?? 0) - (a.number('share_of_time') ?? 0))[0]
}

export const foreignWorkTakesTheResource: DiagnosticTest = {
  id: 'foreign-work-takes-the-resource',
  question: 'Did work that is not part of the service’s ordinary day take most of the resource?',
  dimension: 'mechanism',
  calls: (_, scene) => [
    ...compared('operations', scene),
    ...compared('quantities', scene),
    ...compared('span_trees', scene),
    ...compared('demand', scene),
    ...processCalls(scene),
    ...runsAtOrigin(scene)
  ],
  read(found, { subject }, scene) {
    const of = (tool: string): Maybe => saidBy(found, tool)
    const [operations, quantities, trees, processes] = ['operations', 'quantities', 'span_trees', 'host_processes'].map(of)
    const taken = takenAtOrigin(subject, of('demand'), scene)
    // As many calls of another size are no foreign work.
    const outsized = taken?.outcome === 'yes' ? outsizedData(quantities) : undefined
    if (outsized) return no(0.8, `${outsizedTemplate}: the service’s own work takes what it has`, outsizedValues(outsized))
    const asked = taken?.outcome === 'yes' ? decidesWhatIsSlow(of('contrast')) : undefined
    if (asked) {
      return (
        takenByJob(processes, scene) ??
        cannotTell('{attribute} tells slow runs ({slow}) from quick ones ({fast}): who stands beside the service slows both', {
          attribute: [asked.cite('attribute'), 'text'],
          slow: [asked.cite('slow_summary'), 'text'],
          fast: [asked.cite('fast_summary'), 'text']
        })
      )
    }
    if (taken && taken.outcome !== 'cannot-tell') return taken
    const atOrigin = taken && takenByJob(processes, scene)
    if (taken) return atOrigin ?? taken
    const row = foreignRow(operations)
    const byJob = takenByJob(processes, scene)
    if (byJob && (!row || subject.operation === null)) return byJob
    if (row && has(trees, 'amplified_by') && textIn(trees, 'amplified_operation') === row.text('operation')) {
      return no(0.8, '{label} is called by runs of {caller}: it may be too much, but it is no foreign work', {
        label: [row.cite('label'), 'text'],
        caller: [citeFact(trees, 'amplified_by'), 'text']
      })
    }
    const cache = worstCache(scene.evidence.onsets)
    if (row && cache && hitsLeft(cache) <= fewHits) {
      return cannotTell('{label} is not seen in healthy time, and a cache lost its hits: {series} went from {before} to {now}', {
        label: [row.cite('label'), 'text'],
        series: [cache.cite('series'), 'text'],
        before: [cache.cite('baseline_median'), 'number'],
        now: [cache.cite('window_median'), 'number']
      })
    }
    if (row) {
      return yes(
        clearness(row.number('share_of_time') ?? 0, 0.15, 0.6),
        '{label} is not seen in healthy time, runs {runs} times in the window and takes {share} of the time of its kind',
        { label: [row.cite('label'), 'text'], runs: [row.cite('runs'), 'integer'], share: [row.cite('share_of_time'), 'share'] }
      )
    }
    if (has(operations, 'slow_only_ms')) {
      return cannotTell('the log keeps statements from {least} on only: what comes up in it need not be new', {
        least: [citeFact(operations, 'slow_only_ms'), 'ms']
      })
    }
    const known = rowsIn(operations).filter(
      (one) => /^(statements|spans)$/.test(one.text('population') ?? '') && (one.number('baseline_runs') ?? 0) >= fewRuns
    )
    const top = known.sort((a, b) => (b.number('share_of_time') ?? 0) - (a.number('share_of_time') ?? 0))[0]
    if (!top) return cannotTell('no source times statements both in healthy time and in the window')
    return no(0.7, 'most of the time goes on {label} ({share}), which runs in healthy time too', {
      label: [top.cite('label'), 'text'],
      share: [top.cite('share_of_time'), 'share']
    })
  }
}

/** A job that nobody asked for began as harm did, and so did the load of a disk, or of a processor until it ended: whatever else uses it waits for it. */
export function takenByJob(processes: Maybe, scene: Scene): Reading | null {
  const io = ioTaken(scene)
  const cpu = io ? undefined : processorTaken(processes, scene)
  const [job, resource] = [
    cpu?.job ?? jobAtWork(processes, scene) ?? (io ? jobBracketing(processes, scene) : undefined),
    io ?? cpu?.resource
  ]
  if (!job || !resource) return bracketed(processes, scene)
  const ended = job.text('ended_at') !== null
  // What began together may have done so by chance; what ended together too seldom has.
  return yes(
    endedTogether(job, resource) ? 1 : (ended ? 0.9 : 0.7) * (resource.text('saturated_at') === null ? 0.8 : 1),
    '{job} began at {began}, when harm did, and {series} went from {before} to {now}',
    {
      job: [job.cite('actor'), 'text'],
      began: [job.cite('started_at'), 'time'],
      series: [resource.cite('series'), 'text'],
      before: [resource.cite('baseline_median'), 'number'],
      now: [resource.cite('window_median'), 'number']
    }
  )
}

function bracketed(processes: Maybe, scene: Scene): Reading | null {
  const job = jobBracketing(processes, scene)
  if (!job || !scene.evidence.frame || !has(scene.evidence.frame, 'window_to')) return null
  return yes(0.7, '{job} began at {began}, as harm did, and was through at {ended}; harm was over at {over}', {
    job: [job.cite('actor'), 'text'],
    began: [job.cite('started_at'), 'time'],
    ended: [job.cite('ended_at'), 'time'],
    over: [citeFact(scene.evidence.frame, 'window_to'), 'time']
  })
}

/** The service whose runs came to call this one half as often again, or more: what a service is asked for is its own work. */
export function callsMore(service: string, scene: Scene): Row | undefined {
  return rowsIn(scene.evidence.origins).find((row) => {
    const [before, now] = [row.number('calls_before'), row.number('calls_now')]
    return row.text('called_more') === service && before !== null && now !== null && now >= 1.5 * Math.max(before, 0.1)
  })
}

/**
 * Processors are shared out: what stands beside others gets its part of one, a tenth or a twentieth, and not next to nothing. Short
 * work may have to wait for its turn for many times its length, though never for seconds.
 */
const nextToNothing = { times: 30, ms: 5000 }

/** A day of so many times the load is a crowd's, whatever it does to whom. */
const severalTimesAsMuch = 3

/** Of several services the one in which harm begins: its processor or disk is used far beyond what its calls ask for. */
function takenAtOrigin({ entity, operation }: Subject, demand: Maybe, scene: Scene): Reading | null {
  if (entity === null || operation !== null || scene.origin?.service !== entity) return null
  const row = rowsIn(scene.evidence.origins).find((one) => one.text('service') === entity)
  const [before, now] = [row?.number('resource_before') ?? 0, row?.number('resource_now') ?? 0]
  if (!row || !/^(?:cpu|disk)$/.test(row.text('resource_role') ?? '') || now < 1.5 * before) return null
  const caller = callsMore(entity, scene)
  if (caller) {
    return no(0.8, 'one run in {caller} calls {service} {now} times where it did {before} times: that is no foreign work', {
      caller: [caller.cite('service'), 'text'],
      service: [row.cite('service'), 'text'],
      before: [caller.cite('calls_before'), 'number'],
      now: [caller.cite('calls_now'), 'number']
    })
  }
  const instances = rowsIn(scene.evidence.onsets).filter(
    (one) =>
      one.text('series') === row.text('resource_series') &&
      (one.text('entity') ?? '').toLowerCase().startsWith(`${entity.toLowerCase()}-`)
  )
  const taken = instances.filter((one) => rises(one))
  const [only] = taken
  if (only && instances.length >= 3 && taken.length * 3 <= instances.length) {
    return no(0.7, '{series} of {instance} departs, and that of other instances of {service} does not', {
      series: [only.cite('series'), 'text'],
      instance: [only.cite('entity'), 'text'],
      service: [row.cite('service'), 'text']
    })
  }
  const blocked = row.text('resource_role') === 'cpu' ? blockedLoop(entity, scene) : undefined
  if (blocked) {
    return no(0.6, '{loop} of {instance} goes from {before} to {now}: who stands beside it does not hold its thread', {
      loop: [blocked.cite('series'), 'text'],
      instance: [blocked.cite('entity'), 'text'],
      before: [blocked.cite('baseline_median'), 'number'],
      now: [blocked.cite('peak'), 'number']
    })
  }
  // A collector that finds nothing to free takes the processor too: then memory is what departs.
  const filled = row.text('resource_role') === 'cpu' ? fillsMemory(entity, scene) : undefined
  if (filled) {
    return cannotTell(
      '{series} of {service} goes from {before} to {now}, and {memory} with it: collecting takes a processor too',
      {
        series: [row.cite('resource_series'), 'text'],
        service: [row.cite('service'), 'text'],
        before: [row.cite('resource_before'), 'number'],
        now: [row.cite('resource_now'), 'number'],
        memory: [filled.cite('series'), 'text']
      }
    )
  }
  const [usual, own] = [row.number('own_before_ms') ?? 0, row.number('own_now_ms') ?? 0]
  if (row.text('resource_role') === 'cpu' && usual > 0 && own >= Math.max(nextToNothing.ms, nextToNothing.times * usual)) {
    return cannotTell(
      '{service} takes {now} over its own work where it took {before}: who shares a processor with others is left more of it',
      {
        service: [row.cite('service'), 'text'],
        before: [row.cite('own_before_ms'), 'ms'],
        now: [row.cite('own_now_ms'), 'ms']
      }
    )
  }
  // Who does not know what was asked of it cannot say that it was no more.
  if (row.number('busier') === null && row.number('runs') === null) {
    return cannotTell('{series} of {service} goes from {before} to {now}, and nothing counts what {service} is asked for', {
      series: [row.cite('resource_series'), 'text'],
      service: [row.cite('service'), 'text'],
      before: [row.cite('resource_before'), 'number'],
      now: [row.cite('resource_now'), 'number']
    })
  }
  // Traces that are sampled hold as many calls on any day.
  if (has(demand, 'load_ratio') && (numberIn(demand, 'load_ratio') ?? 0) >= severalTimesAsMuch) {
    return cannotTell('{series} of {service} goes from {before} to {now} at {load} the healthy load', {
      series: [row.cite('resource_series'), 'text'],
      service: [row.cite('service'), 'text'],
      before: [row.cite('resource_before'), 'number'],
      now: [row.cite('resource_now'), 'number'],
      load: [citeFact(demand, 'load_ratio'), 'ratio']
    })
  }
  return yes(
    clearness(Math.log(now / Math.max(before, 1e-9)), Math.log(1.3), Math.log(4)),
    '{series} of {service} goes from {before} to {now} at no more calls than before',
    {
      series: [row.cite('resource_series'), 'text'],
      service: [row.cite('service'), 'text'],
      before: [row.cite('resource_before'), 'number'],
      now: [row.cite('resource_now'), 'number']
    }
  )
}
