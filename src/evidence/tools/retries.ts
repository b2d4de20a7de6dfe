import { z } from 'zod'
import { instantOf, type Scalar } from '../../domain/index.ts'
import { grouped } from '../../foundation/index.ts'
import { columnsOf } from '../columns.ts'
import { type Gauge, gaugeValues, readGauges } from '../gauges.ts'
import { onsetOf } from '../onset.ts'
import { type Attempt, backoffOf, type Chain, chainsOf } from '../retries/chains.ts'
import { loadAfterFailure } from '../retries/load-after-failure.ts'
import { numberedAttempts } from '../retries/numbered-attempts.ts'
import { attemptsByIntents } from '../retries/attempts-by-intents.ts'
import { attemptsOfLines, attemptsOfRequests, attemptsOfSpans, type SaidRetry, saidRetries } from '../retries/read-attempts.ts'
import { workOfAttempts } from '../retries/work-of-attempts.ts'
import { baselineSpan, inSpan, type Span, spanOf } from '../span.ts'
import { medianOf } from '../statistics/index.ts'
import type { EvidenceTool } from '../tool.ts'
import { readSpans } from '../traces/read-spans.ts'
import { baselineArgument, windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument, baseline: baselineArgument })

const columns = columnsOf(
  'seen_in operation baseline_attempts baseline_intents window_attempts window_intents baseline_ratio:ratio window_ratio:ratio most_attempts ' +
    'first_retry_at:time median_gap_ms:ms backoff source line'
)
const mostRows = 40

export const retries: EvidenceTool<typeof Arguments> = {
  name: 'retries',
  description:
    'Attempts per intent, window against baseline: the same client asking for the same thing again within a minute after a failure (or ' +
    'while its long request still runs), a span calling again what failed, lines about one asker or thing that tell of failures again and again, attributes that number attempts, and retry ' +
    'series, or two counts that went together until one multiplied; how long attempts wait and how long their work takes; how they wait between attempts (immediate, fixed, growing); keys meant to be used once that came again; and the load before the first ' +
    'failures, from them on, and once errors are over: load that stays high then sustains itself. People who reload are retries too.',
  arguments: Arguments,
  run: async (args, context) => {
    const window = spanOf(args.window)
    const baseline = baselineSpan(args.baseline, window)
    const between = { from: args.baseline === null ? '0001-01-01T00:00:00.000Z' : args.baseline.from, to: args.window.to }
    if (between.from > args.window.from) between.from = args.window.from
    const forest = await readSpans(context, args.window, args.baseline)
    const requests = await attemptsOfRequests(context, between)
    const said = await saidRetries(context, between, forest)
    const paired = await attemptsByIntents(context, window, baseline, forest)
    const series = [...(await readGauges(context, ['retries'])), ...(paired ? [paired] : [])].map((gauge) => ({
      gauge,
      onset: onsetOf(gauge.points, window, baseline)
    }))
    // A log of requests tells of the same more surely.
    const lines = requests.attempts.length > 0 ? [] : await attemptsOfLines(context, between)
    const work = await workOfAttempts(context, window, baseline)
    const groups = [
      ...groupsOf('requests', requests.attempts, window, baseline, requests.resolutionMs),
      ...groupsOf('spans', attemptsOfSpans(forest), window, baseline, 1),
      ...groupsOf('lines', lines, window, baseline, 1)
    ]
    const numbered = await numberedAttempts(context, window, baseline, forest)
    const saidIn = (span: Span): SaidRetry[] => said.filter(({ at }) => inSpan(at, span))
    const measured = groups.some(({ now }) => now.attempts > 0)
    const inSeries = series.flatMap(({ gauge, onset }) => (onset === null ? [] : [{ gauge, onset }]))
    if (!measured && numbered === null && saidIn(window).length === 0 && inSeries.length === 0) {
      return {
        status: 'no_data',
        reading:
          'Nothing tells attempts apart in the window: requests with a client, spans, log lines about retries and retry series were searched.',
        facts: noFacts
      }
    }
    const sum = (pick: (group: Group) => number): number => groups.reduce((all, group) => all + pick(group), 0)
    const ratioOf = (attempts: number, intents: number): number | null => (intents > 0 ? attempts / intents : null)
    // What numbers itself is counted by nobody better.
    const then = numbered
      ? ratioOf(numbered.usual.attempts, numbered.usual.firsts)
      : ratioOf(
          sum(({ usual }) => usual.attempts),
          sum(({ usual }) => usual.intents)
        )
    const now = numbered
      ? ratioOf(numbered.now.attempts, numbered.now.firsts)
      : ratioOf(
          sum(({ now }) => now.attempts),
          sum(({ now }) => now.intents)
        )
    const again = groups.filter(({ now }) => now.retries > 0).sort(byRetries)
    const chains = again.flatMap(({ now }) => now.chains)
    const firstFailure = minimum(chains.map((chain) => chain[0]?.at ?? Infinity))
    // Where nothing counts failures, harm dates them.
    const failedFrom = firstFailure ?? (paired ? window.from : null)
    const asked = paired?.of ?? chains[0]?.[0]?.service ?? null
    const load = await loadAfterFailure(context, window, baseline, failedFrom, asked, paired?.attempts ?? null)
    const firstRetry = minimum([...again.map(({ now }) => now.firstRetryAt ?? Infinity), ...saidIn(window).map(({ at }) => at)])
    const backoff = backoffOf(chains, again.some(({ seenIn }) => seenIn === 'spans') ? 1 : requests.resolutionMs)
    const perMinute = (count: number, { from, to }: Span): number | null =>
      Number.isFinite(from) ? (count * 60_000) / (to - from) : null
    const keyed = requests.keyed.filter(({ at }) => inSpan(at, window))
    const mainSeries = inSeries.sort(
      (a, b) =>
        Number(countsIntents(b.gauge)) - Number(countsIntents(a.gauge)) ||
        Math.abs(b.onset.effectSize) - Math.abs(a.onset.effectSize)
    )[0]
    return {
      status: 'found',
      reading:
        `Attempts per intent ${then?.toFixed(2) ?? 'unknown'} in the baseline, ${now?.toFixed(2) ?? 'unknown'} in the window; ` +
        `${saidIn(window).length} lines or spans say that they try again (${saidIn(baseline).length} in the baseline)` +
        (mainSeries
          ? `; ${mainSeries.gauge.series} ${mainSeries.onset.baselineMedian} → ${mainSeries.onset.windowMedian}.`
          : '.'),
      facts: {
        attempts_per_intent_baseline: then,
        attempts_per_intent_window: now,
        amplification: then !== null && now !== null ? now / then : null,
        window_retries: sum(({ now }) => now.retries),
        most_attempts:
          Math.max(0, ...again.map(({ now }) => now.most), ...saidIn(window).map(({ attempt }) => attempt ?? 0)) || null,
        top_operation: again[0]?.operation ?? numbered?.request ?? null,
        top_seen_in: again[0]?.seenIn ?? (numbered?.request ? 'requests' : null),
        first_retry_at: firstRetry === null ? null : instantOf(firstRetry),
        said_retries_baseline_per_min: perMinute(saidIn(baseline).length, baseline),
        said_retries_window_per_min: perMinute(saidIn(window).length, window),
        gave_up: saidIn(window).filter(({ gaveUp }) => gaveUp).length,
        backoff: backoff?.kind ?? null,
        median_gap_ms: backoff?.medianGapMs ?? medianOf(saidIn(window).flatMap(({ backoffMs }) => backoffMs ?? [])),
        duplicate_keys_share: keyed.length === 0 ? null : keyed.filter(({ again }) => again).length / keyed.length,
        errors_at: load.errorsAt === null ? null : instantOf(load.errorsAt),
        errors_end_at: load.errorsEndAt === null ? null : instantOf(load.errorsEndAt),
        load_series: load.series,
        load_entity: load.entity,
        load_before: load.before,
        load_after_failure: load.after,
        load_after_recovery: load.afterRecovery,
        load_rises_at: load.risesAt === null ? null : instantOf(load.risesAt),
        ...factsOfWork(work),
        retry_entity: mainSeries && mainSeries.gauge === paired ? paired.of : null,
        retry_series: mainSeries?.gauge.series ?? null,
        retry_series_baseline: mainSeries?.onset.baselineMedian ?? null,
        retry_series_window: mainSeries?.onset.windowMedian ?? null,
        retry_series_after: mainSeries ? afterOf(mainSeries.gauge, window) : null,
        retry_series_onset: mainSeries?.onset.onset == null ? null : instantOf(mainSeries.onset.onset)
      },
      columns,
      rows: [...again.slice(0, mostRows).map(rowOf), ...saidRows(said, window, baseline)],
      omitted: again.length > mostRows ? { rows: again.length - mostRows, why: 'operations with most retries are shown' } : null,
      sources: [
        ...again.map(({ source }) => source),
        ...said.map(({ source }) => source),
        ...load.sources,
        ...(work ? [work.source] : []),
        ...inSeries.flatMap(({ gauge }) => gauge.sources)
      ]
    }
  }
}

const noFacts: Record<string, Scalar> = Object.fromEntries(
  (
    'attempts_per_intent_baseline attempts_per_intent_window amplification window_retries most_attempts top_operation top_seen_in first_retry_at ' +
    'said_retries_baseline_per_min said_retries_window_per_min gave_up backoff median_gap_ms duplicate_keys_share errors_at errors_end_at load_series load_entity load_before ' +
    'load_after_failure load_after_recovery load_rises_at wait_name wait_baseline_ms wait_window_ms work_name work_entity work_baseline_ms work_window_ms retry_entity retry_series retry_series_baseline retry_series_window retry_series_after retry_series_onset'
  )
    .split(' ')
    .map((name) => [name, null])
)

/** Somebody counted how many attempts there were for each thing. */
const countsIntents = ({ series }: Gauge): boolean => /(?:attempts|tries)[ _.-]per[ _.-]/i.test(series)

const factsOfWork = (work: Awaited<ReturnType<typeof workOfAttempts>>): Record<string, Scalar> => ({
  wait_name: work?.waits ?? null,
  wait_baseline_ms: work?.waitBefore ?? null,
  wait_window_ms: work?.waitNow ?? null,
  work_name: work?.work ?? null,
  work_entity: work?.entity ?? null,
  work_baseline_ms: work?.workBefore ?? null,
  work_window_ms: work?.workNow ?? null
})

interface Side {
  readonly attempts: number
  readonly intents: number
  readonly retries: number
  readonly most: number
  readonly firstRetryAt: number | null
  /** Those of more than one attempt. */
  readonly chains: readonly Chain[]
}

interface Group {
  readonly seenIn: string
  readonly operation: string
  readonly now: Side
  readonly usual: Side
  readonly resolutionMs: number
  readonly source: string
  readonly line: number
}

function groupsOf(seenIn: string, attempts: readonly Attempt[], window: Span, baseline: Span, resolutionMs: number): Group[] {
  const byOperation = grouped(chainsOf(attempts), ([first]) => first?.operation ?? '')
  return [...byOperation].map(([operation, chains]) => {
    const now = sideOf(chains, window)
    const first = now.chains[0]?.[1] ?? chains[0]?.[0]
    return {
      seenIn,
      operation,
      now,
      usual: sideOf(chains, baseline),
      resolutionMs,
      source: first?.source ?? '',
      line: first?.line ?? 0
    }
  })
}

function sideOf(all: readonly Chain[], span: Span): Side {
  const chains = all.filter((chain) => inSpan(chain[0]?.at ?? NaN, span))
  const attempts = chains.reduce((sum, chain) => sum + chain.length, 0)
  const repeated = chains.filter(({ length }) => length > 1)
  return {
    attempts,
    intents: chains.length,
    retries: attempts - chains.length,
    most: repeated.reduce((most, { length }) => Math.max(most, length), 1),
    firstRetryAt: minimum(repeated.map((chain) => chain[1]?.at ?? Infinity)),
    chains: repeated
  }
}

function byRetries(a: Group, b: Group): number {
  return b.now.retries - a.now.retries || (a.operation < b.operation ? -1 : 1)
}

function rowOf({ seenIn, operation, now, usual, resolutionMs, source, line }: Group): Scalar[] {
  const ratio = ({ attempts, intents }: Side): number | null => (intents > 0 ? attempts / intents : null)
  const backoff = backoffOf(now.chains, resolutionMs)
  const counts = [usual.attempts, usual.intents, now.attempts, now.intents, ratio(usual), ratio(now), now.most]
  const first = now.firstRetryAt === null ? null : instantOf(now.firstRetryAt)
  return [seenIn, operation, ...counts, first, backoff?.medianGapMs ?? null, backoff?.kind ?? null, source, line]
}

/** What says of itself that it tries again, by logger and template: counted as attempts, without intents. */
function saidRows(said: readonly SaidRetry[], window: Span, baseline: Span): Scalar[][] {
  return [...grouped(said, ({ operation }) => operation)]
    .map(([operation, list]) => ({
      operation,
      before: list.filter(({ at }) => inSpan(at, baseline)),
      inside: list.filter(({ at }) => inSpan(at, window))
    }))
    .filter(({ inside }) => inside.length > 0)
    .sort((a, b) => b.inside.length - a.inside.length || (a.operation < b.operation ? -1 : 1))
    .slice(0, mostRows)
    .map(({ operation, before, inside }) => {
      const [first] = inside
      const most = Math.max(...inside.map(({ attempt }) => attempt ?? 0)) || null
      const gap = medianOf(inside.flatMap(({ backoffMs }) => backoffMs ?? []))
      const at = first ? instantOf(first.at) : null
      return [
        'said',
        operation,
        before.length,
        null,
        inside.length,
        null,
        null,
        null,
        most,
        at,
        gap,
        null,
        first?.source ?? null,
        first?.line ?? null
      ]
    })
}

function afterOf(gauge: Gauge, { from, to }: Span): number | null {
  return medianOf(gaugeValues(gauge, { from: to, to: to + (to - from) }))
}

function minimum(values: readonly number[]): number | null {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity)
  return Number.isFinite(least) ? least : null
}
