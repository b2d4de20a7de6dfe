import { z } from 'zod'
import { instantOf, type Scalar } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { type Gauge, gaugeValues, mainGauge, perSecondFactor, readGauges, valueAt } from '../gauges.ts'
import { checkPhysics } from '../physics.ts'
import { limitsOf } from '../pool-limit.ts'
import { type Pool, poolsOf } from '../pool.ts'
import { baselineSpan, inSpan, type Span, spanOf } from '../span.ts'
import { medianOf } from '../statistics/index.ts'
import type { EvidenceTool, ToolContext } from '../tool.ts'
import { baselineArgument, windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument, baseline: baselineArgument })

const columns = columnsOf('time:time holders waiters limit arrivals_per_s implied_hold_s:s')
const mostRows = 120
const noFacts = Object.fromEntries(
  (
    'pool instances limit first_full_at first_waiter_at peak_waiters peak_waiters_at arrivals_ratio hold_ratio explained_by limit_changed_at ' +
    'limit_before limit_after holders_max_after_change waiters_after_change'
  )
    .split(' ')
    .map((name): [string, Scalar] => [name, null])
)

export const holdersWaiters: EvidenceTool<typeof Arguments> = {
  name: 'holders_waiters',
  description:
    'A limited pool (connections, threads, workers): when it was first full, when the first waited, how many, and whether more ' +
    "arrivals or longer holding filled it (Little's law: holders = arrivals × hold time). explained_by is cannot-tell where the " +
    'measurements do not obey that law or look drawn. A full pool is a symptom: ask what held it.',
  arguments: Arguments,
  run: async (args, context) => {
    const window = spanOf(args.window)
    const baseline = baselineSpan(args.baseline, window)
    const gauges = await readGauges(context, ['load', 'holders', 'waiters', 'queue', 'limit', 'cpu'])
    const pools = poolsOf(gauges)
    const pool = pools.find(({ holders }) => holders.points.some(({ at }) => inSpan(at, window)))
    if (!pool) {
      const known = gauges.map(({ series }) => series).join(', ')
      const reading = `No series counts holders of a pool in the window. Of load, holders, waiters and limits there are: ${known || 'none'}.`
      return { status: 'no_data', reading, facts: noFacts }
    }
    const limits = await limitsOf(context, pool, { from: Math.min(baseline.from, window.from), to: window.to })
    const inside = pool.holders.points.filter(({ at }) => inSpan(at, window))
    const waiting = pool.waiters?.points.filter(({ at }) => inSpan(at, window)) ?? []
    const firstFull = inside.find(({ at, value }) => value >= (limits.at(at) ?? Infinity))
    const firstWaiter = waiting.find(({ value }) => value > 0)
    const peak = waiting.reduce<(typeof waiting)[number] | null>(
      (most, point) => (most === null || point.value > most.value ? point : most),
      null
    )
    const load = mainGauge(gauges, 'load')
    const contended = { from: firstFull?.at ?? window.from, to: lastFull(pool, limits, window) ?? window.to }
    const arrivals = load ? share(medianOf(gaugeValues(load, contended)), medianOf(gaugeValues(load, baseline))) : null
    const hold = load ? share(impliedHold(pool, load, contended), impliedHold(pool, load, baseline)) : null
    // Holders that wait for a full processor hold longer because of what came, not because of what they do.
    const busy = gauges.find(
      ({ role, points }) => role === 'cpu' && points.filter(({ at, value }) => inSpan(at, contended) && value >= 97).length >= 3
    )
    const crowded = (arrivals ?? 0) >= 1.5 ? busy : undefined
    const { change } = limits
    const cut = change?.before != null && change.after < change.before && (firstFull?.at ?? -Infinity) >= change.at
    const byLaw = await explain(context, { arrivals, hold, cut }, { from: baseline.from, to: window.to })
    const explained = crowded && byLaw !== 'smaller-limit' && byLaw !== 'arrivals' ? 'cannot-tell' : byLaw
    const later = change ? { from: change.at, to: window.to } : null
    const holdersAfter = later ? gaugeValues(pool.holders, later) : []
    const waitersAfter = later && pool.waiters ? gaugeValues(pool.waiters, later) : []
    const summed = Math.max(pool.holders.entities, pool.limit?.entities ?? 1)
    return {
      status: 'found',
      reading:
        pool.holders.series +
        (summed > 1 ? ` (summed over ${summed} instances, of which one may be full before the sum is)` : '') +
        (firstFull ? ` reached its limit of ${limits.at(firstFull.at)} at ${instantOf(firstFull.at)}` : ' was never full') +
        (peak && peak.value > 0 ? `, up to ${peak.value} waited (first at ${instantOf(firstWaiter?.at ?? 0)})` : '') +
        (change
          ? `; the limit went from ${change.before ?? 'an unknown value'} to ${change.after} at ${instantOf(change.at)}`
          : '') +
        `. What filled it: ${explained}${crowded && explained === 'cannot-tell' ? ` (${arrivals?.toFixed(1)} times as many came, and holders waited for the processor: ${crowded.series} stood at its end)` : ''}.`,
      facts: {
        pool: pool.name,
        instances: summed,
        limit: limits.at(firstFull?.at ?? window.from),
        first_full_at: firstFull ? instantOf(firstFull.at) : null,
        first_waiter_at: firstWaiter ? instantOf(firstWaiter.at) : null,
        peak_waiters: peak?.value ?? null,
        peak_waiters_at: peak && peak.value > 0 ? instantOf(peak.at) : null,
        arrivals_ratio: arrivals,
        hold_ratio: hold,
        explained_by: explained,
        limit_changed_at: change ? instantOf(change.at) : null,
        limit_before: change?.before ?? null,
        limit_after: change?.after ?? null,
        holders_max_after_change: holdersAfter.length > 0 ? Math.max(...holdersAfter) : null,
        waiters_after_change: waitersAfter.length > 0 ? Math.max(...waitersAfter) : null
      },
      columns,
      rows: thin(inside, mostRows).map(({ at, value }): Scalar[] => {
        const rate = rateAt(load, at)
        const waiters = pool.waiters ? valueAt(pool.waiters, at) : null
        return [instantOf(at), value, waiters, limits.at(at), rate, rate !== null && rate > 0 ? value / rate : null]
      }),
      omitted: inside.length > mostRows ? { rows: inside.length - mostRows, why: 'every so-manieth point is shown' } : null,
      sources: [pool.holders, pool.waiters, pool.limit, load].flatMap((gauge) => gauge?.sources ?? [])
    }
  }
}

function rateAt(load: Gauge | null, at: number): number | null {
  const factor = load ? perSecondFactor(load) : null
  const value = load ? valueAt(load, at) : null
  return factor === null || value === null ? null : value * factor
}

function share(now: number | null, then: number | null): number | null {
  return now === null || then === null || then <= 0 ? null : now / then
}

/**
 * Mean holders ÷ mean load (any unit of time). While a queue grows, load exceeds what is served: a lower bound then. A gauge in
 * whole numbers that always read 0 may have hidden up to a half.
 */
function impliedHold(pool: Pool, load: Gauge, span: Span): number | null {
  const pairs = pool.holders.points
    .filter(({ at }) => inSpan(at, span))
    .flatMap(({ at, value }) => {
      const then = valueAt(load, at)
      return then === null ? [] : [{ value, load: then }]
    })
  const held = pairs.reduce((sum, { value }) => sum + value, 0)
  const asked = pairs.reduce((sum, pair) => sum + pair.load, 0)
  return asked <= 0 ? null : Math.max(held, held === 0 ? 0.5 * pairs.length : 0) / asked
}

function lastFull(pool: Pool, limits: { at(ms: number): number | null }, window: Span): number | null {
  return pool.holders.points.findLast(({ at, value }) => inSpan(at, window) && value >= (limits.at(at) ?? Infinity))?.at ?? null
}

/**
 * The factor that accounts for two thirds of the growth (on the log scale) explains it, if it grew by 30 %. Where neither grew
 * and the limit had been cut before it was full, the cut does: that needs no law, only that as much came as before.
 */
async function explain(
  context: ToolContext,
  { arrivals, hold, cut }: { readonly arrivals: number | null; readonly hold: number | null; readonly cut: boolean },
  span: Span
): Promise<string> {
  const least = Math.log(1.3)
  const byArrivals = arrivals === null ? null : Math.log(Math.max(arrivals, 1e-9))
  const byHold = hold === null ? null : Math.log(Math.max(hold, 1e-9))
  if (cut && byArrivals !== null && byArrivals <= least && (byHold ?? 0) <= least) return 'smaller-limit'
  if (byArrivals === null || byHold === null) return 'cannot-tell'
  const physics = await checkPhysics(context, span)
  if (physics.obeys === 'no' || physics.drawn) return 'cannot-tell'
  if (byArrivals > least && byArrivals >= 2 * byHold) return 'arrivals'
  if (byHold > least && byHold >= 2 * byArrivals) return 'hold-time'
  return byArrivals > least && byHold > least ? 'both' : 'cannot-tell'
}

function thin<T>(values: readonly T[], most: number): T[] {
  const step = Math.ceil(values.length / most)
  return values.filter((_, i) => i % Math.max(1, step) === 0)
}
