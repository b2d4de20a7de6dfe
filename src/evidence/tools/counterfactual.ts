import { z } from 'zod'
import { instantOf, type Scalar } from '../../domain/index.ts'
import { calibrate, type Calibration } from '../calibration.ts'
import { fitError, whyNotCalibrated } from '../calibration-fit.ts'
import { columnsOf } from '../columns.ts'
import { leastHarm, scalingRemoves, scenariosOf } from '../scenarios.ts'
import { checkPhysics } from '../physics.ts'
import type { PoolOutcome } from '../../queueing/index.ts'
import { baselineSpan, spanOf } from '../span.ts'
import type { EvidenceTool, ToolOutcome } from '../tool.ts'
import { baselineArgument, windowArgument } from '../window.ts'

const Arguments = z.object({
  window: windowArgument,
  baseline: baselineArgument,
  seed: z.int().default(1),
  remove: z.string().nullable().default(null).describe('Operation whose slow mode is removed; null: of all operations')
})

const columns = columnsOf('scenario factor:ratio saturated_at:time failed_share:share p95_ms:ms peak_waiters')

export const counterfactual: EvidenceTool<typeof Arguments> = {
  name: 'counterfactual',
  description:
    'The incident again in a queueing simulation of the pool, calibrated from the materials: as it was, with 1.5, 2, 5 and 10 times the ' +
    'limit, and with the slow mode of the suspected operation removed. Where the CPU of the backend behind the pool reached its end, ' +
    'the units share it (more units add no service); else they are taken as independent, and the other assumption is shown beside. ' +
    'scaling_removes is null where it hangs on which of the two holds and the materials do not show it. calibrated ' +
    'is false, and why_not says why, when the as-is run does not reproduce what happened or the materials do not allow it.',
  arguments: Arguments,
  run: async (args, context): Promise<ToolOutcome> => {
    const window = spanOf(args.window)
    const baseline = baselineSpan(args.baseline, window)
    const span = { from: Math.min(baseline.from, window.from), to: window.to }
    const calibration = await calibrate(context, span)
    if (typeof calibration === 'string') {
      const reading = `The incident cannot be simulated: ${calibration}.`
      return { status: 'no_data', reading, facts: { ...noFacts, why_not: calibration } }
    }
    const { backend, observed } = calibration
    const scenarios = await scenariosOf(calibration, args.seed, args.remove)
    const { asIs, without, tenfold, others } = scenarios
    const error = fitError(asIs, calibration)
    const physics = await checkPhysics(context, span)
    const whyNot = whyNotCalibrated(error, physics, observed.saturatedAt, asIs)
    const removes = scalingRemoves(scenarios, backend)
    const undecided = removes === null && asIs.failedShare > leastHarm
    const time = (ms: number | null): Scalar => (ms === null ? null : instantOf(calibration.span.from + ms))
    return {
      status: 'found',
      reading:
        whyNot === null
          ? `Simulated: ${percent(asIs.failedShare)} of requests fail as it was, ${percent(tenfold.failedShare)} with ten times the limit` +
            `${undecided ? ` (${percent(others.tenfold.failedShare)} if the units share what they run on: not known)` : ''}, ` +
            `${percent(without.failedShare)} without the slow mode. Assumed: ${calibration.assumptions.join('; ')}.`
          : `Not calibrated: ${whyNot}. What the simulation counts says nothing of this incident.`,
      facts: {
        calibrated: whyNot === null,
        why_not: whyNot,
        as_is_failed_share: asIs.failedShare,
        removed_failed_share: without.failedShare,
        scaled_failed_share_10x: tenfold.failedShare,
        scaling_removes: removes,
        scaling_delays: removes === null ? null : !removes && delays(asIs, tenfold, calibration),
        fit_error: error,
        backend
      },
      columns,
      rows: scenarios.all.map(({ name, factor, outcome }) => [
        name,
        factor,
        time(outcome.saturatedAtMs),
        outcome.failedShare,
        outcome.p95Ms,
        outcome.peakWaiters
      ]),
      sources: calibration.sources
    }
  }
}

const noFacts: Record<string, Scalar> = {
  calibrated: false,
  why_not: null,
  as_is_failed_share: null,
  removed_failed_share: null,
  scaled_failed_share_10x: null,
  scaling_removes: null,
  scaling_delays: null,
  fit_error: null,
  backend: null
}

/** Saturation comes later, or a quarter fewer fail. */
function delays(asIs: PoolOutcome, scaled: PoolOutcome, { span }: Calibration): boolean {
  const end = span.to - span.from
  const postponed = (scaled.saturatedAtMs ?? end) - (asIs.saturatedAtMs ?? end)
  return postponed >= 0.05 * end || scaled.failedShare <= 0.75 * asIs.failedShare
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`
}
