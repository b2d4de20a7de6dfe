import { citeFact, epochMsOf, magnitudesOf } from '../../domain/index.ts'
import { saidBy } from '../call.ts'
import { cannotTell, type DiagnosticTest, no, type Reading, yes } from '../diagnostic-test.ts'
import { flagIn, has, type Maybe, numberIn, rowsIn, textIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { compared, within } from './calls.ts'
import { refusedForRate } from './refused-for-asking.ts'

/** Limits of how many may be at work at once; sizes, times and rates are others. */
const atOnce = /conn|thread|worker|child|process|pool|slot|concurren|permit|in_?flight|maxclients/i
/** Load is no even stream: at its worst so many times its mean. */
const worst = 2
/** Fewer healthy runs tell no usual time. */
const enoughRuns = 30

/** How many of the window's requests are at work at once, were each as quick as in health: arrivals × time (Little 1961). */
function atWork(operations: Maybe, { window }: Scene): number | null {
  const rows = rowsIn(operations).filter(
    (row) => row.text('population') === 'requests' && (row.number('baseline_runs') ?? 0) >= enoughRuns
  )
  if (!window || rows.length === 0) return null
  const seconds = (epochMsOf(window.to) - epochMsOf(window.from)) / 1000
  // Between median and p95 lies the mean of what has a tail.
  const each = (row: (typeof rows)[number]): number =>
    ((row.number('baseline_median_ms') ?? 0) + (row.number('baseline_p95_ms') ?? 0)) / 2000
  return (worst * rows.reduce((sum, row) => sum + (row.number('runs') ?? 0) * each(row), 0)) / Math.max(1, seconds)
}

/** All that came in the busiest minute would have been let through as it was, and more than is now; null where that is not so, or not known. */
function formerRate(limits: Maybe, demand: Maybe, quota: Maybe): Reading | null {
  const [from, to] = magnitudesOf(textIn(limits, 'lowered_from'), textIn(limits, 'lowered_to'))
  const peak = numberIn(demand, 'load_peak')
  // What is counted in a log is counted by the minute.
  const isByMinute = /counted from the log/.test(textIn(demand, 'load_series') ?? '')
  if (!refusedForRate(limits, quota) || !isByMinute || from === null || to === null || peak === null) return null
  if (peak > 60 * from || peak <= 60 * to) return null
  if (!has(limits, 'lowered_name') || !has(limits, 'lowered_from') || !has(demand, 'load_peak')) return null
  return yes(0.8, '{name} at {from}, as it was, lets through more than all that came in the busiest minute ({peak})', {
    name: [citeFact(limits, 'lowered_name'), 'text'],
    from: [citeFact(limits, 'lowered_from'), 'text'],
    peak: [citeFact(demand, 'load_peak'), 'number']
  })
}

export const formerLimitSufficed: DiagnosticTest = {
  id: 'former-limit-sufficed',
  question: 'Would the limit as it was before have been enough for what came?',
  dimension: 'discrimination',
  calls: (_, scene) => [
    ...compared('limits', scene),
    ...compared('operations', scene, { population: 'requests' }),
    ...compared('demand', scene),
    ...within('expiry_and_quota', scene)
  ],
  read(found, _hypothesis, scene) {
    const [limits, operations, demand] = found
    const ofRate = formerRate(limits, demand, saidBy(found, 'expiry_and_quota'))
    if (ofRate) return ofRate
    const name = textIn(limits, 'lowered_name')
    const at = textIn(limits, 'lowered_at')
    if (
      flagIn(limits, 'lowered') !== true ||
      name === null ||
      at === null ||
      !atOnce.test(name) ||
      !has(limits, 'lowered_from') ||
      !has(limits, 'lowered_name')
    )
      return cannotTell('no limit of how many may be at work is seen to be lowered')
    const [from, to] = magnitudesOf(textIn(limits, 'lowered_from'), textIn(limits, 'lowered_to'))
    const needed = atWork(operations, scene)
    if (
      from === null ||
      to === null ||
      needed === null ||
      !has(demand, 'load_peak') ||
      (scene.departsAt !== null && at > scene.departsAt)
    )
      return cannotTell('what came, and how long it takes in health, are not both known')
    const values = {
      name: [citeFact(limits, 'lowered_name'), 'text'],
      from: [citeFact(limits, 'lowered_from'), 'text'],
      peak: [citeFact(demand, 'load_peak'), 'number']
    } as const
    if (needed <= from && needed * worst > to)
      return yes(0.9, '{name} at {from}, as it was, holds what a load of {peak} needs at its usual time each', values)
    if (needed > from) return no(0.8, '{name} at {from}, as it was, does not hold what a load of {peak} needs', values)
    return cannotTell('what came would have been held by {name} also as it was lowered', { name: values.name })
  }
}
