import { type Gauge, gaugeValues, mainGauge, perSecondFactor, readGauges, valueAt } from '../gauges.ts'
import { queryRows } from '../query-rows.ts'
import { readRequestVolume, type RequestVolume, totalRequests } from '../request-volume.ts'
import type { Span } from '../span.ts'
import { madToSigma, medianOf } from '../statistics/index.ts'
import type { ToolContext } from '../tool.ts'
import { completenessOf } from '../tools/catalogue.ts'

/** Attempts that failed because of the incident: above the share that fails when healthy. */
export interface FailedAttempts {
  readonly estimate: number
  /** 95 % interval. */
  readonly low: number
  readonly high: number
  readonly method: string
  readonly sources: readonly string[]
}

export interface Attempts {
  readonly requests: number | null
  readonly requestsBasis: string | null
  readonly failed: FailedAttempts | null
  /** Why `failed` is null. */
  readonly whyNot: string | null
}

/** From measured volume × measured failing share where both exist, else counted in an access log that is not a sample. */
export async function readAttempts(context: ToolContext, window: Span, baseline: Span | null): Promise<Attempts> {
  const volume = await readRequestVolume(context)
  const gauges = (await readGauges(context, ['errors', 'success'])).filter(({ series }) => !series.endsWith('from the log'))
  const share = failingShare(mainGauge(gauges, 'errors'), mainGauge(gauges, 'success'))
  const requests = volume && totalRequests(volume, window.from, window.to)
  const requestsBasis = volume && `Σ ${volume.series}`
  if (volume && share) {
    const failed = byShare(volume, share, window, baseline)
    if (failed) return { requests, requestsBasis, failed, whyNot: null }
  }
  const { state } = await completenessOf(context, 'requests', volume)
  if (state === 'sample')
    return {
      requests,
      requestsBasis,
      failed: null,
      whyNot: 'the access log is a sample and no series measures the failing share'
    }
  const counted = await countedInLog(context, window, baseline, state)
  return {
    requests: requests ?? counted?.requests ?? null,
    requestsBasis: requestsBasis ?? (counted ? 'counted in the access log' : null),
    failed: counted?.failed ?? null,
    whyNot: counted ? null : 'neither volume with a failing share nor an access log is there'
  }
}

interface FailingShare {
  readonly gauge: Gauge
  /** Value of the gauge → failing share, 0–1. */
  readonly of: (value: number) => number
}

/** A share of errors, else what is missing to full success. Counts of errors are no share. */
function failingShare(errors: Gauge | null, success: Gauge | null): FailingShare | null {
  const unitOf = (gauge: Gauge): number =>
    Math.max(...gauge.points.map(({ value }) => value)) <= 1 && !/percent|pct|%/i.test(`${gauge.series} ${gauge.unit ?? ''}`)
      ? 1
      : 100
  const isShare = (gauge: Gauge): boolean =>
    /rate|ratio|percent|pct|share|%/i.test(`${gauge.series} ${gauge.unit ?? ''}`) &&
    Math.max(...gauge.points.map(({ value }) => value)) <= 100 &&
    perSecondFactor(gauge) === null
  if (errors && errors.points.length > 1 && isShare(errors)) {
    const unit = unitOf(errors)
    return { gauge: errors, of: (value) => value / unit }
  }
  if (success && success.points.length > 1) {
    const unit = unitOf(success)
    return { gauge: success, of: (value) => 1 - value / unit }
  }
  return null
}

/**
 * Σ requests × (failing share − healthy share) over the points of the volume series. The interval adds, in quadrature, what
 * counting allows (Poisson), the spread of the healthy share, and what the step hides (half the difference between neighbours).
 */
function byShare(volume: RequestVolume, share: FailingShare, window: Span, baseline: Span | null): FailedAttempts | null {
  const healthy = baseline ? gaugeValues(share.gauge, baseline).map(share.of) : []
  const base = Math.max(0, medianOf(healthy) ?? 0)
  const cells = volume.points.flatMap(({ at, perMinute, minutes }) => {
    const overlap = Math.min(window.to, at + minutes * 60_000) - Math.max(window.from, at)
    const value = valueAt(share.gauge, at)
    if (overlap <= 0 || value === null) return []
    const requests = (perMinute * overlap) / 60_000
    return [{ requests, failed: requests * Math.min(1, Math.max(0, share.of(value) - base)) }]
  })
  if (cells.length === 0) return null
  const estimate = cells.reduce((sum, { failed }) => sum + failed, 0)
  const requests = cells.reduce((sum, cell) => sum + cell.requests, 0)
  const step = cells.slice(1).reduce((sum, { failed }, i) => sum + ((failed - (cells[i]?.failed ?? failed)) / 2) ** 2, 0)
  const deviation = madToSigma * (medianOf(healthy.map((value) => Math.abs(value - base))) ?? 0)
  const spread = healthy.length > 0 ? (deviation / Math.sqrt(healthy.length)) * requests : 0
  const margin = 1.96 * Math.sqrt(estimate + step + spread ** 2)
  const against = healthy.length > 0 ? `above the healthy share of ${(base * 100).toFixed(1)} %` : 'no healthy time to subtract'
  return {
    estimate,
    low: Math.max(0, estimate - margin),
    high: Math.min(requests, estimate + margin),
    method: `${volume.series} × ${share.gauge.series}, ${against}; 95 % from Poisson counts, spread of the healthy share and step between points`,
    sources: [...volume.sources, ...share.gauge.sources]
  }
}

async function countedInLog(
  context: ToolContext,
  window: Span,
  baseline: Span | null,
  state: 'complete' | 'unknown'
): Promise<{ requests: number; failed: FailedAttempts } | null> {
  const compare = baseline ?? { from: window.from, to: window.from }
  const [row] = await queryRows(
    context,
    `SELECT count(*) FILTER (epoch_ms(ts) >= $1 AND epoch_ms(ts) < $2) AS requests,
            count(*) FILTER (failed AND epoch_ms(ts) >= $1 AND epoch_ms(ts) < $2) AS failed,
            count(*) FILTER (epoch_ms(ts) >= $3 AND epoch_ms(ts) < $4) AS healthy_requests,
            count(*) FILTER (failed AND epoch_ms(ts) >= $3 AND epoch_ms(ts) < $4) AS healthy_failed,
            list(DISTINCT source_id) AS sources
     FROM operations WHERE population = 'requests' AND ts IS NOT NULL`,
    [window.from, window.to, compare.from, compare.to]
  )
  const requests = row?.number('requests') ?? 0
  if (requests < 20) return null
  const failed = row?.number('failed') ?? 0
  const healthyRequests = row?.number('healthy_requests') ?? 0
  const healthyFailed = row?.number('healthy_failed') ?? 0
  const base = healthyRequests > 0 ? healthyFailed / healthyRequests : 0
  const expected = base * requests
  const estimate = Math.max(0, failed - expected)
  const spread = healthyRequests > 0 ? (Math.sqrt(Math.max(1, healthyFailed)) / healthyRequests) * requests : 0
  const margin = 1.96 * Math.sqrt(failed + spread ** 2)
  const known =
    state === 'complete'
      ? 'the complete access log'
      : 'the access log (nothing measures whether it is complete: at least so many)'
  return {
    requests,
    failed: {
      estimate,
      low: Math.max(0, estimate - margin),
      high: estimate + margin,
      method: `failed requests counted in ${known}, above the healthy share of ${(base * 100).toFixed(1)} %; 95 % from Poisson counts`,
      sources: [...new Set((row?.text('sources') ?? '').match(/S\d+/g) ?? [])]
    }
  }
}
