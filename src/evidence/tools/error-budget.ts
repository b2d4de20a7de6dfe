import { z } from 'zod'
import { DetectorSignal, Instant, type Scalar } from '../../domain/index.ts'
import { type Evaluated, evaluateRule } from '../backtest/evaluate.ts'
import { instantAt } from '../backtest/grid.ts'
import type { LanePart } from '../backtest/lane.ts'
import { columnsOf } from '../columns.ts'
import type { EvidenceTool } from '../tool.ts'
import { windowArgument } from '../window.ts'

const Arguments = z.object({
  signal: DetectorSignal.describe(
    'A share of bad: of runs (failed-share, slow-share, bad-share), or a series in percent or 0–1.'
  ),
  goodIsHigh: z.boolean().default(false).describe('True for a series that says how much went well.'),
  full: z.number().positive().default(1).describe('What the series says when all of it is so: 1, or 100 for percent.'),
  days: z.int().positive().default(30).describe('Days over which an objective holds.'),
  window: windowArgument,
  acts_from: Instant.nullable().default(null).describe('When the cause began to act, if before the window.')
})

const objectives = [0.999, 0.995, 0.99, 0.98, 0.95, 0.9]
const everySeconds = 60

interface Tally {
  readonly bad: number
  readonly all: number
  readonly minutes: number
}

export const errorBudget: EvidenceTool<typeof Arguments> = {
  name: 'error_budget',
  description:
    'The share of bad in healthy time and in the incident, and for objectives from 90 % to 99.9 % whether healthy time meets them ' +
    'and how much of the error budget of so many days the incident spent, as if all of them were as busy as healthy time. Where ' +
    'only a series says the share, every minute weighs the same.',
  arguments: Arguments,
  run: async ({ signal, goodIsHigh, full, days, window, acts_from }, context) => {
    const clause = { signal, windowSeconds: everySeconds, comparison: 'above' as const, threshold: 0, unit: 'share' }
    const rule = { clauses: [clause], forSeconds: 0, everySeconds }
    const evaluated = await evaluateRule(context, rule, window, acts_from)
    const share = evaluated && badAndAll(evaluated, goodIsHigh, full)
    if (!evaluated || !share) {
      const facts = { healthy_share: null, incident_share: null, incident_bad: null, incident_all: null, healthy_minutes: null }
      return { status: 'no_data', reading: 'The materials hold nothing from which a share of bad could be computed.', facts }
    }
    const { grid, acting, quiet } = evaluated
    const within = Array.from({ length: grid.count }, (_, i) => i).filter(
      (i) => instantAt(grid, i) >= acting.from && instantAt(grid, i) < acting.to
    )
    const [healthy, incident] = [tally(share, quiet), tally(share, within)]
    // Without healthy time the incident itself says how busy the service is.
    const usual = healthy.all > 0 ? healthy : incident
    const expected = usual.minutes === 0 ? 0 : (usual.all / usual.minutes) * days * 1440
    const healthyShare = healthy.all > 0 ? healthy.bad / healthy.all : null
    const rows = objectives.map((objective): Scalar[] => [
      `${Number((objective * 100).toPrecision(4))} %`,
      objective,
      healthyShare === null ? null : healthyShare <= 1 - objective,
      expected === 0 ? null : incident.bad / ((1 - objective) * expected)
    ])
    const incidentShare = incident.all > 0 ? incident.bad / incident.all : null
    return {
      status: incident.all > 0 ? 'found' : 'no_data',
      reading: `${percent(incidentShare)} bad in the incident, ${percent(healthyShare)} in healthy time.`,
      facts: {
        healthy_share: healthyShare,
        incident_share: incidentShare,
        incident_bad: incident.bad,
        incident_all: incident.all,
        healthy_minutes: healthy.minutes
      },
      columns: columnsOf('promise objective met_in_healthy_time budget_spent:share'),
      rows,
      sources: [...new Set(evaluated.sources)]
    }
  }
}

/** Bad and all at every instant: counted runs, or a share that weighs one a minute. Null when there is neither. */
function badAndAll(
  { inputs, values }: Evaluated,
  goodIsHigh: boolean,
  full: number
): { bad: Float64Array; all: Float64Array } | null {
  const lanes = inputs[0]?.lanes ?? []
  const part = (name: LanePart) => lanes.find((lane) => lane.part === name)?.cells
  const all = part('all')
  if (all) {
    const failed = part('failed')
    const good = part('fast_ok') ?? part('fast')
    const bad = failed ?? (good && all.map((n, i) => n - (good[i] ?? 0)))
    return bad ? { bad, all } : null
  }
  const value = values[0]
  if (!value || value.every((one) => Number.isNaN(one))) return null
  const share = value.map((one) => (goodIsHigh ? 1 - one / full : one / full))
  return { bad: share.map((one) => (Number.isNaN(one) ? 0 : one)), all: share.map((one) => (Number.isNaN(one) ? 0 : 1)) }
}

function tally({ bad, all }: { bad: Float64Array; all: Float64Array }, indices: readonly number[]): Tally {
  const sum = (cells: Float64Array): number => indices.reduce((total, i) => total + (cells[i] ?? 0), 0)
  return { bad: sum(bad), all: sum(all), minutes: (indices.length * everySeconds) / 60 }
}

function percent(share: number | null): string {
  return share === null ? 'an unknown share' : `${(share * 100).toFixed(2)} %`
}
