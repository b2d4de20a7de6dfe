import { camelApart } from '../../domain/index.ts'
import type { SeriesRole } from '../../domain/index.ts'
import { isNumbered } from '../instances/instance-name.ts'
import { whoseOf } from '../instances/instance-sql.ts'
import { queryRows } from '../query-rows.ts'
import { type Point, readSeries, type Series } from '../read-series.ts'
import type { Span } from '../span.ts'
import { firstRun } from '../statistics/index.ts'
import { saturationOf } from '../saturation.ts'
import { printedLevels } from './printed-levels.ts'
import type { ToolContext } from '../tool.ts'
import type { TakenReturned } from './taken-and-returned.ts'

const roles: ReadonlySet<SeriesRole> = new Set(['memory', 'holders', 'disk', 'queue', 'utilisation', 'waiters'])
const named =
  /thread|handle|descriptor|\bfds?\b|_fds?_|socket|heap|conn(?:ection)?s?|sessions?|open_?files|inode|goroutine|backlog|objects|swap|lag\b|old_?gen|metaspace/i
/** Of these what is taken and given back: where the name is the only thing that tells, it tells that. */
const taken = /thread|handle|descriptor|\bfds?\b|_fds?_|socket|conn(?:ection)?s?(?![a-z])|sessions?|open_?files|goroutine/i
/** Rates and shares of work done, and settings, are no store of anything. */
const flows =
  /per_?(?:s|sec|second|min|minute)|_rate\b|iops|throughput|created|closed|opened|_time|latency|duration|pause|limit|max|capacity/i

/** Series of what can fill up or leak: memory, handles, connections, threads, disk, queues, by instance; none is a flow. */
export async function readResources(context: ToolContext): Promise<Series[]> {
  const whose = await whoseOf(context, 'metrics')
  const all = await readSeries(context, undefined, whose.instance)
  const measured = all.filter(({ series, role, unit, points }) => {
    const store = roles.has(role) || (named.test(series) && role !== 'limit' && role !== 'cpu')
    return (
      store &&
      points.length >= 8 &&
      !flows.test(series) &&
      unit !== 'per second' &&
      !(unit ?? '').startsWith('per-') &&
      unit !== 'ms'
    )
  })
  const told = measured.map((one): Series => (one.role === 'other' && taken.test(one.series) ? { ...one, role: 'holders' } : one))
  return [...told, ...(await fromEvents(context)), ...(await printedLevels(context))]
}

const stated =
  /^(?:.*[._])?(?:active|in_?use|busy|open|used|held|heap\w*|rss\w*|memory\w*|threads?\w*|connections?\w*|sessions?\w*|handles?\w*|fds?|queue\w*|backlog|pending|depth|heap_after_mb)$/i
/** Which of its kind a line is: that numbers rise is no level of anything. */
const numbering = /(?:^|[._])(?:id|no|num|number|line|seq|sequence|index|position|pid|start\w*|age|version)$/i
const mostKeys = 12

/** Levels that log lines state again and again (`active=9`, `heap_used=812`), by instance. */
async function fromEvents(context: ToolContext): Promise<Series[]> {
  const keys = await queryRows(
    context,
    `SELECT key, count(*) AS n FROM (SELECT unnest(json_keys(attributes)) AS key FROM events WHERE ts IS NOT NULL) GROUP BY key HAVING count(*) >= 8 ORDER BY n DESC, key`
  )
  const wanted = keys
    .map((row) => row.text('key') ?? '')
    .filter((key) => stated.test(key) && !numbering.test(key) && !key.includes('"'))
    .slice(0, mostKeys)
  const whose = await whoseOf(context, 'events')
  const found: Series[] = []
  for (const key of wanted) {
    const rows = await queryRows(
      context,
      `SELECT whose, t, value, line, source FROM (
         SELECT ${whose.instance} AS whose, epoch_ms(ts) AS t, try_cast(attributes->>'$."${key.replaceAll("'", "''")}"' AS DOUBLE) AS value, first_line AS line, source_id AS source
         FROM events WHERE ts IS NOT NULL)
       WHERE value IS NOT NULL ORDER BY whose NULLS FIRST, t LIMIT 20000`
    )
    for (const entity of new Set(rows.map((row) => row.text('whose')))) {
      const of = rows.filter((row) => row.text('whose') === entity)
      if (of.length < 8) continue
      const points = atOneTime(
        of.map((row) => ({
          at: row.number('t') ?? 0,
          value: row.number('value') ?? 0,
          line: row.number('line') ?? 0
        }))
      )
      if (points.length < 8) continue
      const stepMs = ((points.at(-1)?.at ?? 0) - (points[0]?.at ?? 0)) / Math.max(1, points.length - 1)
      const role: SeriesRole = /heap|rss|memory/i.test(key)
        ? 'memory'
        : /queue|backlog|pending|depth/i.test(key)
          ? 'queue'
          : 'holders'
      found.push({ entity, series: `${key} in log lines`, role, unit: null, source: of[0]?.text('source') ?? '', points, stepMs })
    }
  }
  return found
}

/** Several of one name at one time (the workers of a host) are one level: their mean. */
function atOneTime(points: readonly Point[]): Point[] {
  const by = new Map<number, Point[]>()
  for (const point of points) by.set(point.at, [...(by.get(point.at) ?? []), point])
  return [...by].map(([at, same]) => ({
    at,
    value: same.reduce((sum, { value }) => sum + value, 0) / same.length,
    line: same[0]?.line ?? 0
  }))
}

/** How much there may be of it, and how that is known. */
export interface Limit {
  readonly value: number
  readonly basis: string
}

const limitWords = /limit|max(?:imum)?|capacity|total|size|quota|allowed/gi

/** The limit of a series up to a time: its own scale when it is a share, else a series of limits with its name and entity. */
export function limitOf({ series, entity, unit, points }: Series, limits: readonly Series[], until: number): Limit | null {
  const highest = points.filter(({ at }) => at < until).reduce((most, { value }) => Math.max(most, value), -Infinity)
  if (/percent|%/.test(`${unit ?? ''} ${series}`) && highest <= 102) return { value: 100, basis: 'percent' }
  if (/ratio|share|fraction/.test(`${unit ?? ''} ${series}`) && highest <= 1.02) return { value: 1, basis: 'share' }
  const words = wordsOf(series)
  const found = limits.filter((limit) => {
    const others = wordsOf(limit.series.replaceAll(limitWords, ' '))
    return (
      (limit.entity === entity || limit.entity === null || (entity !== null && !isNumbered(limit.entity))) &&
      others.some((word) => words.includes(word))
    )
  })
  const best = found.toSorted(
    (a, b) => Number(b.entity === entity) - Number(a.entity === entity) || shared(b, words) - shared(a, words)
  )[0]
  // A limit that was raised afterwards was not the limit.
  const value = best?.points.findLast(({ at }) => at < until)?.value
  return best && value !== undefined && value >= highest * 0.95 ? { value, basis: best.series } : null
}

/** When the series came to its limit (97 % of it) and stayed for three points; null when it did not. */
export function reachedOf({ points }: Pick<Series, 'points'>, limit: Limit | null, { from, to }: Span): number | null {
  if (!limit) return null
  const inside = points.filter(({ at }) => at >= from && at < to)
  const at = firstRun(
    inside.map(({ value }) => value >= 0.97 * limit.value),
    3
  )
  return at < 0 ? null : (inside[at]?.at ?? null)
}

/**
 * The ceiling that a number of holders came to stand at, where log lines say at the same time that no more could be had; null
 * otherwise: what stands still may have all it needs.
 */
export function ceilingOf({ role, unit, points }: Series, span: Span, logs: Pick<TakenReturned, 'exhausted'>): Limit | null {
  if (role !== 'holders' || logs.exhausted === 0) return null
  const at = saturationOf(points, role, unit, span)
  const value = points.find((point) => point.at === at)?.value
  return value === undefined ? null : { value, basis: 'where it stood when no more could be had' }
}

function shared({ series }: Series, words: readonly string[]): number {
  return wordsOf(series).filter((word) => words.includes(word)).length
}

function wordsOf(text: string): string[] {
  return camelApart(text)
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length > 2 && !/^(?:used|usage|active|open|bytes|percent|count|current|jvm|process)$/.test(word))
}
