import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { instantOf, type Scalar } from '../../domain/index.ts'
import { calibrate, type Calibration } from '../calibration.ts'
import { columnsOf } from '../columns.ts'
import { checkPhysics } from '../physics.ts'
import { type PoolChange, type PoolModel, type PoolOutcome, simulatePool } from '../../queueing/index.ts'
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
const factors = [1.5, 2, 5, 10] as const
/** A model that misses what happened by more than this is not calibrated. */
const mostError = 0.25
/** Removed: at most a hundredth of requests fail, or a tenth of what failed. */
const cured = (asIs: number, now: number): boolean => now <= Math.max(0.01, asIs / 10)

interface Scenario {
  readonly name: string
  readonly factor: number
  readonly outcome: PoolOutcome
}

export const counterfactual: EvidenceTool<typeof Arguments> = {
  name: 'counterfactual',
  description:
    'The incident again in a queueing simulation of the pool, calibrated from the materials: as it was, with 1.5, 2, 5 and 10 times the ' +
    'limit, and with the slow mode of the suspected operation removed. Where the CPU of the backend behind the pool reached its end, ' +
    'the units share it (more units add no service); otherwise, or where that is not measured, both assumptions are run. calibrated ' +
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
    const { model, backendCores, backend, observed } = calibration
    const remove: PoolChange['removeSlow'] =
      args.remove !== null && calibration.work.some(({ name }) => name === args.remove) ? [args.remove] : 'all'
    const alone = await scenariosOf({ ...model, cores: null }, args.seed, remove, '')
    const shared =
      backendCores === null ? null : await scenariosOf({ ...model, cores: backendCores }, args.seed, remove, ', shared backend')
    // The assumption that the evidence supports speaks; without a measured backend the one most favourable to scaling.
    const speaking = shared ?? alone
    const asIs = outcomeOf(speaking, 'as it was')
    const without = outcomeOf(speaking, 'slow mode removed')
    const tenfold = outcomeOf(speaking, '10 × the limit')
    const error = fitError(asIs, calibration)
    const physics = await checkPhysics(context, span)
    const whyNot = whyNotCalibrated(error, physics.obeys, physics.basis, physics.drawn, observed.saturatedAt, asIs)
    const removes = asIs.failedShare > 0.01 ? cured(asIs.failedShare, tenfold.failedShare) : null
    const undecided = backend === 'unknown' && removes === true
    const delays = later(asIs, tenfold, calibration) && removes === false
    const all = [...alone, ...(shared ?? [])]
    const time = (ms: number | null): Scalar => (ms === null ? null : instantOf(calibration.span.from + ms))
    return {
      status: 'found',
      reading:
        `Simulated: ${percent(asIs.failedShare)} of requests fail as it was, ${percent(tenfold.failedShare)} with ten times the limit, ` +
        `${percent(without.failedShare)} without the slow mode${whyNot === null ? '' : `. Not calibrated: ${whyNot}`}. ` +
        `Assumed: ${calibration.assumptions.join('; ')}.` +
        (undecided ? ' Whether the backend could serve more at once is not known.' : ''),
      facts: {
        calibrated: whyNot === null,
        why_not: whyNot,
        as_is_failed_share: asIs.failedShare,
        removed_failed_share: without.failedShare,
        scaled_failed_share_10x: tenfold.failedShare,
        scaling_removes: undecided ? null : removes,
        scaling_delays: removes === null ? null : delays,
        fit_error: error,
        backend
      },
      columns,
      rows: all.map(({ name, factor, outcome }) => [
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

/** A simulation computes for seconds; between two the process answers to Ctrl-C and shows that it works. */
async function scenariosOf(
  model: PoolModel,
  seed: number,
  removeSlow: NonNullable<PoolChange['removeSlow']>,
  suffix: string
): Promise<Scenario[]> {
  const changes: readonly (readonly [name: string, factor: number, change: PoolChange])[] = [
    ['as it was', 1, {}],
    ...factors.map((factor) => [`${factor} × the limit`, factor, { limitFactor: factor }] as const),
    ['slow mode removed', 1, { removeSlow }]
  ]
  const scenarios: Scenario[] = []
  for (const [name, factor, change] of changes) {
    await setImmediate()
    scenarios.push({ name: `${name}${suffix}`, factor, outcome: simulatePool(model, seed, change) })
  }
  return scenarios
}

function outcomeOf(scenarios: readonly Scenario[], name: string): PoolOutcome {
  const found = scenarios.find((scenario) => scenario.name.startsWith(name))
  if (!found) throw new RangeError(`no scenario "${name}"`)
  return found.outcome
}

/**
 * How far the as-is run is from what happened, 0–1: the largest of the distance between the onsets of saturation (as a share
 * of the time; 1 when only one of them saturates) and between the failed shares.
 */
function fitError(asIs: PoolOutcome, { observed, span }: Calibration): number {
  const simulated = asIs.saturatedAtMs
  const seen = observed.saturatedAt === null ? null : observed.saturatedAt - span.from
  const onset =
    simulated === null && seen === null
      ? 0
      : simulated === null || seen === null
        ? 1
        : Math.abs(simulated - seen) / (span.to - span.from)
  const failed = observed.failedShare === null ? 0 : Math.abs(observed.failedShare - asIs.failedShare)
  return Math.max(onset, failed)
}

function whyNotCalibrated(
  error: number,
  obeys: string,
  basis: string,
  drawn: boolean,
  saturatedAt: number | null,
  asIs: PoolOutcome
): string | null {
  if (obeys === 'no') return `the measurements do not obey Little's law (${basis})`
  if (drawn) return 'the load looks drawn or smoothed, so rates prove little'
  if (saturatedAt === null && asIs.saturatedAtMs === null) return 'the pool was never full, in the materials or in the simulation'
  return error > mostError ? `the as-is run misses what happened (error ${error.toFixed(2)})` : null
}

/** Saturation comes later, or a quarter fewer fail. */
function later(asIs: PoolOutcome, scaled: PoolOutcome, { span }: Calibration): boolean {
  const end = span.to - span.from
  const postponed = (scaled.saturatedAtMs ?? end) - (asIs.saturatedAtMs ?? end)
  return postponed >= 0.05 * end || scaled.failedShare <= 0.75 * asIs.failedShare
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`
}
