import { z } from 'zod'
import { instantOf } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { type Gauge, mainGauge, readGauges, toMsFactor } from '../gauges.ts'
import { type LoadedPoint, type LoadMatch, matchLoads } from '../matched-load.ts'
import { queryRows } from '../query-rows.ts'
import { readInterventions } from '../read-interventions.ts'
import { baselineSpan, inSpan, spanOf } from '../span.ts'
import type { EvidenceTool, ToolContext } from '../tool.ts'
import { baselineArgument, windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument, baseline: baselineArgument })

const columns = columnsOf('bad_at:time good_at:time bad_load good_load bad_latency:ms good_latency:ms latency_ratio:ratio')
const mostRows = 40
/** Of the rows, those that hold a bad time against one before the window as well. */
const mostEarlier = 10

export const matchedLoad: EvidenceTool<typeof Arguments> = {
  name: 'matched_load',
  description:
    'Times with as much load (±10 %) and healthy latency, before or after, for each bad time of the window. Such pairs speak against ' +
    'lack of capacity; none (pairs = 0) means that no healthy time had such load, or that no time was bad: the reading says which times were compared. left_out counts bad times after more was asked than was ever served; relieved_at is a healthy time under as much load after all bad ones, and relieved_after what had been done. changed_between names what was done in between: a ' +
    'good time after a raised limit proves less than one before. The good times are lasting ones, not a minute before the queue built up.',
  arguments: Arguments,
  run: async (args, context) => {
    const window = spanOf(args.window)
    const baseline = baselineSpan(args.baseline, window)
    const gauges = await readGauges(context, ['load', 'latency'])
    const [load, latency] = [mainGauge(gauges, 'load'), mainGauge(gauges, 'latency')]
    const names = { load_series: load?.series ?? null, latency_series: latency?.series ?? null }
    if (!load || !latency || !latency.points.some(({ at }) => inSpan(at, window))) {
      const lacking = [load ? null : 'load', latency ? null : 'latency'].filter((name) => name !== null).join(' and ')
      return {
        status: 'no_data',
        reading: `No series of ${lacking || 'latency in the window'}: metrics and the logs of timed work were searched.`,
        facts: { ...noPair, ...names }
      }
    }
    const match = matchLoads(latency, load, window, baseline)
    const { pairs } = match
    const sources = [...load.sources, ...latency.sources]
    const toMs = toMsFactor(latency)
    const best = pairs[0]
    if (!best) {
      const relief = await reliefIn(context, match)
      const later = relief.relieved_at
        ? ` But at ${relief.relieved_at} a load of ${relief.relieved_load} was healthy, after ${relief.relieved_after}.`
        : ''
      const reading = `${whyNone(match, load, latency)}${later}`
      return {
        status: 'found',
        reading,
        facts: { ...noPair, ...names, ...comparedIn(match, toMs), ...relief },
        columns,
        rows: [],
        sources
      }
    }
    const ratio = best.badLatency / best.goodLatency
    const after = best.goodAt > best.badAt
    return {
      status: 'found',
      reading:
        `${load.series} was ${best.badLoad} at ${instantOf(best.badAt)} and ${best.goodLoad} at ${instantOf(best.goodAt)}, ` +
        `with ${latency.series} ${ratio.toFixed(1)} times as high the first time; ${pairs.length} such pairs among ` +
        `${match.bad.length} bad times and ${match.healthy.length} healthy ones.`,
      facts: {
        pairs: pairs.length,
        best_bad_at: instantOf(best.badAt),
        best_good_at: instantOf(best.goodAt),
        best_bad_load: best.badLoad,
        best_good_load: best.goodLoad,
        best_bad_latency: best.badLatency * toMs,
        best_good_latency: best.goodLatency * toMs,
        latency_ratio: ratio,
        good_is: after ? 'after' : 'before',
        ...names,
        ...comparedIn(match, toMs),
        changed_between: await changedBetween(context, Math.min(best.badAt, best.goodAt), Math.max(best.badAt, best.goodAt))
      },
      columns,
      rows: [...pairs.slice(0, mostRows - mostEarlier), ...match.earlier.slice(0, mostEarlier)].map((pair) => [
        instantOf(pair.badAt),
        instantOf(pair.goodAt),
        pair.badLoad,
        pair.goodLoad,
        pair.badLatency * toMs,
        pair.goodLatency * toMs,
        pair.badLatency / pair.goodLatency
      ]),
      omitted:
        pairs.length > mostRows - mostEarlier
          ? { rows: pairs.length - mostRows + mostEarlier, why: 'the strongest are shown' }
          : null,
      sources
    }
  }
}

const noPair = {
  pairs: 0,
  best_bad_at: null,
  best_good_at: null,
  best_bad_load: null,
  best_good_load: null,
  best_bad_latency: null,
  best_good_latency: null,
  latency_ratio: null,
  good_is: null,
  bad_times: 0,
  healthy_times: 0,
  bad_above_ms: null,
  left_out: 0,
  changed_between: null,
  relieved_at: null,
  relieved_load: null,
  relieved_after: null
}

/** How many times were held against each other, and what bad means. */
function comparedIn({ bad, healthy, leftOut, badAbove }: LoadMatch, toMs: number) {
  return {
    bad_times: bad.length,
    healthy_times: healthy.length,
    left_out: leftOut.length,
    bad_above_ms: badAbove === null ? null : badAbove * toMs
  }
}

/** Which times were compared, so that "none" can be judged. */
function whyNone({ bad, healthy, leftOut, badAbove }: LoadMatch, load: Gauge, latency: Gauge): string {
  if (badAbove === null) return 'There is no healthy baseline of load and latency together to compare with.'
  const above = `${latency.series} above ${badAbove.toFixed(0)}, twice what the baseline rarely exceeds, with its neighbours`
  if (bad.length === 0 && leftOut.length > 0) {
    return (
      `No pair: all ${leftOut.length} bad times (${above}) come after more was asked than was ever served in good health, and may be the ` +
      `queue of that; they are left out. ${healthy.length} healthy times had a ${load.series} of ${rangeOf(healthy)}, the bad ones of ${rangeOf(leftOut)}.`
    )
  }
  if (bad.length === 0) return `No time of the window counts as bad (${above}), so there is none to find a like for.`
  const span = `${instantOf(bad[0]?.at ?? 0)} to ${instantOf(bad.at(-1)?.at ?? 0)}`
  return (
    `No pair: ${bad.length} bad times (${above}; ${span}) had a ${load.series} of ${rangeOf(bad)}; ` +
    (healthy.length === 0
      ? 'no lasting healthy time was measured.'
      : `${healthy.length} healthy times had ${rangeOf(healthy)}, and none of them within a tenth of a bad one's load was half as slow.`)
  )
}

function rangeOf(points: readonly LoadedPoint[]): string {
  const loads = points.map(({ load }) => load)
  return loads.length === 0 ? 'none' : `${Math.min(...loads)} to ${Math.max(...loads)}`
}

/** A healthy time under as much load after all the bad ones, and what was done in the last of them: what may have relieved it. */
async function reliefIn(context: ToolContext, { relieved, bad, leftOut }: LoadMatch) {
  const first = [...bad, ...leftOut].map(({ at }) => at).sort((a, b) => a - b)[0]
  if (!relieved || first === undefined) return { relieved_at: null, relieved_load: null, relieved_after: null }
  return {
    relieved_at: instantOf(relieved.at),
    relieved_load: relieved.load,
    relieved_after: await changedBetween(context, first, relieved.at)
  }
}

/** What was done or changed between two times, at most eight things, in order; "nothing recorded" when nothing was. */
async function changedBetween(context: ToolContext, from: number, to: number): Promise<string> {
  const deeds = (await readInterventions(context))
    .filter(({ time }) => inSpan(Date.parse(time), { from, to }))
    .map(({ time, kind, object }) => ({ time, what: object === null ? kind : `${kind} ${object}` }))
  const changes = await queryRows(
    context,
    'SELECT ts, kind, coalesce(ref, title) AS what FROM changes WHERE ts > $1::TIMESTAMP AND ts < $2::TIMESTAMP ORDER BY ts, record_id',
    [instantOf(from), instantOf(to)]
  )
  const all = [
    ...deeds,
    ...changes.map((row) => ({ time: row.text('ts') ?? '', what: `${row.text('kind')} ${row.text('what')}` }))
  ]
  const said = all.sort((a, b) => (a.time < b.time ? -1 : 1)).map(({ time, what }) => `${time.slice(11, 16)} ${what}`)
  const unique = [...new Set(said)]
  if (unique.length === 0) return 'nothing recorded'
  return unique.slice(0, 8).join('; ') + (unique.length > 8 ? `; ${unique.length - 8} more` : '')
}
