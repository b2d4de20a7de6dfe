import { z } from 'zod'
import { instantOf, type Scalar, type SeriesRole } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { againstPeers, type Standing } from '../instances/against-peers.ts'
import { failuresOf } from '../instances/failures.ts'
import { readLife, readVersions } from '../instances/instance-life.ts'
import { type Measure, readMeasures } from '../instances/read-measures.ts'
import { baselineSpan, spanOf } from '../span.ts'
import { medianOf } from '../statistics/index.ts'
import type { EvidenceTool, ToolContext } from '../tool.ts'
import { baselineArgument, windowArgument } from '../window.ts'

const Arguments = z.object({ window: windowArgument, baseline: baselineArgument })
const columns = columnsOf(
  'service instance kind measure role unit value peers_value peers_before ratio robust_z departs onset:time returned_at:time average_ratio failures failures_share:share load_share:share version source line'
)
const mostRows = 80
const nobody = {
  departing: 0,
  worst_instance: null,
  worst_service: null,
  worst_measure: null,
  worst_role: null,
  worst_z: null,
  worst_ratio: null,
  onset: null,
  returned_at: null,
  average_hides: null,
  average_ratio: null,
  failures_total: null,
  failures_share: null,
  load_share: null,
  acted_at: null,
  acted_kind: null,
  gone_from: null,
  gone_until: null,
  z_after: null,
  worst_version: null,
  peers_version: null,
  version_differs: null
}

export const instanceSkew: EvidenceTool<typeof Arguments> = {
  name: 'instance_skew',
  description:
    'Instances, hosts, pods or zones of one service against their peers at the same time (median of peers, robust z): latency, errors, share of the load, CPU, memory ' +
    'and the like, from metrics, request logs, traces and error lines. Since when the worst departs, whether the average hides it, how much of all failures it carries, ' +
    'what was done to it and what followed, and which version it runs. All instances departing together depart from nothing here.',
  arguments: Arguments,
  run: async (args, context) => {
    const window = spanOf(args.window)
    const baseline = baselineSpan(args.baseline, window)
    const measures = await readMeasures(context)
    const groups = groupsOf(measures)
    const standings = groups.flatMap((members) => againstPeers(members, window, baseline))
    const instances = new Set(standings.map(({ of }) => `${of.service}/${of.instance}`)).size
    if (standings.length === 0) {
      const reading = `No two instances of a service are measured in the window: ${measures.length} series of instances, request logs, traces and error lines by host, pod, zone and file name were searched.`
      return { status: 'no_data', reading, facts: { services: 0, instances: 0, ...nobody } }
    }
    const services = new Set(standings.map(({ of }) => of.service)).size
    const failures = await failuresOf(context, args.window)
    const versions = await readVersions(context)
    const departing = standings.filter(({ departs }) => departs)
    const scores = new Map<string, number>()
    for (const one of departing) scores.set(one.of.instance, (scores.get(one.of.instance) ?? 0) + badness(one))
    const [worstName] = [...scores].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0] ?? []
    const own = departing.filter(({ of }) => of.instance === worstName).sort((a, b) => badness(b) - badness(a))
    const worst = own[0]
    const ranked = [...standings].sort(
      (a, b) => Number(b.departs) - Number(a.departs) || badness(b) - badness(a) || (a.of.instance < b.of.instance ? -1 : 1)
    )
    const time = (at: number | null): Scalar => (at === null ? null : instantOf(at))
    const firstOnset = own.reduce<number | null>(
      (least, { onset }) => (onset === null ? least : Math.min(least ?? onset, onset)),
      null
    )
    const told = worst ? await afterwards(context, worst, firstOnset ?? window.from, args.window.to) : null
    const failing = worst ? failures.find(({ instance }) => instance === worst.of.instance) : undefined
    const peers = worst
      ? [
          ...new Set(
            standings
              .filter(({ of }) => of.service === worst.of.service && of.instance !== worst.of.instance)
              .flatMap(({ of }) => versions.get(of.instance) ?? [])
          )
        ]
      : []
    const version = worst ? (versions.get(worst.of.instance) ?? null) : null
    return {
      status: 'found',
      reading: worst
        ? `${new Set(departing.map(({ of }) => of.instance)).size} of ${instances} instances depart from their peers, most ${worst.of.instance}: ${worst.of.measure} ${worst.value.toPrecision(3)} against ${worst.peers.toPrecision(3)}` +
          (firstOnset === null ? '' : ` since ${instantOf(firstOnset)}`) +
          (failing
            ? `; it carries ${(100 * failing.share).toFixed(0)} % of the failures with ${(100 * failing.loadShare).toFixed(0)} % of the load.`
            : '.')
        : `None of ${instances} instances of ${services} services departs from its peers.`,
      facts: worst
        ? {
            services,
            instances,
            departing: new Set(departing.map(({ of }) => of.instance)).size,
            worst_instance: worst.of.instance,
            worst_service: worst.of.service,
            worst_measure: worst.of.measure,
            worst_role: worst.of.role,
            worst_z: worst.z,
            worst_ratio: worst.peers === 0 ? null : worst.value / worst.peers,
            onset: time(firstOnset),
            returned_at: time(worst.returnedAt),
            average_hides: !worst.averageMoved,
            average_ratio: worst.averageRatio,
            failures_total: failing?.total ?? null,
            failures_share: failing?.share ?? null,
            load_share: failing?.loadShare ?? null,
            ...told,
            worst_version: version,
            peers_version: peers.join(', ') || null,
            version_differs: version === null || peers.length === 0 ? null : !peers.includes(version)
          }
        : { services, instances, ...nobody },
      columns,
      rows: ranked.slice(0, mostRows).map((one) => {
        const failed = failures.find(({ instance }) => instance === one.of.instance)
        return [
          one.of.service,
          one.of.instance,
          one.of.kind,
          one.of.measure,
          one.of.role,
          one.of.role === 'load' ? 'share' : one.of.unit,
          one.value,
          one.peers,
          one.peersBefore,
          one.peers === 0 ? null : one.value / one.peers,
          one.z,
          one.departs,
          time(one.onset),
          time(one.returnedAt),
          one.averageRatio,
          failed?.failures ?? null,
          failed?.share ?? null,
          failed?.loadShare ?? null,
          versions.get(one.of.instance) ?? null,
          one.of.source,
          one.of.points[0]?.line ?? null
        ]
      }),
      omitted:
        ranked.length > mostRows ? { rows: ranked.length - mostRows, why: 'those farthest from their peers are shown' } : null,
      sources: standings.map(({ of }) => of.source)
    }
  }
}

function groupsOf(measures: readonly Measure[]): Measure[][] {
  const groups = new Map<string, Measure[]>()
  for (const one of measures) {
    const key = JSON.stringify([one.kind, one.service, one.measure])
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()].filter((members) => members.length >= 2)
}

/** What users feel weighs more than what machines show. */
const weights: Partial<Record<SeriesRole, number>> = {
  errors: 4,
  latency: 3,
  success: 3,
  waiters: 2,
  queue: 2,
  cpu: 2,
  gc: 2,
  memory: 1.5,
  holders: 1.5,
  load: 1
}

function badness({ z, of }: Standing): number {
  const better =
    of.role === 'success' || of.role === 'cache-hits' ? z > 0 : (of.role === 'errors' || of.role === 'latency') && z < 0
  return (better ? 0.1 : 1) * (weights[of.role] ?? 0.5) * Math.min(Math.abs(z), 50)
}

/** What was done to the instance after it departed, when it was not heard of, and how it stood to its peers then. */
async function afterwards(context: ToolContext, worst: Standing, from: number, to: string) {
  const life = await readLife(context, worst.of.instance, instantOf(from))
  const acted = life[0] ?? null
  const gap = longestGap(worst, from)
  const since = acted ? Date.parse(acted.time) : gap?.until
  const after =
    since === undefined ? [] : worst.distances.filter(({ at }) => at >= since && at < Math.max(Date.parse(to), since + 3_600_000))
  const settled = after.slice(Math.min(3, Math.floor(after.length / 3)))
  return {
    acted_at: acted?.time ?? null,
    acted_kind: acted?.kind ?? null,
    gone_from: gap ? instantOf(gap.from) : null,
    gone_until: gap?.until === undefined ? null : instantOf(gap.until),
    z_after: settled.length === 0 ? null : (medianOf(settled.map(({ value }) => value)) ?? 0) / worst.scale
  }
}

/** The longest time in which the others were measured and it was not: five steps and more. */
function longestGap({ of }: Standing, from: number): { from: number; until: number | undefined } | null {
  const times = of.points.map(({ at }) => at).filter((at) => at >= from - of.stepMs)
  let widest: { from: number; until: number | undefined } | null = null
  for (const [i, at] of times.entries()) {
    const next = times[i + 1]
    if (next !== undefined && next - at > 5 * of.stepMs && next - at > (widest ? (widest.until ?? 0) - widest.from : 0))
      widest = { from: at + of.stepMs, until: next }
  }
  return widest
}
