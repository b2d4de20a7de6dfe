import { type Gauge, perSecondFactor } from './gauges.ts'
import { type DrawnSign, drawnSigns } from './statistics/index.ts'

/** Averages over less than this scatter independently; nearer points of a sliding average do not, so they are thinned. */
const slidingMs = 300_000

/**
 * Names of series that look drawn (or smoothed) rather than measured. A plateau alone does not count: a resource at its end
 * stays there. Of load it is known how far counted arrivals must scatter; of the rest only constant steps tell.
 */
export function drawnSeries(gauges: readonly Gauge[]): string[] {
  return gauges.filter((gauge) => signsOf(gauge).some((sign) => sign !== 'plateau')).map(({ series }) => series)
}

function signsOf(gauge: Gauge): DrawnSign[] {
  const values = gauge.points.map(({ value }) => value)
  const perSecond = gauge.role === 'load' ? perSecondFactor(gauge) : null
  if (perSecond === null) return drawnSigns(values, null)
  const every = Math.max(1, Math.ceil(slidingMs / Math.max(1, gauge.stepMs)))
  const thinned = values.filter((_, i) => i % every === 0)
  const seconds = Math.max(gauge.stepMs, slidingMs) / 1000
  // A count N over the step has variance N; the series shows N ÷ (seconds × perSecond).
  const scale = seconds * perSecond
  const signs = drawnSigns(thinned, (value) => Math.max(0, value) / scale)
  return [...new Set([...signs.filter((sign) => sign === 'too-smooth'), ...drawnSigns(values, null)])]
}
