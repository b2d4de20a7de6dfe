import { setImmediate } from 'node:timers/promises'
import { levelAt, type PoolChange, type PoolModel, type PoolOutcome, simulatePool } from '../queueing/index.ts'
import type { Calibration } from './calibration.ts'

export interface Scenario {
  readonly name: string
  /** Of the limit. */
  readonly factor: number
  readonly outcome: PoolOutcome
}

/** A smaller share of failures than this is no harm to remove. */
export const leastHarm = 0.01
/** Removed: at most a hundredth of requests fail, or a tenth of what failed. */
const cured = (asIs: number, now: number): boolean => now <= Math.max(leastHarm, asIs / 10)

export interface Scenarios {
  readonly all: readonly Scenario[]
  readonly asIs: PoolOutcome
  readonly without: PoolOutcome
  readonly tenfold: PoolOutcome
  /** The same under the other assumption on the backend. */
  readonly others: { readonly tenfold: PoolOutcome }
}

/** The pool under the assumption on its backend that the evidence supports, and under the other one. */
export function assumedModels({ model, backend, backendCores }: Calibration): Record<'shared' | 'main' | 'other', PoolModel> {
  // Durations were measured with the pool full: what the units share then served as many at once as the limit, and no more.
  const shared: PoolModel = { ...model, cores: backendCores ?? levelAt(model.limit, 0) }
  const alone: PoolModel = { ...model, cores: null }
  const [main, other] = backend === 'at its end' ? [shared, alone] : [alone, shared]
  return { shared, main, other }
}

/** All changes under the assumption that the evidence supports (by default: units are independent), some under the other. */
export async function scenariosOf(calibration: Calibration, seed: number, remove: string | null): Promise<Scenarios> {
  const { work } = calibration
  const removeSlow: NonNullable<PoolChange['removeSlow']> =
    remove !== null && work.some(({ name }) => name === remove) ? [remove] : 'all'
  const { shared, main, other } = assumedModels(calibration)
  const run = async (of: PoolModel, name: string, factor: number, change: PoolChange): Promise<Scenario> => {
    // A simulation computes for seconds; between two the process answers to Ctrl-C and shows that it works.
    await setImmediate()
    return { name: of === shared ? `${name}, shared backend` : name, factor, outcome: simulatePool(of, seed, change) }
  }
  const scale = async (of: PoolModel, factors: readonly number[]): Promise<Scenario[]> => {
    const found: Scenario[] = []
    for (const factor of factors) found.push(await run(of, `${factor} × the limit`, factor, { limitFactor: factor }))
    return found
  }
  const asIs = await run(main, 'as it was', 1, {})
  const scaled = await scale(main, [1.5, 2, 5, 10])
  const without = await run(main, 'slow mode removed', 1, { removeSlow })
  const otherScaled = await scale(other, [2, 10])
  const last = (some: readonly Scenario[]): PoolOutcome => some.at(-1)?.outcome ?? asIs.outcome
  return {
    all: [asIs, ...scaled, without, ...otherScaled],
    asIs: asIs.outcome,
    without: without.outcome,
    tenfold: last(scaled),
    others: { tenfold: last(otherScaled) }
  }
}

/**
 * Would ten times the limit have removed the failure? Null when nothing failed, or when it hangs on what the units run on and
 * the materials do not show it: a free CPU does not tell, since slow work may wait for a lock or another service. It is
 * decided where the backend is known to be at its end, where both assumptions agree, and where slow work plays no part and
 * usual work took no longer under a full pool.
 */
export function scalingRemoves({ asIs, without, tenfold, others }: Scenarios, backend: Calibration['backend']): boolean | null {
  if (asIs.failedShare <= leastHarm) return null
  const removes = cured(asIs.failedShare, tenfold.failedShare)
  if (backend === 'at its end' || !removes) return removes
  if (cured(asIs.failedShare, others.tenfold.failedShare)) return true
  return backend === 'free' && !cured(asIs.failedShare, without.failedShare) ? true : null
}
