import type { SeriesRole } from '../../domain/index.ts'
import { queryRows } from '../query-rows.ts'
import type { Series } from '../read-series.ts'
import type { ToolContext } from '../tool.ts'

/** Names of what is taken and given back, or kept, before their number. */
const held =
  'close[_-]?wait|(open[ _])?(fds?|files|descriptors)|sockets?|connections?|threads?|sessions?|handles?|goroutines?|processes|leases?|cursors?'
const memory = 'rss|heap( used)?|memory( used)?|resident'
/** A line that says a level: a few words of which one names it, its number, perhaps what it may be at most. */
const level = `(?i)^([a-z][\\w./ :()-]{0,40}?\\b)?(${held}|${memory})\\b[a-z ():=_-]{0,24}\\d+(\\.\\d+)?( ?(mb|mib|kb|gb))?( ?(/|of) ?\\d+)?( ?\\(.*\\))?$`
const fewest = 8
const mostLines = 3_000

/**
 * Levels that somebody printed below a time again and again (`CLOSE-WAIT 214`, `open fds of app 300 / 1024`): lines of one
 * wording, one at each time.
 */
export async function printedLevels(context: ToolContext): Promise<Series[]> {
  const rows = await queryRows(
    context,
    `WITH said AS (
       SELECT epoch_ms(ts) AS t, source_id, first_line, trim(unnest(string_split(concat_ws(E'\\n', message, attributes->>'more'), E'\\n'))) AS line
       FROM events WHERE ts IS NOT NULL AND length(attributes->>'more') BETWEEN 1 AND 4000),
     levels AS (
       SELECT t, source_id, first_line, regexp_replace(line, '[0-9]+([.][0-9]+)?', '#', 'g') AS wording,
              try_cast(regexp_extract(line, '[0-9]+([.][0-9]+)?') AS DOUBLE) AS value
       FROM said WHERE regexp_matches(line, $1))
     SELECT t, source_id AS source, first_line AS line, wording, value FROM levels
     QUALIFY count(*) OVER (PARTITION BY source_id, wording) BETWEEN ${fewest} AND ${mostLines}
     ORDER BY source_id, wording, t LIMIT 20000`,
    [level],
    { rows: 20_000 }
  )
  const keys = [...new Set(rows.map((row) => `${row.text('source')}\n${row.text('wording')}`))]
  return keys.flatMap((key): Series[] => {
    const of = rows.filter((row) => `${row.text('source')}\n${row.text('wording')}` === key && row.number('value') !== null)
    const points = of.map((row) => ({ at: row.number('t') ?? 0, value: row.number('value') ?? 0, line: row.number('line') ?? 0 }))
    // Several at one time are of several that the lines do not tell apart.
    if (points.length < fewest || new Set(points.map(({ at }) => at)).size < points.length) return []
    const wording = of[0]?.text('wording') ?? ''
    const role: SeriesRole = new RegExp(`\\b(?:${memory})\\b`, 'i').test(wording) ? 'memory' : 'holders'
    const stepMs = ((points.at(-1)?.at ?? 0) - (points[0]?.at ?? 0)) / Math.max(1, points.length - 1)
    const series = `${wording
      .replaceAll(/[#(].*$/g, '')
      .replaceAll(/[:=]\s*$/g, '')
      .trim()} in printed lines`
    return [{ entity: null, series, role, unit: null, source: of[0]?.text('source') ?? '', points, stepMs }]
  })
}
