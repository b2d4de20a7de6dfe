import { whoseOf } from '../instances/instance-sql.ts'
import { queryRows } from '../query-rows.ts'
import { readSeries, type Series } from '../read-series.ts'
import type { ToolContext } from '../tool.ts'
import { coarsePauseWords, pauseLine } from './pause-line.ts'

/** One pause. */
export interface Pause {
  readonly at: number
  readonly ms: number
  readonly full: boolean
  readonly heapAfterMb: number | null
  readonly instance: string | null
  readonly source: string
  readonly line: number | null
}

/** Time paused as a series tells it: a share of the time, by instance. */
export interface PausedShare {
  readonly instance: string | null
  readonly points: readonly { readonly at: number; readonly value: number; readonly line: number }[]
  readonly series: string
  readonly source: string
  readonly stepMs: number
}

const mostLines = 200_000

/** Every pause that a log tells of, in time order; where none does, those that series of single pauses hold. */
export async function readPauses(context: ToolContext): Promise<Pause[]> {
  const whose = await whoseOf(context, 'events')
  const rows = await queryRows(
    context,
    `SELECT epoch_ms(ts) AS t, message, CAST(attributes AS VARCHAR) AS attributes, ${whose.instance} AS instance, source_id, first_line FROM events
     WHERE ts IS NOT NULL AND (regexp_matches(message, $1) OR regexp_matches(coalesce(logger, ''), '(?i)^gc\\b') OR (attributes->>'$.pause_ms') IS NOT NULL)
     ORDER BY ts, record_id LIMIT ${mostLines}`,
    [coarsePauseWords],
    { rows: mostLines }
  )
  return rows.flatMap((row): Pause[] => {
    const pause = pauseLine(row.text('message') ?? '', row.text('attributes'))
    if (!pause) return []
    return [
      {
        ...pause,
        at: row.number('t') ?? 0,
        instance: row.text('instance'),
        source: row.text('source_id') ?? '',
        line: row.number('first_line')
      }
    ]
  })
}

/** Series of collection as a share of the time: percentages, shares, and times per interval (as rates of a running total, too). */
export async function readPausedShares(context: ToolContext): Promise<PausedShare[]> {
  const whose = await whoseOf(context, 'metrics')
  const series = (await readSeries(context, ['gc'], whose.instance)).filter((one) => one.points.length >= 3)
  return series.flatMap((one): PausedShare[] => {
    const factor = shareFactor(one)
    if (factor === null) return []
    const points = one.points.map(({ at, value, line }) => ({ at, line, value: Math.min(1, value * factor) }))
    return [{ instance: one.entity, series: one.series, source: one.source, stepMs: one.stepMs, points }]
  })
}

/** What makes a value of the series a share of the time, 0–1; null when it tells how often, or of single pauses. */
function shareFactor({ series, unit, stepMs, points }: Series): number | null {
  const text = `${series} ${unit ?? ''}`.replaceAll(/[_.-]/g, ' ').toLowerCase()
  if (/percent|pct|%|overhead/.test(text))
    return points.some(({ value }) => value > 1.01) || /percent|pct|%/.test(text) ? 0.01 : 1
  if (/ratio|share|fraction/.test(text)) return 1
  const isTime = /\btime\b|duration|pause|seconds|\bms\b|millis/.test(text)
  const isSum = /\bsum\b|\btotal\b|per (?:second|minute)/.test(text)
  if (!isTime || /max|avg|mean|\bp\d\d|longest|count|\bgc pause ms\b/.test(text) || !isSum) return null
  const perSecond = unit === 'per second' ? 1 : /per min/.test(text) ? 1 / 60 : 1000 / Math.max(1000, stepMs)
  return (/\bms\b|millis/.test(text) ? 0.001 : 1) * perSecond
}

/** Heap left by collections over time, by instance, as series tell where no log does. */
export async function readHeapAfter(context: ToolContext): Promise<Series[]> {
  const whose = await whoseOf(context, 'metrics')
  const all = await readSeries(context, ['memory', 'gc'], whose.instance)
  return all.filter(({ series }) => /after_?gc|live_?data|post_?gc|old_?gen/i.test(series))
}
