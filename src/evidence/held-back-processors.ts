import { stemOf } from './instances/instance-name.ts'
import { readSeries, type Series } from './read-series.ts'
import { inSpan, type Span } from './span.ts'
import { firstRun, medianOf } from './statistics/index.ts'
import type { ToolContext } from './tool.ts'

/** A service that was withheld the processor which it asked for, as its scheduler counts it. */
export interface HeldBack {
  readonly entity: string
  readonly series: string
  /** Share of the periods (or of the time) in which it was held back, before and in the window. */
  readonly before: number
  readonly now: number
  /** When it began, ms since the epoch, or up to a step before. */
  readonly at: number
  readonly stepMs: number
  /** What one of its instances used, in the unit of the series that measures it; null where none does. */
  readonly usedBefore: number | null
  readonly usedNow: number | null
  readonly source: string
  readonly line: number | null
}

/** As cgroups, kubelets and their exporters call it (`cfs_throttled_periods`, `nr_throttled`, `cpu.throttled`, `CPU throttling %`). */
const throttled = /throttl/i
const ofProcessors = /cpu|cfs|processor|period|nr_throttled|container/i
const inTime = /second|time|usec|nanos|_ms\b/i
const asShare = /percent|pct|%|ratio|share/i
const used = /cpu|processor/i
const noUse = /throttl|cfs|period|limit|request|quota|idle|steal|wait|load/i

/** From here on somebody feels it; what is held back less than this in health is everyday. */
const felt = 0.25
const everyday = 0.1
const leastPoints = 3

/** The service that was held back most in the window, where it was not before; null where nobody counts it or nobody was. */
export async function heldBackProcessors(context: ToolContext, window: Span): Promise<HeldBack | null> {
  const all = await readSeries(context)
  const shares = all
    .filter(({ series, entity }) => entity !== null && throttled.test(series) && ofProcessors.test(series))
    .flatMap((series) => shareOf(series, all) ?? [])
  const services = new Set(shares.map(({ entity }) => stemOf(entity ?? '')))
  const found = [...services].flatMap((service) => {
    const own = shares.filter(({ entity }) => stemOf(entity ?? '') === service)
    return heldOf(service, own, all, window) ?? []
  })
  return found.sort((a, b) => b.now - a.now)[0] ?? null
}

/** The series as a share of periods or of time; null where it counts something that no share is made of. */
function shareOf(series: Series, all: readonly Series[]): Series | null {
  const whole = wholesOf(series.series)
  const periods = all.find((other) => other !== series && other.entity === series.entity && whole.includes(other.series))
  if (periods) {
    const at = new Map(periods.points.map((point) => [point.at, point.value]))
    const points = series.points.flatMap((point) => {
      const of = at.get(point.at)
      return of === undefined || of <= 0 ? [] : [{ ...point, value: point.value / of }]
    })
    return { ...series, points }
  }
  const most = Math.max(0, ...series.points.map(({ value }) => value))
  if (asShare.test(`${series.series} ${series.unit ?? ''}`)) {
    const scale = most > 1.01 ? 100 : 1
    return { ...series, points: series.points.map((point) => ({ ...point, value: point.value / scale })) }
  }
  return inTime.test(series.series) && most <= 20 ? series : null
}

/** `cfs_periods_total` for `cfs_throttled_periods_total`, `nr_periods` for `nr_throttled`. */
const wholesOf = (name: string): string[] => [name.replace(/throttled[_. ]?/i, ''), name.replace(/throttled/i, 'periods')]

function heldOf(service: string, own: readonly Series[], all: readonly Series[], window: Span): HeldBack | null {
  const points = own.flatMap(({ points: some }) => some).toSorted((a, b) => a.at - b.at)
  const inside = points.filter(({ at }) => inSpan(at, window))
  const before = medianOf(points.filter(({ at }) => at < window.from).map(({ value }) => value))
  const now = medianOf(inside.map(({ value }) => value))
  const [one] = own
  if (!one || before === null || now === null || inside.length < leastPoints || before > everyday || now < felt) return null
  // It may have begun in the minutes before harm was seen.
  const near = points.filter(({ at }) => at >= window.from - reach && at < window.to)
  const begins = firstRun(
    near.map(({ value }) => value >= felt),
    leastPoints
  )
  const at = near[begins]?.at
  if (at === undefined) return null
  const use = all.filter(
    ({ entity, series }) => entity !== null && stemOf(entity) === service && used.test(series) && !noUse.test(series)
  )
  const usedIn = (span: Span): number | null =>
    medianOf(use.flatMap((series) => series.points.filter((point) => inSpan(point.at, span)).map(({ value }) => value)))
  return {
    entity: service,
    series: one.series,
    before,
    now,
    at,
    stepMs: one.stepMs,
    usedBefore: usedIn({ from: window.from - usualFor, to: at }),
    usedNow: usedIn({ from: at, to: window.to }),
    source: one.source,
    line: near[begins]?.line ?? null
  }
}

const reach = 30 * 60_000
const usualFor = 6 * 3_600_000
