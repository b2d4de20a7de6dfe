import { combine, type Gauge, gaugeValues, mainGauge, readGauges } from '../gauges.ts'
import { stemOf } from '../instances/instance-name.ts'
import { onsetOf } from '../onset.ts'
import { readSeries } from '../read-series.ts'
import type { Span } from '../span.ts'
import { medianOf } from '../statistics/index.ts'
import type { ToolContext } from '../tool.ts'

export interface LoadAfterFailure {
  readonly series: string | null
  /** The service whose load it is; null: the load of all, as it comes in. */
  readonly entity: string | null
  /** When errors departed from the baseline, ms. */
  readonly errorsAt: number | null
  readonly errorsEndAt: number | null
  readonly before: number | null
  /** From the first failures to the window's end. */
  readonly after: number | null
  /** Once errors (or, where they are not measured, the window) are over, for as long as the window. */
  readonly afterRecovery: number | null
  /** When the load departed upwards, ms. */
  readonly risesAt: number | null
  readonly sources: readonly string[]
}

/**
 * Load before the first failures, from them on, and once they are over. Medians, in the load series' unit. What one service
 * asks another again never shows at the door: of a service that is asked again its own load is taken, where it is measured.
 *
 * @param asked the service that is asked again; null where services are not told apart
 * @param attempts where they are counted, which is the load that they make
 */
export async function loadAfterFailure(
  context: ToolContext,
  window: Span,
  baseline: Span,
  firstFailure: number | null,
  asked: string | null = null,
  attempts: Gauge | null = null
): Promise<LoadAfterFailure> {
  const gauges = await readGauges(context, ['load', 'errors'])
  const own = attempts ?? (asked === null ? null : await loadOf(context, asked))
  const [load, errors] = [own ?? mainGauge(gauges, 'load'), mainGauge(gauges, 'errors')]
  const onset = errors ? onsetOf(errors.points, window, baseline) : null
  const rising = onset !== null && onset.moved && onset.direction === 'up' ? onset : null
  const errorsAt = rising?.onset ?? null
  const loadOnset = load ? onsetOf(load.points, window, baseline) : null
  const from = errorsAt ?? firstFailure
  const over = rising?.returnedAt ?? window.to
  const median = (from: number, to: number): number | null => (load ? medianOf(gaugeValues(load, { from, to })) : null)
  return {
    series: load?.series ?? null,
    entity: own === null ? null : (asked ?? own.series),
    errorsAt,
    errorsEndAt: rising?.returnedAt ?? null,
    before: median(baseline.from, Math.min(baseline.to, from ?? Infinity)),
    after: from === null ? null : median(from, window.to),
    afterRecovery: median(over, over + (window.to - window.from)),
    risesAt: loadOnset?.moved && loadOnset.direction === 'up' ? loadOnset.onset : null,
    sources: [...(load?.sources ?? []), ...(errors?.sources ?? [])]
  }
}

/** The load of one service, its instances added up; null where it is not measured. */
async function loadOf(context: ToolContext, service: string): Promise<Gauge | null> {
  const named = (entity: string | null): string => stemOf(entity ?? '').replaceAll('_', '-')
  const own = (await readSeries(context, ['load'])).filter(
    ({ entity, points }) => named(entity) === named(service) && points.length > 0
  )
  const gauges = [...new Set(own.map(({ series }) => series))].map((name) => combine(own.filter(({ series }) => series === name)))
  return mainGauge(gauges, 'load')
}
