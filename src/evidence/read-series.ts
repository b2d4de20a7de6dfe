import { SeriesRole } from '../domain/index.ts'
import { grouped } from '../foundation/index.ts'
import { keeper } from './kept.ts'
import { meansOfCounters } from './means-of-counters.ts'
import { queryRows } from './query-rows.ts'
import { inOneUnit } from './rescaled.ts'
import type { ToolContext } from './tool.ts'

export interface Point {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly value: number
  /** Line of the first record behind the point. */
  readonly line: number
}

/** One series of one entity in time order. */
export interface Series {
  readonly entity: string | null
  readonly series: string
  readonly role: SeriesRole
  readonly unit: string | null
  readonly source: string
  readonly points: readonly Point[]
  /** Median distance between points; 0 with fewer than two. */
  readonly stepMs: number
}

/** Points of one answer, over all series: what a process can hold without thinking about it. */
const maxPoints = 400_000
const mostPerSeries = 2000

const keep = keeper<readonly Series[]>()
const keepMeasured = keeper<readonly Series[]>()

/**
 * Series of the given roles over all time, each thinned to at most 2 000 points by averaging within equal spans of its own, so
 * that dense series cost no more than sparse ones, and a table of days beside them makes none of them coarser. Counters (`…_total`, never falling but at a reset) become rates per second;
 * of a timer's two (`…_sum`, `…_count`) the mean is a series too. Read once for all who ask.
 *
 * @param entitySql an expression over `metrics` that says whose a point is, where that is more than its column
 */
export function readSeries(
  context: ToolContext,
  roles?: readonly SeriesRole[],
  entitySql = 'entity'
): Promise<readonly Series[]> {
  return keep(context, JSON.stringify([entitySql, roles ?? null]), async () => {
    if (roles && (await extentOf(context, entitySql)).readsAlike)
      return (await readSeries(context, undefined, entitySql)).filter(({ role }) => roles.includes(role))
    const measured = await (roles
      ? measuredOf(context, entitySql, await extentOf(context, entitySql, roles), roles)
      : allMeasured(context, entitySql))
    const all = [...measured, ...meansOfCounters(measured)]
    return inOneUnit(context, roles ? all.filter(({ role }) => roles.includes(role)) : all)
  })
}

function allMeasured(context: ToolContext, entitySql: string): Promise<readonly Series[]> {
  return keepMeasured(context, entitySql, async () => {
    const names = entitySql === 'entity' ? null : await otherNames(context, entitySql)
    if (names === null) return measuredOf(context, entitySql, await extentOf(context, entitySql))
    const byEntity = grouped(await allMeasured(context, 'entity'), ({ entity }) => entity)
    return names.flatMap(({ entity, whose }) =>
      (byEntity.get(entity) ?? []).map((series): Series => ({ ...series, entity: whose }))
    )
  })
}

/** How much there is of series. */
interface Extent {
  /** Points that each may have. */
  readonly perSeries: number
  /** Whether a series is the same whichever others are read with it: none is thinned for want of room, and each is of one role. */
  readonly readsAlike: boolean
}

/** Which rows of `metrics` are of series of the roles; a timer's two have none of their own. */
function wantedSql(roles: readonly SeriesRole[] | undefined): string {
  const timers = roles?.includes('latency') ? String.raw`OR regexp_matches(series, '_(sum|count)(\{.*)?$')` : ''
  return roles ? `AND (role IN (${roles.map((_, i) => `$${i + 1}`).join(', ')}) ${timers})` : ''
}

async function extentOf(context: ToolContext, entitySql: string, roles?: readonly SeriesRole[]): Promise<Extent> {
  const [row] = await queryRows(
    context,
    `SELECT count(*) AS series, max(points) AS points, max(roles) AS roles FROM (
       SELECT count(*) AS points, count(DISTINCT role) AS roles FROM metrics WHERE ts IS NOT NULL ${wantedSql(roles)}
       GROUP BY coalesce(${entitySql}, ''), series)`,
    roles ?? []
  )
  const most = row?.number('points') ?? 0
  const perSeries = Math.min(mostPerSeries, Math.max(60, Math.floor(maxPoints / Math.max(1, row?.number('series') ?? 1))))
  return { perSeries, readsAlike: (row?.number('roles') ?? 1) <= 1 && Math.min(most, mostPerSeries) <= perSeries }
}

/** What the expression calls each entity, in order; null where it tells apart what is of one entity, or puts several together. */
async function otherNames(
  context: ToolContext,
  entitySql: string
): Promise<{ entity: string | null; whose: string | null }[] | null> {
  const rows = await queryRows(
    context,
    `SELECT entity, ${entitySql} AS whose FROM metrics WHERE ts IS NOT NULL AND value IS NOT NULL
     GROUP BY ALL ORDER BY whose NULLS FIRST, entity NULLS FIRST`
  )
  const names = rows.map((row) => ({ entity: row.text('entity'), whose: row.text('whose') }))
  const isOneToOne = [names.map(({ entity }) => entity), names.map(({ whose }) => whose)].every(
    (each) => new Set(each).size === names.length
  )
  return isOneToOne ? names : null
}

async function measuredOf(
  context: ToolContext,
  entitySql: string,
  { perSeries }: Extent,
  roles?: readonly SeriesRole[]
): Promise<readonly Series[]> {
  const rows = await queryRows(
    context,
    `WITH measured AS (
       SELECT ${entitySql} AS whose, series, role, unit, source_id, ts, value, first_line
       FROM metrics WHERE ts IS NOT NULL AND value IS NOT NULL ${wantedSql(roles)}),
     extent AS (
       SELECT whose, series,
              CASE WHEN count(*) <= ${perSeries} THEN 1 ELSE ceil((epoch_ms(max(ts)) - epoch_ms(min(ts)) + 1) / ${perSeries}) END::BIGINT AS span
       FROM measured GROUP BY whose, series),
     points AS (
       SELECT m.whose AS whose, m.series AS series, min(role) AS role, min(unit) AS unit, min(source_id) AS source,
              epoch_ms(min(ts))::DOUBLE AS t, avg(value) AS value, min(first_line) AS line
       FROM measured m JOIN extent e ON m.whose IS NOT DISTINCT FROM e.whose AND m.series = e.series
       GROUP BY m.whose, m.series, epoch_ms(ts) // e.span)
     SELECT whose, series, first(role ORDER BY t) AS role, first(unit ORDER BY t) AS unit, first(source ORDER BY t) AS source,
            list(t ORDER BY t) AS times, list(value ORDER BY t) AS measures, list(line ORDER BY t) AS lines
     FROM points GROUP BY whose, series ORDER BY whose NULLS FIRST, series`,
    roles ?? [],
    { rows: maxPoints }
  )
  return rows.map((row): Series => {
    const [times, values, lines] = ['times', 'measures', 'lines'].map((column) => numbersIn(row.text(column)))
    const all = (times ?? []).map((at, i): Point => ({ at, value: values?.[i] ?? 0, line: lines?.[i] ?? 0 }))
    const [series, role] = [row.text('series') ?? '', roleFrom(row.text('role'))]
    const points = role === 'latency' ? withoutUntimed(all) : all
    const rate = isCounter(series, points) ? ratesOf(points) : null
    return {
      entity: row.text('whose'),
      series,
      role,
      unit: rate ? 'per second' : row.text('unit'),
      source: row.text('source') ?? '',
      points: rate ?? points,
      stepMs: stepOf(points)
    }
  })
}

/** A list of numbers as the door answers it; what is no finite number is null there. */
function numbersIn(list: string | null): number[] {
  const read: unknown = list === null ? [] : JSON.parse(list)
  return Array.isArray(read) ? read.map(Number) : []
}

/**
 * Nothing takes no time: where a few points of a latency are nought, nothing was timed then (all requests failed, none came),
 * which is no better than usual. Where most are, the series is too coarse for what it times.
 */
function withoutUntimed(points: readonly Point[]): readonly Point[] {
  const timed = points.filter(({ value }) => value > 0)
  return timed.length * 2 > points.length ? timed : points
}

/** `entity/series`, or the series alone when the entity is unsaid. */
export function seriesName({ entity, series }: Pick<Series, 'entity' | 'series'>): string {
  return entity === null ? series : `${entity}/${series}`
}

/** The values of the points within [from, to) in milliseconds. */
export function valuesBetween(series: Pick<Series, 'points'>, from: number, to: number): number[] {
  return series.points.filter(({ at }) => at >= from && at < to).map(({ value }) => value)
}

function roleFrom(text: string | null): SeriesRole {
  return SeriesRole.safeParse(text).data ?? 'other'
}

function stepOf(points: readonly Point[]): number {
  const steps = points.slice(1).map(({ at }, i) => at - (points[i]?.at ?? at))
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0
}

/**
 * A running total: named as one, and falling at most once in twenty steps (a reset). Many products give theirs the name of what they
 * count (`cache_hit`, `Queries`): what is counted and rises nearly every time, where a figure for each step would go up and down.
 */
function isCounter(series: string, points: readonly Point[]): boolean {
  const isNamed = /_(total|count|sum|bucket)(\{|$)/.test(series)
  if (points.length < 3 || (!isNamed && (points.length < 30 || !(countedThings.test(series) || ofNetworks.test(series)))))
    return false
  const falls = points.slice(1).filter(({ value }, i) => value < (points[i]?.value ?? value)).length
  const rises = points.slice(1).filter(({ value }, i) => value > (points[i]?.value ?? value)).length
  // What a network counts it never takes back: a figure for each step would fall at times.
  if (!isNamed && ofNetworks.test(series)) return rises >= 8 && falls === 0
  return isNamed ? rises > 0 && falls * 20 <= points.length : rises >= 0.6 * points.length && falls * 50 <= points.length
}

const countedThings =
  /(?:^|[._\s:/-])(?:hits?|miss(?:es)?|reqs?|requests?|queries|questions|commands|calls|accepts|handled|received|served|evict\w*|nuked|expired|errors?|failures|com_\w+)(?:$|[._\s{-])/i

const ofNetworks = /octets|packets|\bpkts|segs\b|segments|retrans|\bfcs|fcs_?err|(?:in|out)_?(?:errors|discards)|collisions/i

function ratesOf(points: readonly Point[]): Point[] {
  return points.slice(1).map((point, i) => {
    const before = points[i] ?? point
    const gained = point.value >= before.value ? point.value - before.value : point.value
    return { ...point, value: gained / Math.max(0.001, (point.at - before.at) / 1000) }
  })
}
