import type { SeriesRole } from '../../domain/index.ts'
import { onsetOf } from '../onset.ts'
import { readSeries, type Series, valuesBetween } from '../read-series.ts'
import type { Span } from '../span.ts'
import { quantileOf } from '../statistics/index.ts'
import type { ToolContext } from '../tool.ts'
import type { ServiceNames } from './service-name.ts'

/** A series of a service that left its healthy range by more than the service's own load explains. */
export interface Departed {
  readonly role: SeriesRole
  readonly series: string
  readonly before: number
  readonly now: number
  /** 0–1: how far beyond noise and level. */
  readonly strength: number
  readonly since: number | null
}

export interface MeasuredService {
  /** Times its healthy load, at least 1; null when nothing measures what it is asked for. */
  readonly busier: number | null
  /** What it uses up, the strongest departure first. */
  readonly resources: readonly Departed[]
  readonly latency: Departed | null
  readonly errors: Departed | null
}

const wanted: readonly SeriesRole[] = ['cpu', 'memory', 'gc', 'disk', 'network', 'holders', 'latency', 'errors', 'load', 'other']
/** Of the network only what tells of trouble: bytes and packets go with the load, and fall with it. */
const troubled = /retrans|loss|lost|drop|error|reset|rtt|delay|latenc|jitter|timeout/i
/** Waiting keeps connections and threads too: a holder's departure says half as much. */
const weights: Partial<Record<SeriesRole, number>> = { cpu: 1, memory: 1, disk: 1, network: 1, gc: 0.7, holders: 0.5 }

/** By service, what its metrics did in the window that they did not in healthy time. */
export async function measuredServices(
  context: ToolContext,
  names: ServiceNames,
  window: Span,
  baseline: Span
): Promise<Map<string, MeasuredService>> {
  const all = (await readSeries(context, wanted)).filter(({ entity }) => names.of(entity) !== null)
  const byService = new Map<string, Series[]>()
  for (const series of all) {
    const service = names.of(series.entity) ?? ''
    byService.set(service, [...(byService.get(service) ?? []), series])
  }
  return new Map([...byService].map(([service, own]) => [service, measuredOf(own, window, baseline)]))
}

function measuredOf(own: readonly Series[], window: Span, baseline: Span): MeasuredService {
  const loads = own.filter(isOfItsLoad)
  const busier = Math.max(1, ...loads.flatMap((series) => riseOf(series, window, baseline) ?? []))
  const departed = own.flatMap((series) => {
    const kind = kindOf(series)
    const one =
      kind === null ? null : departedOf(series, kind, kind === 'latency' || kind === 'errors' ? 1 : busier, window, baseline)
    return one ?? []
  })
  const strongest = (role: SeriesRole): Departed | null =>
    departed
      .filter((one) => one.role === role)
      .sort((a, b) => b.strength - a.strength || b.now / b.before - a.now / a.before)[0] ?? null
  const resources = departed
    .filter(({ role }) => role !== 'latency' && role !== 'errors')
    .sort((a, b) => b.strength - a.strength || (a.series < b.series ? -1 : 1))
  return { busier: loads.length > 0 ? busier : null, resources, latency: strongest('latency'), errors: strongest('errors') }
}

const aSecond = /(?:per_?|\/)(?:s|secs?|seconds?|m|min|minutes?)$/i
/** What is counted for each second and is no work that was asked for. */
const noWork =
  /byte|octet|packet|page|fault|switch|interrupt|evict|expire|error|fail|reject|denied|drop|retr|timeout|row|block|read|writ|scan|\bio|swap|\bgc|collect|flush|fsync/i

/** Its load, or anything else that it does so often a second: tokens, messages, connects, orders. */
const isOfItsLoad = ({ role, series }: Series): boolean =>
  role === 'load' || (role === 'other' && aSecond.test(series) && !noWork.test(series))

/** What the series counts for; null when its departure says nothing of what is wrong. */
function kindOf({ role, series }: Series): SeriesRole | null {
  if (role === 'load') return null
  if (troubled.test(series) && /tcp|net|packet|socket_?err|link|rtt/i.test(series)) return 'network'
  return role === 'network' || role === 'other' ? null : role
}

function riseOf({ points }: Series, window: Span, baseline: Span): number | null {
  const onset = onsetOf(points, window, baseline)
  return onset && onset.moved && onset.baselineMedian > 0 ? onset.windowMedian / onset.baselineMedian : null
}

function departedOf(series: Series, role: SeriesRole, busier: number, window: Span, baseline: Span): Departed | null {
  const onset = onsetOf(series.points, window, baseline)
  if (!onset || !onset.moved || onset.direction !== 'up') return null
  // Part of the window may be over: what it was like while it lasted.
  const now = quantileOf(valuesBetween(series, window.from, window.to), 0.75) ?? onset.windowMedian
  const before = onset.baselineMedian
  const scale = Math.max(1e-9, Math.abs((onset.windowMedian - before) / (onset.effectSize === 0 ? 1 : onset.effectSize)))
  const sure = Math.min(1, Math.max(0, (Math.abs(now - before) / scale - 3) / 9))
  const floor = Math.max(Math.abs(before), 0.02 * Math.abs(onset.peak), 1e-9)
  const times = Math.max(1, now / floor / busier)
  const strength = (weights[role] ?? 1) * sure * Math.min(1, Math.log(times) / Math.log(4))
  return strength < 0.05 ? null : { role, series: series.series, before, now, strength, since: onset.onset }
}
