import { z } from 'zod'
import type { Scalar } from '../../domain/index.ts'
import { callTimeoutOf } from '../protection/call-timeout.ts'
import { clientRateOf } from '../protection/client-rate.ts'
import { poolSizeOf } from '../protection/pool-size.ts'
import { quietHoursOf } from '../protection/quiet-hours.ts'
import { timeoutOf } from '../protection/timeout.ts'
import { baselineSpan, spanOf } from '../span.ts'
import type { EvidenceTool } from '../tool.ts'
import { baselineArgument, windowArgument } from '../window.ts'

const Arguments = z.object({
  window: windowArgument,
  baseline: baselineArgument,
  population: z.enum(['requests', 'statements', 'spans', 'events']).nullable().default(null),
  operation: z.string().nullable().default(null).describe('The operation that measures are to contain; null: none is suspected'),
  dependency: z
    .string()
    .nullable()
    .default(null)
    .describe('The dependency, as dependency_latency names it; null: none is suspected')
})

export const measureParameters: EvidenceTool<typeof Arguments> = {
  name: 'measure_parameters',
  description:
    'What protective measures would be set to, computed from the materials: a time-out for an operation (three times the 99th ' +
    'percentile of its usual mode) with the share of usual and slow runs that it would end; the same for calls to a dependency; the units that a pool needs at its ' +
    'peak and usual cost by Little’s law, with headroom; how long its queue may be; the units that a bulkhead leaves to the ' +
    'operation; the calls on which a breaker judges; the quiet hours for jobs; the rate that ordinary clients keep to. A null has a ' +
    '…_why_not beside it that says what the materials lack.',
  arguments: Arguments,
  run: async ({ window, baseline, population, operation, dependency }, context) => {
    const inside = spanOf(window)
    const healthy = baselineSpan(baseline, inside)
    const timeout = await timeoutOf(context, population, operation)
    const pool = await poolSizeOf(context, { from: Math.min(healthy.from, inside.from), to: inside.to }, healthy, operation)
    const call = await callTimeoutOf(context, { dependency, window, baseline, inWindow: inside, inBaseline: healthy })
    const client = await clientRateOf(context, window, baseline)
    const facts = { ...timeout.facts, ...call.facts, ...pool.facts, ...(await quietHoursOf(context)), ...client.facts }
    const known = (
      ['timeout_ms', 'call_timeout_ms', 'units_with_headroom', 'quiet_from', 'client_per_min_limit'] as const
    ).filter((name) => (facts as Record<string, Scalar>)[name] !== null)
    return {
      status: 'found',
      reading: known.length === 0 ? 'No parameter can be computed.' : `Computed: ${known.map(worded(facts)).join('; ')}.`,
      facts,
      sources: [...timeout.sources, ...call.sources, ...pool.sources, ...client.sources]
    }
  }
}

const worded =
  (facts: Readonly<Record<string, Scalar>>) =>
  (name: string): string =>
    `${name.replaceAll('_', ' ')} ${String(facts[name])}`
