import { epochMsOf, type SeriesRole } from '../../domain/index.ts'
import { queryRows, type Row } from '../query-rows.ts'
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
  /** How many times one side must exceed the other: a gauge moves between two points, a rate hardly. */
  readonly times: number
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
    times: 3,
    least: 5
  },
  {
    name: 'error rate',
    role: 'errors',
    series: /error|fail/i,
    stated: [/\berror[_ ]rate(?:_percent|_pct)?["']?\s*(?:[:=]|is|at|of|reaches|reached)\s*([\d.]+)\s*%?/i],
    times: 1.5,
    least: 5
  },
  {
    name: 'success rate',
    role: 'success',
    series: /success/i,
    stated: [/\bsuccess[_ ]rate(?:_percent|_pct)?["']?\s*(?:[:=]|is|at|of)\s*([\d.]+)\s*%?/i],
    times: 1.5,
    least: 5
  }
]

const coarse = '(?i)wait|pending|(error|success)[_ ]rate'

/**
 * Values that logs and alerts state against what series of that quantity measured between the points before and after:
 * a disagreement when even the nearest series is far off and by more than rounding. Of each quantity and source
 * the widest is told, and only when at least half of what the source states is denied.
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
  const tallies = new Map<string, Tally>()
  for (const row of rows) {
    for (const quantity of quantities) {
      const compared = compare(row, quantity, series)
      if (!compared) continue
      const key = `${quantity.name} ${row.text('source_id')}`
      const tally = tallies.get(key) ?? { stated: 0, denied: 0, gap: 0, widest: null }
      tally.stated += 1
      if (compared.denied) {
        tally.denied += 1
        if (compared.gap > tally.gap) Object.assign(tally, { gap: compared.gap, widest: compared.disagreement })
      }
      tallies.set(key, tally)
    }
  }
  // A source that mostly agrees has told of a moment that the series did not catch.
  return [...tallies.values()].flatMap(({ stated, denied, widest }) => (widest && denied * 2 >= stated ? [widest] : []))
}

/** How often a source states a quantity while it is not small, how often the series deny it, and the widest denial. */
interface Tally {
  stated: number
  denied: number
  gap: number
  widest: Disagreement | null
}

/** One statement against the series. Null when it states nothing, no series covers it, or both are too small to compare. */
function compare(row: Row, quantity: Quantity, series: readonly Series[]) {
  const { name, role, series: words, stated, least, times } = quantity
  const [text, time] = [(row.text('text') ?? '').slice(0, 3_000), row.text('ts') ?? '']
  const found = stated.map((pattern) => pattern.exec(text)?.[1]).find((value) => value !== undefined)
  if (found === undefined) return null
  const value = Number(found)
  const measured = series.filter((one) => one.role === role && words.test(one.series))
  const nearest = nearestMeasure(measured, epochMsOf(time), value)
  if (!nearest || Math.max(value, nearest.value) < least) return null
  const { gap } = nearest
  const place = { source: row.text('source_id'), line: row.number('first_line') }
  const measure = { source: nearest.series.source, line: nearest.line }
  const disagreement: Disagreement = {
    kind: name === 'waiting' ? 'count' : 'value',
    first: { claim: `${name} stated at ${time}`, value, ...place },
    second: { claim: `${seriesName(nearest.series)} at that time`, value: nearest.value, ...measure }
  }
  return { gap, denied: gap >= least && farApart(nearest.value, value, times), disagreement }
}

/** Of all series the one whose values around a time lie nearest to what was stated, with its value then. Null when none covers it. */
function nearestMeasure(measured: readonly Series[], at: number, stated: number) {
  let best: { series: Series; value: number; line: number; gap: number } | null = null
  for (const series of measured) {
    const around = series.points.filter((point) => Math.abs(point.at - at) <= Math.max(series.stepMs, 60_000) * 1.5)
    const [low, high] = [Math.min(...around.map(({ value }) => value)), Math.max(...around.map(({ value }) => value))]
    const closest = around.sort((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))[0]
    if (!closest) continue
    // Between two points a gauge may well rise higher than at either; only fine series can deny a peak.
    const above = series.stepMs <= 60_000 && stated > 2 * high ? stated - high : 0
    const gap = stated < low ? low - stated : above
    if (!best || gap < best.gap) best = { series, value: closest.value, line: closest.line, gap }
  }
  return best
}

function farApart(a: number, b: number, times: number): boolean {
  return Math.max(a, b) >= times * Math.min(a, b)
}
