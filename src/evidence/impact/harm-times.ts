import { epochMsOf, instantOf } from '../../domain/index.ts'
import { runsWithUsual } from '../../warehouse/index.ts'
import { readHealthSignals } from '../framing/health-signals.ts'
import { type Departure, departuresOf, type Signal } from '../framing/signal.ts'
import { queryRows } from '../query-rows.ts'
import type { Report } from '../read-reports.ts'
import type { Span } from '../span.ts'
import { medianOf } from '../statistics/index.ts'
import type { ToolContext } from '../tool.ts'

/** When a kind of harm to people began and ended, and by what it is seen. */
export interface Harm {
  readonly kind: string
  readonly first: string
  readonly last: string
  readonly basis: string
  /** How exactly the first is dated, ms: the step of the series that shows it; 0 for what has its own time. */
  readonly stepMs: number
  /** Waits grew so long that people turned away. */
  readonly givenUp?: boolean
}

/** People notice a wait of a second (Nielsen 1993); below that, slowness is a measurement. */
const noticeableMs = 1000
/** After ten seconds they turn to something else (Nielsen 1993): where waits grow so long, that is the harm, and what led up to it is not. */
const givenUpMs = 10_000

/** Every sign of harm within a window, the earliest first. */
export async function readHarms(context: ToolContext, window: Span, complaints: readonly Report[]): Promise<Harm[]> {
  const measured = datedByFiner(await fromSignals(context, window))
  const harms = [...measured, ...(await fromRequests(context, window)), ...fromComplaints(complaints)]
  const isGivenUp = harms.some(({ givenUp }) => givenUp)
  return harms
    .filter(({ kind, givenUp }) => kind !== 'slow' || !isGivenUp || givenUp)
    .sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))
}

/** A point of a coarse series stands for its whole step: a finer series that departs within it says when in it. */
function datedByFiner(harms: readonly Harm[]): Harm[] {
  return harms.map((harm) => {
    const began = epochMsOf(harm.first)
    const { stepMs } = harm
    const finer = harms
      .filter((other) => other.stepMs < stepMs && other.first > harm.first && epochMsOf(other.first) < began + stepMs)
      .sort((a, b) => (a.first < b.first ? -1 : 1))[0]
    return finer
      ? { ...harm, first: finer.first, stepMs: finer.stepMs, basis: `${harm.basis}, and within its step ${finer.basis}` }
      : harm
  })
}

/** A service that fails, or that is slow enough to be noticed, by its series. */
async function fromSignals(context: ToolContext, window: Span): Promise<Harm[]> {
  return (await readHealthSignals(context)).flatMap((signal): Harm[] => {
    if (signal.group === 'saturation' || signal.name.includes(' in logs') || signal.name.startsWith('time of work')) return []
    const noticed = departuresOf(signal).filter((one) => one.from < window.to && one.to > window.from)
    const first = noticed[0]
    const last = noticed.at(-1)
    if (!first || !last) return []
    const givenUpAt = signal.group === 'slowness' ? givenUpFrom(signal, first) : undefined
    const began = givenUpAt ?? (signal.group === 'slowness' ? feltFrom(signal, first) : first.from)
    const span = { first: instantOf(Math.max(began, window.from)), last: instantOf(Math.min(last.to, window.to)) }
    const kind = signal.group === 'failure' ? 'failing' : 'slow'
    const basis = `${signal.name} ${givenUpAt === undefined ? 'away from normal' : 'beyond ten seconds'}`
    return [{ kind, ...span, basis, stepMs: signal.stepMs, givenUp: givenUpAt !== undefined }]
  })
}

/** How many times what they were used to people take for slow. */
const felt = 2.5

/**
 * A departure is measured from the best that was seen, which may be another day's machine; people feel what is much slower than
 * they were used to until then. Without a time before, or where it never gets so far, the departure's own beginning.
 */
function feltFrom({ points }: Signal, { from, to }: Departure): number {
  const before = points.filter(({ at }) => at < from).map(({ value }) => value)
  const usual = before.length >= 3 ? medianOf(before) : null
  const first = usual === null ? undefined : points.find(({ at, value }) => at >= from && at < to && value >= felt * usual)
  return first?.at ?? from
}

/** Since when it shows that people wait for longer than they stay; undefined where it never does. */
function givenUpFrom({ points, unitMs = null }: Signal, { from, to }: Departure): number | undefined {
  return unitMs === null ? undefined : points.find(({ at, value }) => at >= from && at < to && value * unitMs >= givenUpMs)?.at
}

/** So many harmed requests within five minutes, and such a share of all, are a beginning; a few happen on a healthy day too. */
const notAlone = 3
const leastShare = 0.03

/**
 * Requests that failed, and requests that took over a second and five times their route's usual time (over ten seconds, where that
 * many did). The first is the one with which they no longer come alone; where they always do, the first of all.
 */
async function fromRequests(context: ToolContext, window: Span): Promise<Harm[]> {
  const rows = await queryRows(
    context,
    `WITH asked AS (
       SELECT ts, failed, NOT failed AND duration_ms >= ${noticeableMs} AND duration_ms > 5 * quartile_ms AS slow, duration_ms
       FROM ${runsWithUsual}
       WHERE o.population = 'requests' AND ts >= make_timestamp($1::BIGINT * 1000) AND ts < make_timestamp($2::BIGINT * 1000)),
     harmed AS (
       SELECT ts, CASE WHEN failed THEN 'failing' WHEN slow AND duration_ms >= ${givenUpMs} THEN 'given up' WHEN slow THEN 'slow' END AS kind,
         count(*) OVER soon AS of_all, count(*) FILTER (failed) OVER soon AS failing,
         count(*) FILTER (slow) OVER soon AS slow, count(*) FILTER (slow AND duration_ms >= ${givenUpMs}) OVER soon AS given_up
       FROM asked WINDOW soon AS (ORDER BY ts RANGE BETWEEN CURRENT ROW AND INTERVAL 5 MINUTE FOLLOWING)),
     kinds AS (
       SELECT 'failing' AS kind, ts, failing AS soon, of_all FROM harmed WHERE kind = 'failing'
       UNION ALL SELECT 'given up', ts, given_up, of_all FROM harmed WHERE kind = 'given up'
       UNION ALL SELECT 'slow', ts, slow, of_all FROM harmed WHERE kind IN ('slow', 'given up'))
     SELECT kind, coalesce(min(ts) FILTER (soon >= ${notAlone} AND soon >= ${leastShare} * of_all), min(ts)) AS first, max(ts) AS last,
       count(*) AS requests, bool_or(soon >= ${notAlone} AND soon >= ${leastShare} * of_all) AS lasting
     FROM kinds GROUP BY kind ORDER BY kind`,
    [window.from, window.to]
  )
  const isGivenUp = rows.some((row) => row.text('kind') === 'given up' && row.flag('lasting') === true)
  return rows
    .filter((row) => row.text('kind') === 'failing' || (row.text('kind') === 'given up') === isGivenUp)
    .map((row) => ({
      kind: row.text('kind') === 'failing' ? 'failing' : 'slow',
      first: row.text('first') ?? '',
      last: row.text('last') ?? '',
      stepMs: 0,
      givenUp: row.text('kind') === 'given up',
      basis: `${row.number('requests')} logged requests ${says[row.text('kind') ?? ''] ?? ''}`
    }))
}

const says: Readonly<Record<string, string>> = {
  failing: 'failed',
  'given up': 'took over ten seconds and five times their usual time',
  slow: 'took over a second and five times their usual time'
}

function fromComplaints(complaints: readonly Report[]): Harm[] {
  const [first, last] = [complaints[0], complaints.at(-1)]
  return first && last
    ? [{ kind: 'complaint', first: first.time, last: last.time, stepMs: 0, basis: `${complaints.length} people’s reports` }]
    : []
}

/** Minutes from the first to the last harm; null without harm. */
export function harmMinutes(harms: readonly Harm[]): number | null {
  if (harms.length === 0) return null
  const first = Math.min(...harms.map((harm) => epochMsOf(harm.first)))
  const last = Math.max(...harms.map((harm) => epochMsOf(harm.last)))
  return (last - first) / 60_000
}
