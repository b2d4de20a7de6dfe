import { instantOf, type TimeWindow } from '../domain/index.ts'
import { readGauges } from './gauges.ts'
import { onsetOf } from './onset.ts'
import { baselineSpan, spanOf } from './span.ts'
import type { ToolContext } from './tool.ts'

/** When users were first harmed, as far as latency and errors were measured. */
export interface HarmOnset {
  readonly at: string
  readonly resolutionMs: number
  readonly series: string
}

/** The earliest onset of a series of latency or errors in the window; null when none moved or none was measured. */
export async function harmOnset(
  context: ToolContext,
  window: TimeWindow,
  baseline: TimeWindow | null = null
): Promise<HarmOnset | null> {
  const span = spanOf(window)
  const gauges = await readGauges(context, ['latency', 'errors'])
  const found = gauges.flatMap(({ points, series, stepMs }) => {
    const onset = onsetOf(points, span, baselineSpan(baseline, span))
    const harms = onset?.direction === 'up' && onset.moved && onset.onset !== null && onset.onset < span.to
    return harms ? [{ at: onset.onset ?? span.from, resolutionMs: stepMs, series }] : []
  })
  const first = found.sort((a, b) => a.at - b.at)[0]
  return first ? { ...first, at: instantOf(first.at) } : null
}
