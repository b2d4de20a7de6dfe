import { z } from 'zod'
import { instantOf, type Scalar, type TimeWindow } from '../../domain/index.ts'
import { grouped } from '../../foundation/index.ts'
import { type BrokenOff, brokenOff } from '../calls/broken-off.ts'
import { callsOfAddressed } from '../calls/addressed.ts'
import { addedRequestMs } from '../calls/added-time.ts'
import { callsNaming } from '../calls/calls-naming.ts'
import { byHarm, compareCalls, type Dependency } from '../calls/compare-calls.ts'
import { type Call, callsOfEvents, callsOfRequests, callsOfSpans, callsOfStatements } from '../calls/read-calls.ts'
import { type IdleDrops, idleDrops } from '../calls/idle-drops.ts'
import { type MeasuredCalls, measuredCalls } from '../calls/measured-calls.ts'
import { partyNames } from '../calls/one-party.ts'
import { callsOfTimedParts } from '../calls/timed-parts.ts'
import { type WayTroubles, wayTroubles } from '../calls/way-troubles.ts'
import { columnsOf } from '../columns.ts'
import { readServiceNames } from '../services/read-service-names.ts'
import type { ServiceNames } from '../services/service-name.ts'
import { baselineSpan, spanOf } from '../span.ts'
import type { EvidenceTool } from '../tool.ts'
import { readSpans } from '../traces/read-spans.ts'
import { baselineArgument, windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument, baseline: baselineArgument })

const columns = columnsOf(
  'dependency seen_in callers baseline_calls baseline_median_ms:ms baseline_p95_ms:ms baseline_failed_share:share window_calls ' +
    'window_median_ms:ms window_p95_ms:ms window_max_ms:ms window_failed_share:share ratio:ratio failure slower_at:time failing_at:time ' +
    'added_ms:ms share_of_slow_time:share share_basis callers_own_ratio:ratio timeout plateau_ms:ms plateau_share:share source line'
)
const mostRows = 50

export const dependencyLatency: EvidenceTool<typeof Arguments> = {
  name: 'dependency_latency',
  description:
    'Calls to everything the service depends on (other services, hosts, databases), from spans, client-side log lines, the upstream ' +
    'times of access logs, the database’s own log and metrics of such calls: how long they took and how many failed in the window against the baseline, and ' +
    'since when; who waited; what share of the callers’ added time they explain and whether the callers’ time without any call rose ' +
    'too (then the caller is at fault, or both starve); and whether long calls end at one value (a time-out) or anywhere (none seen). ' +
    'Logs often tell of slow or failed calls only: their medians are then those. One dependency may have a row for each kind of source. Lines of connections that broke off, whoever was on the other side (`broken_off`), and those found dead after idling (`idle_dropped`) are counted apart, as are lines of switches, routers and the like that tell of a trouble of the way (`way_lines`). Rows seen in `series` are points of a metric, five calls each. Rows seen in `upstream` are what stands behind a proxy: often the service itself.',
  arguments: Arguments,
  run: async (args, context) => {
    const window = spanOf(args.window)
    const baseline = baselineSpan(args.baseline, window)
    const between = betweenOf(args.window, args.baseline)
    const names = await readServiceNames(context)
    const inTraces = callsOfSpans(await readSpans(context, args.window, args.baseline))
    const told = await callsOfEvents(context, between)
    const bySource = [
      inTraces,
      withAddressed(
        [...told, ...(await callsNaming(context, told, between)), ...(await callsOfTimedParts(context, between))],
        await callsOfAddressed(context, between)
      ),
      await callsOfRequests(context, between),
      await callsOfStatements(context, between)
    ].map((calls) => calls.map((call) => ofServices(call, names)))
    const called = partyNames(bySource.flat())
    const found = bySource
      .map((calls) => calls.map((call) => ({ ...call, peer: called(call.peer) })))
      .flatMap((calls) => [...byPeer(calls).values()].map((own) => compareCalls(own, calls, window, baseline)))
    const measured = await measuredCalls(context, between, window, baseline)
    const known = found.flatMap((one) => (one?.window.medianMs == null ? [] : [one.peer.toLowerCase()]))
    const inSeries = [...byPeer(measured.calls).values()]
      // What is known call by call is known better.
      .filter(([first]) => first && !known.some((peer) => isSame(peer, first.peer)))
      .map((own) => compareCalls(own, own, window, baseline))
    const dependencies = [...found, ...inSeries].filter((one) => one !== null).sort(byHarm)
    const dropped = await idleDrops(context, window, baseline)
    const broken = await brokenOff(context, window, baseline)
    const peers = dependencies.map(({ peer }) => peer)
    const way = await wayTroubles(context, window, baseline, peers)
    const [top] = dependencies
    if (!top && !dropped && !broken && !way) {
      return {
        status: 'no_data',
        reading:
          'No call to anything else is seen in the window: spans, log lines, upstream times of access logs and statements were searched.',
        facts: { ...factsOf(null, null, measured), ...factsOfIdle(null, null), ...factsOfWay(null), dependencies: 0, moved: 0 }
      }
    }
    const added = await addedRequestMs(context, args.window, args.baseline)
    const moved = dependencies.filter(({ slowerAt, failingAt }) => slowerAt !== null || failingAt !== null).length
    return {
      status: 'found',
      reading:
        `${dependencies.length} dependencies, ${moved} slower or failing more than in the baseline` +
        (top && moved > 0
          ? `; first of all ${top.peer} (${top.seenIn}): mean ${ms(top.baseline.meanMs)} → ${ms(top.window.meanMs)}, failed ` +
            `${percent(top.baseline.failedShare)} → ${percent(top.window.failedShare)}.`
          : '.'),
      facts: {
        dependencies: dependencies.length,
        moved,
        ...factsOf(top && moved > 0 ? top : null, added, measured),
        ...factsOfIdle(dropped, broken),
        ...factsOfWay(way)
      },
      columns,
      rows: dependencies.slice(0, mostRows).map((one) => rowOf(one, added, measured)),
      omitted:
        dependencies.length > mostRows
          ? { rows: dependencies.length - mostRows, why: 'those with most time added are shown' }
          : null,
      sources: [
        ...dependencies.map(({ first }) => first.source),
        ...(dropped ? [dropped.source] : []),
        ...(broken ? [broken.source] : []),
        ...(way ? [way.source] : [])
      ]
    }
  }
}

/** `geocoder` and `geocode` or `geocoder.places.svc`: a word that begins alike. */
function isSame(peer: string, called: string): boolean {
  const words = (name: string): string[] =>
    name
      .toLowerCase()
      .split(/[^a-z\d]+/)
      .filter((word) => word.length > 2)
  return words(called).some((word) => words(peer).some((other) => other.startsWith(word.slice(0, 6)) || word.startsWith(other)))
}

/** A line that tells of its call in words is counted once. */
function withAddressed(calls: readonly Call[], addressed: readonly Call[]): Call[] {
  const told = new Set(calls.map(({ source, line }) => `${source} ${line}`))
  return [...calls, ...addressed.filter(({ source, line }) => !told.has(`${source} ${line}`))]
}

/** From the earlier of both to the later of both ends. */
function betweenOf(window: TimeWindow, baseline: TimeWindow | null): TimeWindow {
  if (baseline === null) return { from: '0001-01-01T00:00:00.000Z', to: window.to }
  return {
    from: baseline.from < window.from ? baseline.from : window.from,
    to: baseline.to > window.to ? baseline.to : window.to
  }
}

/** A service is one dependency, whichever of its instances answers: which of them is worse is another question. */
function ofServices(call: Call, names: ServiceNames): Call {
  return { ...call, peer: names.of(call.peer) ?? call.peer, caller: names.of(call.caller) }
}

function byPeer(calls: readonly Call[]): Map<string, Call[]> {
  const found = grouped(calls, ({ peer }) => peer)
  for (const list of found.values()) list.sort((a, b) => a.at - b.at)
  return found
}

/** By traces where they tell; else the calls' added time ÷ the requests' added time, which holds when callers wait for them. */
function shareOf(
  { peer, share, seenIn, addedMs }: Dependency,
  added: number | null,
  { shares }: MeasuredCalls
): readonly [number | null, string | null] {
  if (seenIn === 'series') return shares.has(peer) ? [shares.get(peer) ?? null, 'series'] : [null, null]
  if (share.explained !== null) return [share.explained, 'traces']
  if (added === null || seenIn === 'spans') return [null, null]
  return [Math.min(1, Math.max(0, addedMs / added)), 'totals']
}

function factsOf(top: Dependency | null, added: number | null, measured: MeasuredCalls): Record<string, Scalar> {
  const onsets = [top?.slowerAt, top?.failingAt].filter((at) => at !== null && at !== undefined)
  return {
    top_dependency: top?.peer ?? null,
    top_seen_in: top?.seenIn ?? null,
    top_callers: top === null ? null : top.callers.slice(0, 10).join(', '),
    top_onset: onsets.length === 0 ? null : instantOf(Math.min(...onsets)),
    top_baseline_ms: top?.baseline.medianMs ?? null,
    top_window_ms: top?.window.medianMs ?? null,
    top_ratio: top?.ratio ?? null,
    top_failed_baseline: top?.baseline.failedShare ?? null,
    top_failed_window: top?.window.failedShare ?? null,
    top_failure: top?.failures ?? null,
    top_share_of_slow_time: top === null ? null : shareOf(top, added, measured)[0],
    top_callers_own_ratio: top?.share.ownRatio ?? null,
    top_timeout: top?.timeout ?? null,
    top_plateau_ms: top?.plateau?.at ?? null
  }
}

/** Lines of connections that broke off; connections found dead after they had been idle, and for how long at the least. */
const factsOfIdle = (dropped: IdleDrops | null, broken: BrokenOff | null): Record<string, Scalar> => ({
  broken_off: broken?.inWindow ?? null,
  broken_off_before: broken?.before ?? null,
  broken_off_text: broken?.text ?? null,
  idle_dropped: dropped?.inWindow ?? null,
  idle_dropped_before_per_min: dropped?.perMinuteBefore ?? null,
  idle_least_s: dropped?.leastSeconds ?? null,
  idle_first_at: dropped ? instantOf(dropped.firstAt) : null,
  idle_callers: dropped ? dropped.callers.slice(0, 6).join(', ') || null : null,
  idle_text: dropped?.text ?? null
})

/** Lines of those who carry what others send (switches, routers, hosts' own network) that tell of a trouble of the way, new since harm. */
const factsOfWay = (way: WayTroubles | null): Record<string, Scalar> => ({
  way_lines: way?.inWindow ?? null,
  way_first_at: way?.firstAt ?? null,
  way_text: way?.text ?? null,
  way_names: way?.named ?? null
})

function rowOf(one: Dependency, added: number | null, measured: MeasuredCalls): Scalar[] {
  const time = (at: number | null): Scalar => (at === null ? null : instantOf(at))
  const { baseline, window, share, plateau, first } = one
  return [
    one.peer,
    one.seenIn,
    one.callers.slice(0, 10).join(', '),
    baseline.calls,
    baseline.medianMs,
    baseline.p95Ms,
    baseline.failedShare,
    window.calls,
    window.medianMs,
    window.p95Ms,
    window.maxMs,
    window.failedShare,
    one.ratio,
    one.failures,
    time(one.slowerAt),
    time(one.failingAt),
    one.addedMs,
    ...shareOf(one, added, measured),
    share.ownRatio,
    one.timeout,
    plateau?.at ?? null,
    plateau?.share ?? null,
    first.source,
    first.line
  ]
}

function ms(value: number | null): string {
  return value === null ? 'unknown' : `${Math.round(value)} ms`
}

function percent(share: number | null): string {
  return share === null ? 'unknown' : `${Math.round(share * 100)} %`
}
