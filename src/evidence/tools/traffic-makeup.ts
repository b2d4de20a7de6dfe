import { z } from 'zod'
import { instantOf, type Scalar } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { agentOf } from '../language/user-agents.ts'
import { onsetOf } from '../onset.ts'
import { baselineSpan, type Span, spanOf } from '../span.ts'
import { quantileOf } from '../statistics/index.ts'
import type { EvidenceTool } from '../tool.ts'
import { type Behaviour, behaviourOf, depthOf, type Visit } from '../traffic/behaviour.ts'
import { grownPart, shareRise } from '../traffic/grown.ts'
import { type Dimension, type Makeup, type Part, readMakeup } from '../traffic/makeup.ts'
import { mostOutside, readVisits, singleMinded } from '../traffic/read-visits.ts'
import { baselineArgument, windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument, baseline: baselineArgument })

const columns = columnsOf(
  'dimension value agent_kind clients baseline_requests window_requests baseline_per_min window_per_min baseline_share:share window_share:share ' +
    'share_of_added:share time_share:share referrerless_share:share failed_share:share'
)
const mostOfEach = 10

export const trafficMakeup: EvidenceTool<typeof Arguments> = {
  name: 'traffic_makeup',
  description:
    'Who asks, from access logs, window against baseline: shares by client, network (numbered; addresses are never shown), user, fingerprint (of ' +
    'its handshake, where logged), user agent, agent family and route; the part whose share grew most, since when, what it costs (share of the time spent) and how it ' +
    'behaves against the others: regularity of its requests, assets, referrers, sequential ids, depth of pages, distinct targets. A ' +
    'User-Agent says what a client wants to be. Behind a proxy all clients may be one: see top_client_share.',
  arguments: Arguments,
  run: async (args, context) => {
    const makeup = await readMakeup(context, args.window, args.baseline)
    if (!makeup) {
      return {
        status: 'no_data',
        reading: 'No request is logged in the window: access logs were searched for clients, agents and routes.',
        facts: noFacts
      }
    }
    const window = spanOf(args.window)
    const baseline = baselineSpan(args.baseline, window)
    const grown = grownPart(makeup)
    const between = { from: args.baseline?.from ?? '0001-01-01T00:00:00.000Z', to: args.window.to }
    const [own, others, before] = [
      grown ? await readVisits(context, makeup, grown, false, between) : [],
      await readVisits(context, makeup, grown, grown !== null, args.window),
      await readVisits(context, makeup, null, false, { from: between.from, to: args.baseline?.to ?? args.window.from })
    ]
    const single = grown ? await singleMinded(context, makeup, grown, args.window) : { own: null, others: null }
    const outside = grown ? await mostOutside(context, makeup, grown, args.window) : null
    const inside = own.filter(({ at }) => at >= window.from)
    const [behaviour, usual] = [behaviourOf(inside), behaviourOf(others)]
    const depth = (visits: readonly Visit[]): number | null =>
      quantileOf(
        visits.flatMap(({ target }) => depthOf(target) ?? []),
        0.95
      )
    const { total } = makeup
    const rate = (part: Part): number => part.window / makeup.windowMinutes
    const usualRate = (part: Part): number | null => (total.baseline > 0 ? part.baseline / makeup.baselineMinutes : null)
    const [client, network] = [largest(makeup, 'client'), largest(makeup, 'network')]
    const share = (part: Part | null): number | null => (part ? part.window / total.window : null)
    const baselineRate = usualRate(total)
    return {
      status: 'found',
      reading:
        `${rate(total).toFixed(1)} requests a minute (${baselineRate?.toFixed(1) ?? 'unknown'} in the baseline)` +
        (grown
          ? `; ${grown.dimension} ${grown.value} grew from ${percent(grown.baseline / Math.max(1, total.baseline))} to ${percent(share(grown))} of them.`
          : '; no client, network or agent has a share that grew.'),
      facts: {
        requests_baseline_per_min: baselineRate,
        requests_window_per_min: rate(total),
        rate_ratio: baselineRate !== null && baselineRate > 0 ? rate(total) / baselineRate : null,
        grown_dimension: grown?.dimension ?? null,
        grown_value: grown?.value ?? null,
        grown_agent_kind: grown ? agentKind(grown) : null,
        grown_clients: grown?.distinctClients ?? null,
        grown_share: share(grown),
        grown_share_baseline: grown && total.baseline > 0 ? grown.baseline / total.baseline : null,
        grown_per_min: grown ? rate(grown) : null,
        grown_per_min_baseline: grown ? usualRate(grown) : null,
        grown_per_min_before: outside?.before ?? null,
        grown_per_min_after: outside?.after ?? null,
        grown_share_of_added: grown ? shareOfAdded(makeup, grown) : null,
        grown_time_share: grown && total.windowMs > 0 ? grown.windowMs / total.windowMs : null,
        grown_cost_ratio: grown ? costRatio(grown, total) : null,
        grown_onset: grown ? onsetIn(own, window, baseline) : null,
        grown_top_route: commonest(inside.map(({ route }) => route)),
        grown_failed_share: grown ? grown.failed / Math.max(1, grown.window) : null,
        grown_in_vain_share: grown ? grown.inVain / Math.max(1, grown.answered) : null,
        in_vain_share_baseline: total.baseline > 0 ? makeup.baselineInVain / total.baseline : null,
        grown_single_route_share: single.own,
        others_single_route_share: single.others,
        grown_referrerless_share: grown ? grown.bare / Math.max(1, grown.window) : null,
        grown_sessionless_share: makeup.marks.session !== null && grown ? grown.sessionless / Math.max(1, grown.window) : null,
        sessionless_share_baseline:
          makeup.marks.session !== null && total.baseline > 0 ? total.sessionlessBefore / total.baseline : null,
        ...behaviourFacts('grown', behaviour),
        ...behaviourFacts('others', usual),
        referrerless_share_baseline: total.baseline > 0 ? makeup.baselineBare / total.baseline : null,
        referrerless_share_window: total.bare / total.window,
        depth_p95_baseline: depth(before),
        depth_p95_window: depth([...inside, ...others]),
        declared_bots_share_baseline: botShare(makeup, 'baseline'),
        declared_bots_share_window: botShare(makeup, 'window'),
        top_client: client?.value ?? null,
        top_client_share: share(client),
        top_network_share: share(network)
      },
      columns,
      ...rowsOf(makeup),
      sources: makeup.sources
    }
  }
}

function behaviourFacts(name: string, behaviour: Behaviour | null): Record<string, Scalar> {
  return {
    [`${name}_gap_variation`]: behaviour?.gapVariation ?? null,
    [`${name}_gap_entropy`]: behaviour?.gapEntropy ?? null,
    [`${name}_sequential_share`]: behaviour?.sequentialShare ?? null,
    [`${name}_distinct_share`]: behaviour?.distinctShare ?? null,
    [`${name}_assets_share`]: behaviour?.assetShare ?? null,
    [`${name}_depth_median`]: behaviour?.depthMedian ?? null,
    [`${name}_per_client_per_min`]: behaviour?.perClientPerMinute ?? null
  }
}

const noFacts: Record<string, Scalar> = {
  ...Object.fromEntries(
    (
      'requests_baseline_per_min requests_window_per_min rate_ratio grown_dimension grown_value grown_agent_kind grown_clients grown_share ' +
      'grown_share_baseline grown_per_min grown_per_min_baseline grown_per_min_before grown_per_min_after grown_share_of_added grown_time_share grown_cost_ratio grown_onset grown_top_route ' +
      'grown_failed_share grown_in_vain_share in_vain_share_baseline grown_single_route_share others_single_route_share grown_sessionless_share sessionless_share_baseline grown_referrerless_share referrerless_share_baseline referrerless_share_window depth_p95_baseline depth_p95_window ' +
      'declared_bots_share_baseline declared_bots_share_window top_client top_client_share top_network_share'
    )
      .split(' ')
      .map((name) => [name, null])
  ),
  ...behaviourFacts('grown', null),
  ...behaviourFacts('others', null)
}

/** Share of the requests a minute that came on top of the baseline's; null when none did. */
function shareOfAdded({ total, windowMinutes, baselineMinutes }: Makeup, part: Part): number | null {
  const added = (one: Part): number => one.window / windowMinutes - one.baseline / baselineMinutes
  return total.baseline === 0 || added(total) <= 0.05 * (total.baseline / baselineMinutes)
    ? null
    : Math.min(1, Math.max(0, added(part) / added(total)))
}

/** Mean time of the part's requests ÷ that of all others. */
function costRatio(part: Part, total: Part): number | null {
  const [others, ms] = [total.window - part.window, total.windowMs - part.windowMs]
  return others > 0 && ms > 0 && part.window > 0 ? part.windowMs / part.window / (ms / others) : null
}

/** When the part's requests a minute rose, if they did. */
function onsetIn(visits: readonly Visit[], window: Span, baseline: Span): string | null {
  const counts = new Map<number, number>()
  for (const { at } of visits) counts.set(Math.floor(at / 60_000), (counts.get(Math.floor(at / 60_000)) ?? 0) + 1)
  const first = Math.floor(
    (Number.isFinite(baseline.from) ? baseline.from : Math.min(visits[0]?.at ?? 0, window.from - 3_600_000)) / 60_000
  )
  const minutes = Math.min(20_000, Math.ceil(window.to / 60_000) - first)
  const points = Array.from({ length: minutes }, (_, i) => ({
    at: (first + i) * 60_000,
    value: counts.get(first + i) ?? 0,
    line: 0
  }))
  const onset = onsetOf(points, window, baseline)
  return onset?.moved === true && onset.direction === 'up' && onset.onset !== null ? instantOf(onset.onset) : null
}

function largest({ parts }: Makeup, dimension: Dimension): Part | null {
  return parts.filter((part) => part.dimension === dimension).sort((a, b) => b.window - a.window)[0] ?? null
}

function botShare({ parts, total }: Makeup, side: 'baseline' | 'window'): number | null {
  const bots = parts.filter((part) => part.dimension === 'user_agent' && ['bot', 'library'].includes(agentOf(part.value).kind))
  return total[side] > 0 ? bots.reduce((sum, part) => sum + part[side], 0) / total[side] : null
}

function agentKind(part: Part): string | null {
  return part.dimension === 'user_agent' ? agentOf(part.value).kind : null
}

/** Of each dimension the values whose share rose most, then the largest. */
function rowsOf(makeup: Makeup): { rows: Scalar[][]; omitted: { rows: number; why: string } | null } {
  const { parts, total, windowMinutes, baselineMinutes } = makeup
  const shown = [...new Set(parts.map(({ dimension }) => dimension))].flatMap((dimension) =>
    parts
      .filter((part) => part.dimension === dimension && part.window > 0)
      .sort((a, b) => shareRise(makeup, b) - shareRise(makeup, a) || b.window - a.window || (a.value < b.value ? -1 : 1))
      .slice(0, mostOfEach)
  )
  const left = parts.filter(({ window }) => window > 0).length - shown.length
  return {
    rows: shown.map((part) => [
      part.dimension,
      part.value,
      agentKind(part),
      part.distinctClients,
      part.baseline,
      part.window,
      total.baseline > 0 ? part.baseline / baselineMinutes : null,
      part.window / windowMinutes,
      total.baseline > 0 ? part.baseline / total.baseline : null,
      part.window / total.window,
      shareOfAdded(makeup, part),
      total.windowMs > 0 ? part.windowMs / total.windowMs : null,
      part.bare / part.window,
      part.failed / part.window
    ]),
    omitted: left > 0 ? { rows: left, why: `of each dimension the ${mostOfEach} whose share rose most are shown` } : null
  }
}

function commonest(values: readonly string[]): string | null {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? null
}

function percent(share: number | null): string {
  return share === null ? 'unknown' : `${(share * 100).toFixed(0)} %`
}
