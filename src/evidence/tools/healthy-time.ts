import { z } from 'zod'
import { Instant, instantOf } from '../../domain/index.ts'
import { epochMsOf } from '../../domain/index.ts'
import { quietSpans, readHealth } from '../backtest/quiet-time.ts'
import { columnsOf } from '../columns.ts'
import { mainGauge, readGauges } from '../gauges.ts'
import { inSpan, spanOf } from '../span.ts'
import type { EvidenceTool } from '../tool.ts'
import { windowArgument } from '../window.ts'

const Arguments = z.object({
  window: windowArgument,
  acts_from: Instant.nullable().default(null).describe('When the cause began to act, if before the window.')
})

export const healthyTime: EvidenceTool<typeof Arguments> = {
  name: 'healthy_time',
  description:
    'How much of the measured time the service was well and the cause did not act, and how high load rose in it against the ' +
    'incident: whether anything can be said of false alarms. Days without a usual peak say little of them.',
  arguments: Arguments,
  run: async ({ window, acts_from }, context) => {
    const span = spanOf(window)
    const acting = { from: Math.min(span.from, acts_from === null ? Infinity : epochMsOf(acts_from)), to: span.to }
    const spans = quietSpans(await readHealth(context), acting)
    const load = mainGauge(await readGauges(context, ['load']), 'load')
    const peak = (within: (at: number) => boolean): number | null => {
      const values = load?.points.filter(({ at }) => within(at)).map(({ value }) => value) ?? []
      return values.length > 0 ? Math.max(...values) : null
    }
    const quietPeak = peak((at) => spans.some((one) => inSpan(at, one)))
    const windowPeak = peak((at) => inSpan(at, span))
    const minutes = spans.reduce((sum, { from, to }) => sum + (to - from) / 60_000, 0)
    const facts = {
      healthy_minutes: minutes,
      healthy_hours: minutes / 60,
      healthy_days: minutes / 1440,
      load_series: load?.series ?? null,
      healthy_load_peak: quietPeak,
      incident_load_peak: windowPeak,
      load_peak_ratio: quietPeak === null || windowPeak === null || windowPeak === 0 ? null : quietPeak / windowPeak
    }
    return {
      status: spans.length > 0 ? 'found' : 'no_data',
      reading: spans.length > 0 ? `${Math.round(minutes)} healthy minutes.` : 'No measured time is healthy.',
      facts,
      columns: columnsOf('from:time to:time minutes:min'),
      rows: spans.map(({ from, to }) => [instantOf(from), instantOf(to), (to - from) / 60_000]),
      sources: load?.sources ?? []
    }
  }
}
