import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { instantOf, type Scalar } from '../../domain/index.ts'
import { levelAt, type PoolChange, type PoolModel, simulatePool } from '../../queueing/index.ts'
import { calibrate, type Calibration } from '../calibration.ts'
import { fitError, whyNotCalibrated } from '../calibration-fit.ts'
import { columnsOf } from '../columns.ts'
import { holdsRequests } from '../hold-time.ts'
import { checkPhysics } from '../physics.ts'
import { assumedModels } from '../scenarios.ts'
import { baselineSpan, spanOf } from '../span.ts'
import type { EvidenceTool, ToolOutcome } from '../tool.ts'
import { baselineArgument, windowArgument } from '../window.ts'

const amount = z.number().positive().nullable().default(null)

export const TriedMeasure = z.strictObject({
  name: z.string(),
  /** Work that holds a unit longer fails. */
  work_timeout_ms: amount,
  /** A request that waits longer fails. */
  wait_timeout_ms: amount,
  /** At most so many wait. */
  queue_limit: z.number().nonnegative().nullable().default(null),
  /** Units that the suspected operation may hold at a time. */
  bulkhead_limit: amount,
  pool_size: amount,
  breaker: z
    .strictObject({ minimum: z.number().positive(), slow_ms: z.number().positive(), open_ms: z.number().positive() })
    .nullable()
    .default(null),
  /** The slow mode is gone: what a fix of the cause does. */
  cause_removed: z.boolean().default(false),
  /** Units × this. */
  scale: amount
})
export type TriedMeasure = z.output<typeof TriedMeasure>

const Arguments = z.object({
  window: windowArgument,
  baseline: baselineArgument,
  seed: z.int().default(1),
  operation: z.string().nullable().default(null).describe('The suspected operation; null: all work'),
  measures: z.array(TriedMeasure).min(1).max(12).describe('Each is tried alone on the incident as it was')
})

const columns = columnsOf(
  'measure requests failed slow harmed harmed_share:share harmed_others harmed_others_share:share harm_minutes:min harm_minutes_others:min saturated_at:time'
)
/** A window of failures by which a breaker judges. */
const breakerWindowMs = 30_000
const breakerFailureShare = 0.5
/** A smaller share of harmed requests leaves nothing to try measures on. */
const leastHarm = 0.005

export const measureTrial: EvidenceTool<typeof Arguments> = {
  name: 'measure_trial',
  description:
    'The incident again in the calibrated queueing simulation of the pool, once as it was and once with each measure: time-outs, a ' +
    'bulkhead or circuit breaker around the suspected operation, a short queue, another pool size, the cause removed, or only more of ' +
    'the resource. Counts requests that failed or took over ten seconds, those of the other operations apart, and the minutes in which ' +
    'more than 3 % were harmed. The same arrivals and demands meet every measure. calibrated is false, and why_not says why, when the ' +
    'simulation does not reproduce what happened: its figures then show a mechanism and measure nothing.',
  arguments: Arguments,
  run: async (args, context): Promise<ToolOutcome> => {
    const window = spanOf(args.window)
    const baseline = baselineSpan(args.baseline, window)
    const span = { from: Math.min(baseline.from, window.from), to: window.to }
    const calibration = await calibrate(context, span, 'whole')
    if (typeof calibration === 'string') return nothing(calibration)
    const { work, observed, thinning } = calibration
    const { main } = assumedModels(calibration)
    const suspects = work.some(({ name }) => name === args.operation) ? [args.operation ?? ''] : work.map(({ name }) => name)
    const asIs = simulatePool(main, args.seed, {}, suspects)
    const asIsHarmed = asIs.harm.failed + asIs.harm.slow
    if (asIsHarmed < leastHarm * asIs.harm.ended)
      return nothing('simulated from these materials, the pool harms nobody', calibration)
    const rows: Scalar[][] = []
    const add = (name: string, { harm, harmOfOthers, saturatedAtMs }: ReturnType<typeof simulatePool>): void => {
      const [harmed, others] = [harm.failed + harm.slow, harmOfOthers.failed + harmOfOthers.slow]
      rows.push([
        name,
        harm.ended * thinning,
        harm.failed * thinning,
        harm.slow * thinning,
        harmed * thinning,
        harm.ended === 0 ? 0 : harmed / harm.ended,
        others * thinning,
        harmOfOthers.ended === 0 ? 0 : others / harmOfOthers.ended,
        harm.harmedIntervals,
        harmOfOthers.harmedIntervals,
        saturatedAtMs === null ? null : instantOf(calibration.span.from + saturatedAtMs)
      ])
    }
    add('as it was', asIs)
    for (const measure of args.measures) {
      // A simulation computes for a second; between two the process answers to Ctrl-C and shows that it works.
      await setImmediate()
      add(measure.name, simulatePool(main, args.seed, changeOf(measure, suspects, calibration), suspects))
    }
    const whyNot = whyNotCalibrated(fitError(asIs, calibration), await checkPhysics(context, span), observed.saturatedAt, asIs)
    const best = rows
      .slice(1)
      .reduce<readonly Scalar[] | undefined>(
        (least, row) => (Number(row[4]) < Number(least?.[4] ?? Infinity) ? row : least),
        undefined
      )
    return {
      status: 'found',
      reading:
        (whyNot === null
          ? `Simulated: ${rows[0]?.[4]} requests harmed in ${rows[0]?.[8]} minutes as it was; least with ${best?.[0]}: ${best?.[4]}`
          : `Not calibrated, so its figures show how a measure works and not how much it would have helped: ${whyNot}`) +
        `. Assumed: ${calibration.assumptions.join('; ')}.`,
      facts: {
        calibrated: whyNot === null,
        why_not: whyNot,
        as_is_harmed: Number(rows[0]?.[4] ?? 0),
        as_is_harm_minutes: asIs.harm.harmedIntervals,
        measures: args.measures.length
      },
      columns,
      rows,
      sources: calibration.sources
    }
  }
}

function nothing(why: string, calibration?: Calibration): ToolOutcome {
  return {
    status: 'no_data',
    reading: `Measures cannot be tried: ${why}.`,
    facts: { calibrated: false, why_not: why, as_is_harmed: null, as_is_harm_minutes: null, measures: 0 },
    ...(calibration ? { sources: calibration.sources } : {})
  }
}

/** A limit that fell in the incident is a part of what went wrong, whoever else had a part in it. */
const wasLowered = (limit: PoolModel['limit']): boolean =>
  typeof limit !== 'number' && limit.some(({ value }) => value < levelAt(limit, 0))

/** A measure in real units as a change of the thinned model. */
function changeOf(measure: TriedMeasure, of: readonly string[], { thinning, pool, model }: Calibration): PoolChange {
  const units = (real: number): number => Math.max(1, Math.round(real / thinning))
  const { work_timeout_ms, wait_timeout_ms, queue_limit, bulkhead_limit, pool_size, breaker, cause_removed, scale } = measure
  return {
    ...(work_timeout_ms === null ? {} : { workTimeout: { of, ms: work_timeout_ms } }),
    ...(wait_timeout_ms === null ? {} : { waitTimeoutMs: wait_timeout_ms }),
    ...(queue_limit === null ? {} : { queueLimit: Math.round(queue_limit / thinning) }),
    ...(bulkhead_limit === null ? {} : { bulkhead: { of, limit: units(bulkhead_limit) } }),
    ...(pool_size === null ? {} : { limit: units(pool_size) }),
    ...(breaker === null
      ? {}
      : {
          breaker: {
            of,
            windowMs: breakerWindowMs,
            failureShare: breakerFailureShare,
            minimum: Math.max(3, Math.round(breaker.minimum / thinning)),
            slowMs: breaker.slow_ms,
            openMs: breaker.open_ms
          }
        }),
    ...(cause_removed ? { removeSlow: of, ...(wasLowered(model.limit) ? { limit: levelAt(model.limit, 0) } : {}) } : {}),
    // More workers come with the machines that they run on.
    ...(scale === null ? {} : { limitFactor: scale, ...(holdsRequests(pool) ? { coresFactor: scale } : {}) })
  }
}
