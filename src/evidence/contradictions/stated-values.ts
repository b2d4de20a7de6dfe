import { epochMsOf, type SeriesRole } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import { readSeries, type Series, seriesName } from '../read-series.ts'
import type { ToolContext } from '../tool.ts'
import type { Disagreement } from './disagreement.ts'

/** A quantity that log lines and alerts state now and then, and that series measure all the time. */
interface Quantity {
  readonly name: string
  readonly role: SeriesRole
  /** Series that measure it, besides having the role. */
  readonly series: RegExp
  readonly stated: readonly RegExp[]
  /** Smaller differences are rounding, or the second between two readings. */
  readonly least: number
}

const quantities: readonly Quantity[] = [
  {
    name: 'waiting',
    role: 'waiters',
    series: /wait|pending|queue/i,
    stated: [
      /\b(\d+) (?:requests?|connections?|threads?|clients?|callers?) (?:are |were )?(?:waiting|pending)\b/i,
      /\b(?:waiting|pending)(?:[_ ](?:db[_ ])?(?:connections?|requests?|threads?|clients?))?["']?\s*[:=]\s*(\d+)/i
    ],
    least: 5
  },
  {
    name: 'error rate',
    role: 'errors',
    series: /error|fail/i,
    stated: [/\berror[_ ]rate(?:_percent|_pct)?["']?\s*(?:[:=]|is|at|of|reaches|reached)\s*([\d.]+)\s*%?/i],
    least: 5
  },
  {
    name: 'success rate',
    role: 'success',
    series: /success/i,
    stated: [/\bsuccess[_ ]rate(?:_percent|_pct)?["']?\s*(?:[:=]|is|at|of)\s*([\d.]+)\s*%?/i],
    least: 5
  }
]

const coarse = '(?i)wait|pending|(error|success)[_ ]rate'

/**
 * Values that logs and alerts state against what series of that quantity measured between the points before and after:
 * a disagreement when even the nearest series differs by half and by more than rounding. Of each quantity, source and
 * series the widest is told.
 */
export async function wrongValues(context: ToolContext): Promise<Disagreement[]> {
  const series = await readSeries(context, ['waiters', 'errors', 'success'])
  if (series.length === 0) return []
  const rows = await queryRows(
    context,
    `SELECT ts, message AS text, source_id, first_line FROM events WHERE ts IS NOT NULL AND regexp_matches(message, $1)
     UNION ALL
     SELECT ts, concat_ws(' ', name, description, CAST(attributes AS VARCHAR)), source_id, first_line FROM alerts WHERE ts IS NOT NULL
     ORDER BY ts, source_id, first_line`,
    [coarse],
    { rows: 20_000 }
  )
  const widest = new Map<string, { gap: number; disagreement: Disagreement }>()
  for (const row of rows) {
    const [text, time] = [row.text('text') ?? '', row.text('ts') ?? '']
    for (const { name, role, series: words, stated, least } of quantities) {
      const found = stated.map((pattern) => pattern.exec(text)?.[1]).find((value) => value !== undefined)
      const measured = series.filter((one) => one.role === role && words.test(one.series))
      const nearest = found === undefined ? null : nearestMeasure(measured, epochMsOf(time), Number(found))
      if (!nearest || nearest.gap < least || nearest.gap < 0.5 * Math.max(nearest.value, Number(found))) continue
      const key = `${name} ${row.text('source_id')}`
      if ((widest.get(key)?.gap ?? 0) >= nearest.gap) continue
      widest.set(key, {
        gap: nearest.gap,
        disagreement: {
          kind: name === 'waiting' ? 'count' : 'value',
          first: {
            claim: `${name} stated at ${time}`,
            value: Number(found),
            source: row.text('source_id'),
            line: row.number('first_line')
          },
          second: {
            claim: `${seriesName(nearest.series)} at that time`,
            value: nearest.value,
            source: nearest.series.source,
            line: nearest.line
          }
        }
      })
    }
  }
  return [...widest.values()].map(({ disagreement }) => disagreement)
}

/** Of all series the one whose values around a time lie nearest to what was stated, with its value then. Null when none covers it. */
function nearestMeasure(measured: readonly Series[], at: number, stated: number) {
  let best: { series: Series; value: number; line: number; gap: number } | null = null
  for (const series of measured) {
    const around = series.points.filter((point) => Math.abs(point.at - at) <= Math.max(series.stepMs, 60_000) * 1.5)
    const [low, high] = [Math.min(...around.map(({ value }) => value)), Math.max(...around.map(({ value }) => value))]
    const closest = around.sort((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))[0]
    if (!closest) continue
    const gap = stated >= low && stated <= high ? 0 : Math.min(Math.abs(low - stated), Math.abs(high - stated))
    if (!best || gap < best.gap) best = { series, value: closest.value, line: closest.line, gap }
  }
  return best
}
