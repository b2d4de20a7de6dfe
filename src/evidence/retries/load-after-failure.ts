import { gaugeValues, mainGauge, readGauges } from '../gauges.ts'
import { onsetOf } from '../onset.ts'
import type { Span } from '../span.ts'
import { medianOf } from '../statistics/index.ts'
import type { ToolContext } from '../tool.ts'

export interface LoadAfterFailure {
  readonly series: string | null
  /** When errors departed from the baseline, ms. */
  readonly errorsAt: number | null
  readonly errorsEndAt: number | null
  readonly before: number | null
  /** From the first failures to the window's end. */
  readonly after: number | null
  /** Once errors (or, where they are not measured, the window) are over, for as long as the window. */
  readonly afterRecovery: number | null
  readonly sources: readonly string[]
}

/** Load before the first failures, from them on, and once they are over. Medians, in the load series' unit. */
export async function loadAfterFailure(
  context: ToolContext,
  window: Span,
  baseline: Span,
  firstFailure: number | null
): Promise<LoadAfterFailure> {
  const gauges = await readGauges(context, ['load', 'errors'])
  const [load, errors] = [mainGauge(gauges, 'load'), mainGauge(gauges, 'errors')]
  const onset = errors ? onsetOf(errors.points, window, baseline) : null
  const rising = onset !== null && onset.moved && onset.direction === 'up' ? onset : null
  const errorsAt = rising?.onset ?? null
  const from = errorsAt ?? firstFailure
  const over = rising?.returnedAt ?? window.to
  const median = (from: number, to: number): number | null => (load ? medianOf(gaugeValues(load, { from, to })) : null)
  return {
    series: load?.series ?? null,
    errorsAt,
    errorsEndAt: rising?.returnedAt ?? null,
    before: median(baseline.from, Math.min(baseline.to, from ?? Infinity)),
    after: from === null ? null : median(from, window.to),
    afterRecovery: median(over, over + (window.to - window.from)),
    sources: [...(load?.sources ?? []), ...(errors?.sources ?? [])]
  }
}
