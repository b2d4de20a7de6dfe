import { z } from 'zod'
import { instantOf, type Scalar } from '../../domain/index.ts'
import { burstsOf } from '../cache/bursts.ts'
import { hitShareOfSigns, hitSharesOfSeries } from '../cache/hit-share.ts'
import { type CacheSign, readCacheSigns } from '../cache/read-signs.ts'
import { recoveryOf } from '../cache/recovery.ts'
import { readStoreLoad, storeRoseAt } from '../cache/store-load.ts'
import { columnsOf } from '../columns.ts'
import { valueAt } from '../gauges.ts'
import type { CacheKind } from '../language/cache-lines.ts'
import { onsetOf } from '../onset.ts'
import { readSeries, seriesName, valuesBetween } from '../read-series.ts'
import { baselineSpan, inSpan, type Span, spanOf } from '../span.ts'
import { medianOf } from '../statistics/index.ts'
import type { EvidenceTool, ToolContext } from '../tool.ts'
import { baselineArgument, windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument, baseline: baselineArgument })

const columns = columnsOf('time:time hit_share:share hits misses expired evicted flushed refused store_per_min')
const mostRows = 120

export const cacheBehaviour: EvidenceTool<typeof Arguments> = {
  name: 'cache_behaviour',
  description:
    'Caches, from hit-ratio or hit and miss series and from hits, misses, evictions, expiries, flushes and refused connections in log ' +
    'lines, access logs and spans: since when the share of hits fell and how it came back (a cache that fills comes back gradually); ' +
    'whether the fall came before the load on the store behind (fall_leads_store_seconds above 0: it did); misses of one key at once ' +
    '(a stampede) and bursts of misses (keys that expire in step); evictions and the number of keys. A store that slows down does not lower the share of hits. Buffers of a database (hit_is) are no cache before it: statements that read much lower their share.',
  arguments: Arguments,
  run: async (args, context) => {
    const window = spanOf(args.window)
    const baseline = baselineSpan(args.baseline, window)
    const between = { from: args.baseline?.from ?? '0001-01-01T00:00:00.000Z', to: args.window.to }
    const { signs, every } = await readCacheSigns(context, between)
    const ofSigns = hitShareOfSigns(signs)
    const shares = [...(await hitSharesOfSeries(context)), ...(ofSigns ? [ofSigns] : [])].flatMap((share) => {
      const onset = onsetOf(share.points, window, baseline)
      return onset === null
        ? []
        : [{ share, onset, fall: onset.direction === 'down' && onset.moved ? onset.baselineMedian - onset.peak : 0 }]
    })
    const main = shares.sort(
      (a, b) =>
        Number(a.share.buffers) - Number(b.share.buffers) || b.fall - a.fall || b.share.points.length - a.share.points.length
    )[0]
    const inside = signs.filter(({ at }) => inSpan(at, window))
    const levels = await levelsOf(context, window, baseline)
    if (!main && inside.length === 0 && levels['eviction_series'] === null && levels['key_series'] === null) {
      return {
        status: 'no_data',
        reading: 'Nothing tells of a cache in the window: hit and miss series, log lines, access logs and spans were searched.',
        facts: noFacts
      }
    }
    const fell = main !== undefined && main.fall > 0 ? main : undefined
    const store = await readStoreLoad(context)
    const storeOnset = store ? onsetOf(store.points, window, baseline) : null
    const fallAt = fell?.onset.onset ?? null
    const storeAt = store && storeOnset ? storeRoseAt(store.points, storeOnset, fallAt) : null
    const recovery = fell ? recoveryOf(fell.share.points, fell.onset.baselineMedian, fell.onset.peak, window.from) : null
    const before = signs.filter(({ at }) => inSpan(at, baseline))
    const bursts = burstsOf(inside, (window.to - window.from) / 1000)
    const time = (at: number | null | undefined): Scalar => (at === null || at === undefined ? null : instantOf(at))
    const first = (kind: CacheKind): Scalar => time(inside.find((sign) => sign.kind === kind)?.at)
    return {
      status: 'found',
      reading:
        (fell
          ? `${fell.share.name}: ${percent(fell.onset.baselineMedian)} of look-ups hit in the baseline, at least ${percent(fell.onset.peak)} in the window, falling from ${instantOf(fallAt ?? 0)}`
          : 'No fall in the share of hits was measured') +
        `; ${inside.length} lines of logs tell of the cache (${before.length} in the baseline).`,
      facts: {
        hit_series: main?.share.name ?? null,
        hit_is: main === undefined ? null : main.share.buffers ? 'database buffers' : 'cache',
        hit_baseline: main?.onset.baselineMedian ?? null,
        hit_window: main?.onset.windowMedian ?? null,
        hit_lowest: fell?.onset.peak ?? null,
        hit_lowest_at: time(fell?.onset.peakAt),
        fell: main === undefined ? null : fell !== undefined,
        fall_onset: time(fallAt),
        recovered_at: time(fell?.onset.returnedAt),
        recovery: recovery?.shape ?? null,
        recovery_minutes: recovery?.minutes ?? null,
        ...countFacts(before, inside, baseline, window, every),
        first_flush_at: first('flushed'),
        refused: count(inside, 'refused') * Math.max(1, every),
        first_refused_at: first('refused'),
        missed_keys_window: bursts.keys,
        missed_keys_baseline: burstsOf(before, 1).keys,
        top_key: bursts.topKey,
        top_key_share: bursts.topKeyShare,
        most_same_key_at_once: bursts.mostAtOnce,
        same_key_at_once: bursts.mostAtOnceKey,
        same_key_at_once_at: time(bursts.mostAtOnceAt),
        burst_ratio: bursts.burstRatio,
        ...levels,
        store_series: store?.name ?? null,
        store_ratio: store && storeOnset ? timesAsMuch(store.points, storeOnset, baseline) : null,
        store_onset: time(storeAt),
        fall_leads_store_seconds: fallAt !== null && storeAt !== null ? (storeAt - fallAt) / 1000 : null
      },
      columns,
      ...rowsIn(window, inside, main?.share ?? null, store),
      sources: [...inside.map(({ source }) => source), ...(main?.share.sources ?? []), ...(store?.sources ?? [])]
    }
  }
}

/**
 * How many times as much is asked of the store. A cache that answers all leaves it nothing to do at most times: then what it was
 * asked in the mean, and at least once in all, is what it was asked before.
 */
function timesAsMuch(
  points: Parameters<typeof valuesBetween>[0]['points'],
  { baselineMedian, windowMedian }: { readonly baselineMedian: number; readonly windowMedian: number },
  baseline: Span
): number | null {
  if (baselineMedian > 0) return windowMedian / baselineMedian
  const before = valuesBetween({ points }, baseline.from, baseline.to)
  if (before.length === 0) return null
  const mean = before.reduce((sum, value) => sum + value, 0) / before.length
  return windowMedian / Math.max(mean, 1 / before.length)
}

const counted = [
  ['hits', 'hit'],
  ['misses', 'miss'],
  ['expired', 'expired'],
  ['evicted', 'evicted'],
  ['flushed', 'flushed']
] as const

function count(signs: readonly CacheSign[], kind: CacheKind): number {
  return signs.reduce((sum, sign) => sum + (sign.kind === kind ? sign.entries : 0), 0)
}

/** What logs tell of, a minute of baseline and window; null without a baseline that begins and ends. */
function countFacts(
  before: readonly CacheSign[],
  inside: readonly CacheSign[],
  baseline: Span,
  window: Span,
  every: number
): Record<string, Scalar> {
  const from = Number.isFinite(baseline.from) ? baseline.from : (before[0]?.at ?? null)
  const minutes = (span: Span): number => (span.to - span.from) / 60_000
  return Object.fromEntries(
    counted.flatMap(([name, kind]): [string, Scalar][] => [
      [
        `${name}_baseline_per_min`,
        from === null ? null : (count(before, kind) * Math.max(1, every)) / minutes({ from, to: baseline.to })
      ],
      [`${name}_window_per_min`, (count(inside, kind) * Math.max(1, every)) / minutes(window)]
    ])
  )
}

/** Evictions and the number of keys as series measure them. */
async function levelsOf(context: ToolContext, window: Span, baseline: Span): Promise<Record<string, Scalar>> {
  const all = await readSeries(context)
  const about = (pattern: RegExp) =>
    all.find(({ series, points }) => pattern.test(series) && points.some(({ at }) => inSpan(at, window)))
  const evictions = about(/evict/i)
  const keys = about(
    /(?:cach|redis|memcache|valkey|keyspace|db\d?)\w*[._-](?:keys|items|entries|objects|size)\b|curr_?items|key_?count/i
  )
  const median = (series: typeof keys, span: Span): number | null =>
    series ? medianOf(valuesBetween(series, span.from, span.to)) : null
  return {
    eviction_series: evictions ? seriesName(evictions) : null,
    eviction_baseline: median(evictions, baseline),
    eviction_window: median(evictions, window),
    key_series: keys ? seriesName(keys) : null,
    key_count_baseline: median(keys, baseline),
    key_count_window: median(keys, window)
  }
}

function rowsIn(
  window: Span,
  signs: readonly CacheSign[],
  share: Parameters<typeof valueAt>[0] | null,
  store: { readonly points: Parameters<typeof valueAt>[0]['points'] } | null
): { rows: Scalar[][] } {
  const stepMs = Math.max(60_000, Math.ceil((window.to - window.from) / mostRows / 60_000) * 60_000)
  const rows = Array.from({ length: Math.ceil((window.to - window.from) / stepMs) }, (_, i): Scalar[] => {
    const from = window.from + i * stepMs
    const own = signs.filter(({ at }) => at >= from && at < from + stepMs)
    const counts = [...counted.map(([, kind]) => count(own, kind)), count(own, 'refused')]
    return [
      instantOf(from),
      share ? valueAt(share, from) : null,
      ...counts,
      store ? valueAt({ points: store.points, stepMs: 60_000 }, from) : null
    ]
  })
  return { rows }
}

const noFacts: Record<string, Scalar> = Object.fromEntries(
  (
    'hit_series hit_is hit_baseline hit_window hit_lowest hit_lowest_at fell fall_onset recovered_at recovery recovery_minutes first_flush_at refused ' +
    'first_refused_at missed_keys_window missed_keys_baseline top_key top_key_share most_same_key_at_once same_key_at_once same_key_at_once_at ' +
    'burst_ratio eviction_series eviction_baseline eviction_window key_series key_count_baseline key_count_window store_series store_ratio ' +
    `store_onset fall_leads_store_seconds ${counted.map(([name]) => `${name}_baseline_per_min ${name}_window_per_min`).join(' ')}`
  )
    .split(' ')
    .map((name) => [name, null])
)

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`
}
