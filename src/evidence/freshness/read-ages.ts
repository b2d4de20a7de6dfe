import type { DetectorSignal, Instant, TimeWindow } from '../../domain/index.ts'
import { agesOf } from '../backtest/ages.ts'
import { type Evaluated, evaluateRule } from '../backtest/evaluate.ts'
import { instantAt } from '../backtest/grid.ts'
import { isSuccess, readJobs } from '../jobs/read-jobs.ts'
import { queryRows } from '../query-rows.ts'
import { medianOf } from '../statistics/index.ts'
import type { ToolContext } from '../tool.ts'
import { bringsNewData, saysAge } from './age-names.ts'

export type StaleShare = Extract<DetectorSignal, { of: 'stale-share' }>

/** Something whose age the materials tell, and what it was. Ages in `unit`. */
export interface Freshness {
  readonly by: StaleShare['by']
  readonly name: string
  readonly unit: string
  readonly unitSeconds: number
  readonly holdSeconds: number
  /** Samples of a series, successes of a job. */
  readonly samples: number
  /** Between two successes of a job, as a rule; null for series. */
  readonly period: number | null
  readonly healthyMedian: number | null
  readonly healthyMost: number | null
  readonly incidentMost: number | null
  readonly sources: readonly string[]
}

type Told = Pick<Freshness, 'by' | 'name' | 'unit' | 'unitSeconds' | 'samples' | 'period'> & { readonly stepSeconds: number }

const leastSamples = 10
const leastSuccesses = 3
/** An epoch in seconds, of a time since 2001. */
const leastEpoch = 1e9

/** Ages of what people are shown, in healthy time and in the incident; the one that grew most by its usual comes first. */
export async function readFreshness(context: ToolContext, window: TimeWindow, actsFrom: Instant | null): Promise<Freshness[]> {
  const told = [...(await seriesThatSay(context)), ...(await jobsThatBring(context))]
  const found: Freshness[] = []
  for (const { stepSeconds, ...one } of told) {
    const holdSeconds = stepSeconds <= 60 ? 120 : Math.min(3660, Math.ceil((stepSeconds + 60) / 60) * 60)
    const signal: StaleShare = { of: 'stale-share', by: one.by, name: one.name, entity: null, bound: 1, holdSeconds }
    const clause = { signal, windowSeconds: 60, comparison: 'above' as const, threshold: 0, unit: 'share' }
    const evaluated = await evaluateRule(context, { clauses: [clause], forSeconds: 0, everySeconds: 60 }, window, actsFrom)
    if (evaluated) found.push({ ...one, holdSeconds, ...agesIn(signal, evaluated) })
  }
  const grown = ({ healthyMost, incidentMost }: Freshness): number => (incidentMost ?? 0) / Math.max(healthyMost ?? 0, 1e-9)
  return found.sort((a, b) => grown(b) - grown(a) || (a.name < b.name ? -1 : 1))
}

function agesIn(signal: StaleShare, { grid, inputs, quiet, acting, sources }: Evaluated) {
  const ages = agesOf(signal, inputs[0]?.lanes ?? [], grid)
  const known = (indices: readonly number[]): number[] => indices.map((i) => ages[i] ?? Number.NaN).filter(Number.isFinite)
  const within = [...ages.keys()].filter((i) => instantAt(grid, i) >= acting.from && instantAt(grid, i) < acting.to)
  const [healthy, incident] = [known(quiet), known(within)]
  const most = (values: readonly number[]): number | null => (values.length > 0 ? values.reduce((a, b) => Math.max(a, b)) : null)
  return {
    healthyMedian: healthy.length > 0 ? medianOf(healthy) : null,
    healthyMost: most(healthy),
    incidentMost: most(incident),
    sources: [...new Set(sources)]
  }
}

async function seriesThatSay(context: ToolContext): Promise<Told[]> {
  const rows = await queryRows(
    context,
    `SELECT series, min(unit) AS unit, count(*) AS samples, min(value) AS least, median(step) AS step FROM (
       SELECT series, unit, value, epoch_ms(ts) - lag(epoch_ms(ts)) OVER (PARTITION BY series, entity ORDER BY ts) AS step
       FROM metrics WHERE ts IS NOT NULL AND value IS NOT NULL)
     GROUP BY series ORDER BY series`
  )
  return rows.flatMap((row): Told[] => {
    const [name, samples] = [row.text('series') ?? '', row.number('samples') ?? 0]
    const says = saysAge(name, row.text('unit'))
    if (!says || samples < leastSamples) return []
    if (says.by === 'instant' && (row.number('least') ?? 0) < leastEpoch) return []
    return [{ ...says, name, samples, period: null, stepSeconds: (row.number('step') ?? 0) / 1000 }]
  })
}

async function jobsThatBring(context: ToolContext): Promise<Told[]> {
  const ends = new Map<string, number[]>()
  for (const run of await readJobs(context)) {
    if (run.end === null || !isSuccess(run) || !bringsNewData(run.name)) continue
    ends.set(run.name, [...(ends.get(run.name) ?? []), run.end])
  }
  return [...ends].flatMap(([name, times]): Told[] => {
    if (times.length < leastSuccesses) return []
    times.sort((a, b) => a - b)
    const period = medianOf(times.slice(1).map((at, i) => (at - (times[i] ?? at)) / 1000))
    // What ends every few seconds is a piece of work and no feed.
    if (period === null || period < 60) return []
    return [{ by: 'job', name, unit: 's', unitSeconds: 1, samples: times.length, period, stepSeconds: 0 }]
  })
}
