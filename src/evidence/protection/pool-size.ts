import type { Scalar } from '../../domain/index.ts'
import { levelAt, type PooledWork } from '../../queueing/index.ts'
import { calibrate } from '../calibration.ts'
import { holdsRequests } from '../hold-time.ts'
import { inSpan, type Span } from '../span.ts'
import type { ToolContext } from '../tool.ts'
import { roundUp } from './round-up.ts'

const noFacts: Record<string, Scalar> = {
  pool: null,
  pool_limit: null,
  peak_per_min: null,
  hold_usual_ms: null,
  units_at_peak: null,
  held_in_health: null,
  units_with_headroom: null,
  queue_limit: null,
  in_flight_limit: null,
  queue_clears_ms: null,
  wait_timeout_ms: null,
  suspect_per_min: null,
  suspect_units: null,
  breaker_minimum: null,
  pool_why_not: null
}

const minuteMs = 60_000
const answeredWithinS = 5
const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/**
 * Units that work takes at its highest rate and usual cost, by Little's law (L = λW, Little 1961), and with the headroom that
 * square-root staffing asks for (L + 2√L: Halfin & Whitt 1981), so that hardly anyone waits; what was held in healthy time is
 * a floor of L, since logged durations may be a part of the hold only. A queue as long as the pool
 * clears within one usual hold; a longer one is a sign of trouble and not of load.
 */
export async function poolSizeOf(
  context: ToolContext,
  span: Span,
  healthy: Span,
  suspect: string | null
): Promise<{ readonly facts: Readonly<Record<string, Scalar>>; readonly sources: readonly string[] }> {
  const calibration = await calibrate(context, span)
  if (typeof calibration === 'string') return { facts: { ...noFacts, pool_why_not: calibration }, sources: [] }
  const { work, thinning, model, pool, sources } = calibration
  const perMinute = (each: PooledWork, minute: number): number => (each.arrivalsPerMinute[minute] ?? 0) * thinning
  const minutes = work[0]?.arrivalsPerMinute.map((_, i) => i) ?? []
  const loadIn = (minute: number): number => work.reduce((sum, each) => sum + perMinute(each, minute), 0)
  const unitsIn = (minute: number): number =>
    work.reduce((sum, each) => sum + (perMinute(each, minute) / minuteMs) * meanOf(each.usualMs), 0)
  const peak = minutes.reduce((best, minute) => (loadIn(minute) > loadIn(best) ? minute : best), 0)
  const accused = work.find(({ name }) => name === suspect)
  const suspected = accused ? perMinute(accused, peak) : null
  const limit = Math.round(levelAt(model.limit, 0) * thinning)
  const inHealth = pool.holders.points.filter(({ at }) => inSpan(at, healthy)).map(({ value }) => value)
  const held = inHealth.length === 0 ? null : Math.max(...inHealth)
  const hold = loadIn(peak) > 0 ? (unitsIn(peak) * minuteMs) / loadIn(peak) : null
  return {
    facts: {
      ...noFacts,
      pool: pool.name,
      pool_limit: limit,
      peak_per_min: loadIn(peak),
      hold_usual_ms: hold,
      units_at_peak: unitsIn(peak),
      held_in_health: held,
      units_with_headroom: Math.max(withHeadroom(unitsIn(peak)), held === null ? 1 : withHeadroom(held)),
      queue_limit: limit,
      // What is answered in five seconds: whoever is let in has an answer in half the time that people wait.
      in_flight_limit: holdsRequests(pool) ? Math.max(2, Math.round((loadIn(peak) / 60) * answeredWithinS)) : null,
      queue_clears_ms: hold,
      // Ten usual holds: who waits longer waits for a pool in trouble.
      wait_timeout_ms: hold === null ? null : roundUp(Math.max(500, 10 * hold)),
      suspect_per_min: suspected,
      suspect_units:
        suspected === null || !accused
          ? null
          : Math.max(2, Math.min(Math.floor(limit / 2), withHeadroom((suspected / minuteMs) * meanOf(accused.usualMs)))),
      // As many calls as end in ten seconds: enough to judge, few enough to judge soon.
      breaker_minimum: suspected === null ? null : Math.min(50, Math.max(5, Math.round(suspected / 6)))
    },
    sources
  }
}

const withHeadroom = (units: number): number => Math.ceil(units + 2 * Math.sqrt(units))
