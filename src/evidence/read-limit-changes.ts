import { epochMsOf, instantOf, isLimitName, isUnlimited, magnitudesOf, settingChangesOf } from '../domain/index.ts'
import { keeper } from './kept.ts'
import { limitSteps } from './limit-steps.ts'
import { queryRows } from './query-rows.ts'
import { readInterventions } from './read-interventions.ts'
import { readSeries, seriesName } from './read-series.ts'
import type { ToolContext } from './tool.ts'

/** A limit that had one value and then another. Values as written. */
export interface LimitChange {
  readonly time: string
  readonly name: string
  readonly from: string | null
  readonly to: string
  readonly direction: 'lowered' | 'raised' | 'changed'
  readonly origin: 'change' | 'event' | 'series'
  /** The change lies at `time` or up to so many seconds after it: a point of a series may stand for the time until the next. */
  readonly resolutionSeconds: number
  readonly ref: string | null
  readonly source: string
  readonly line: number | null
}

/** Changes of limits over the whole of the materials, in time order. */
export const readLimitChanges = (context: ToolContext): Promise<readonly LimitChange[]> =>
  keep(context, '', () => limitChangesOf(context))

const keep = keeper<readonly LimitChange[]>()

async function limitChangesOf(context: ToolContext): Promise<readonly LimitChange[]> {
  const all = [
    ...(await fromChanges(context)),
    ...(await fromDeeds(context)),
    ...(await fromPrintedDiffs(context)),
    ...(await fromStatedValues(context)),
    ...(await fromSeries(context))
  ]
  const ordered = all.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
  return ordered.filter((one, i) => !ordered.some((other, j) => j !== i && saysMore(other, j, one, i)))
}

/** Several sources tell of one change within five minutes: the one that knows the old value stands for it, else the first. */
function saysMore(other: LimitChange, otherPlace: number, one: LimitChange, place: number): boolean {
  const same =
    other.to === one.to &&
    other.direction === one.direction &&
    (other.from === one.from || other.from === null || one.from === null)
  if (!same || Math.abs(epochMsOf(other.time) - epochMsOf(one.time)) > 300_000) return false
  return (other.from === null) === (one.from === null) ? otherPlace < place : other.from !== null
}

async function fromChanges(context: ToolContext): Promise<LimitChange[]> {
  const rows = await queryRows(
    context,
    `SELECT ts, ref, title, content, source_id, first_line FROM changes WHERE ts IS NOT NULL ORDER BY ts, record_id`
  )
  return rows.flatMap((row) =>
    settingChangesOf(row.text('title'), row.text('content')).flatMap(({ name, from, to }): LimitChange[] => {
      // What is asked for is no bound of what may be had.
      if (to === null || !isLimitName(name) || name.startsWith('requests.')) return []
      const place = { ref: row.text('ref'), source: row.text('source_id') ?? '', line: row.number('first_line') }
      return [
        {
          time: row.text('ts') ?? '',
          name,
          from,
          to,
          direction: directionOf(coresOf(name, from), coresOf(name, to) ?? to),
          origin: 'change',
          resolutionSeconds: 1,
          ...place
        }
      ]
    })
  )
}

/** A diff between the lines of a log, as tools that configure machines print what they change. */
async function fromPrintedDiffs(context: ToolContext): Promise<LimitChange[]> {
  const rows = await queryRows(
    context,
    `SELECT * FROM (
       SELECT ts, message, source_id, first_line, lag(message) OVER (PARTITION BY source_id ORDER BY first_line) AS before
       FROM events WHERE ts IS NOT NULL)
     WHERE regexp_matches(message, '^[+]\\s*[A-Za-z].*\\d') AND before IS NOT NULL ORDER BY ts, first_line LIMIT 2000`
  )
  return rows.flatMap((row): LimitChange[] => {
    // A dash before a message is taken for what parts it from its time.
    const [went, came] = [(row.text('before') ?? '').replace(/^-\s*/, ''), row.text('message') ?? '']
    const isPair = !went.startsWith('+')
    const [changed] = isPair ? settingChangesOf(null, `- ${went}\n${came}`) : []
    if (!changed || changed.to === null || !isLimitName(changed.name)) return []
    return [
      {
        time: row.text('ts') ?? '',
        name: changed.name,
        from: changed.from,
        to: changed.to,
        direction: directionOf(changed.from, changed.to),
        origin: 'event',
        resolutionSeconds: 1,
        ref: null,
        source: row.text('source_id') ?? '',
        line: row.number('first_line')
      }
    ]
  })
}

async function fromDeeds(context: ToolContext): Promise<LimitChange[]> {
  return (await readInterventions(context)).flatMap(
    ({ kind, object, before, after, time, ref, source, line, origin }): LimitChange[] => {
      if (origin === 'change' || after === null || (kind !== 'raise-limit' && kind !== 'lower-limit')) return []
      const direction = kind === 'raise-limit' ? 'raised' : 'lowered'
      return [
        {
          time,
          name: object ?? 'limit',
          from: before,
          to: after,
          direction,
          origin: 'event',
          resolutionSeconds: 1,
          ref,
          source,
          line
        }
      ]
    }
  )
}

/** A setting that log lines print now and then (`pool size: 10`, later `pool size: 15`), in words or as a field. Values that move often are no settings. */
async function fromStatedValues(context: ToolContext): Promise<LimitChange[]> {
  const stated =
    '(?i)((?:pool[ _.-]?size|max(?:imum)?[ _.-]?[a-z_.-]*(?:pool|size|connections?|threads?|workers?|heap|memory|active|total|idle)|[a-z_.-]*(?:limit|capacity|quota)))["\' ]*[:=] ?(\\d+)'
  const rows = await queryRows(
    context,
    `WITH told AS (
       SELECT *, concat_ws(' ', message, attributes) AS told FROM events WHERE ts IS NOT NULL),
     said AS (
       SELECT ts, record_id, source_id, first_line, coalesce(entity, '') AS entity, coalesce(logger, '') AS logger,
              regexp_extract(told, $1, 1) AS written, lower(written) AS name, regexp_extract(told, $1, 2) AS value
       FROM told WHERE regexp_matches(told, $1) AND NOT regexp_matches(message, '->|=>|→')),
     stepped AS (
       SELECT *, lag(value) OVER same AS before FROM said
       WINDOW same AS (PARTITION BY source_id, entity, logger, name ORDER BY ts, record_id))
     SELECT * FROM stepped WHERE value <> before
     QUALIFY count(*) OVER (PARTITION BY source_id, entity, logger, name) <= 4 ORDER BY ts, record_id`,
    [stated]
  )
  return rows.map((row) => {
    const [from, to] = [row.text('before'), row.text('value') ?? '']
    const place = { ref: null, source: row.text('source_id') ?? '', line: row.number('first_line') }
    return {
      time: row.text('ts') ?? '',
      name: row.text('written') ?? '',
      from,
      to,
      direction: directionOf(from, to),
      origin: 'event',
      resolutionSeconds: 1,
      ...place
    }
  })
}

/** Steps of limit series. A series with a step at more than one point in ten is a measurement, not a limit. */
async function fromSeries(context: ToolContext): Promise<LimitChange[]> {
  return (await readSeries(context, ['limit'])).flatMap((series) => {
    const points = limitSteps(series.points)
    const steps = points.flatMap((point, i): LimitChange[] => {
      const before = points[i - 1]
      if (!before || before.value === point.value) return []
      const [from, to] = [String(before.value), String(point.value)]
      const place = { ref: null, source: series.source, line: point.line }
      return [
        {
          time: instantOf(point.at),
          name: seriesName(series),
          from,
          to,
          direction: directionOf(from, to),
          origin: 'series',
          resolutionSeconds: Math.max(1, Math.round((point.at - before.at) / 1000)),
          ...place
        }
      ]
    })
    return steps.length <= Math.max(2, series.points.length / 10) ? steps : []
  })
}

/** `200m` of processors are a fifth of one, and no minutes. */
function coresOf(name: string, value: string | null): string | null {
  const milli = /cpu|cores?\b/i.test(name) ? /^(\d+(?:\.\d+)?)m$/.exec(value ?? '')?.[1] : undefined
  return milli === undefined ? value : String(Number(milli) / 1000)
}

function directionOf(from: string | null, to: string): LimitChange['direction'] {
  const [before, after] = magnitudesOf(from, to)
  if (isUnlimited(from) !== isUnlimited(to)) return isUnlimited(from) ? 'lowered' : 'raised'
  if (before === null || after === null || before === after) return 'changed'
  return after > before ? 'raised' : 'lowered'
}
