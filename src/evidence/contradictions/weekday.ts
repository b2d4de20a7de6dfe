import { coarseWeekdayWithDate, weekdayClaims, weekdayWords } from '../language/dates.ts'
import { linesWith } from '../lines-with.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import { briefSource, type Disagreement } from './disagreement.ts'

/** A weekday that is not that date's, in the brief or in any line of the sources. Each date and weekday is told once. */
export async function wrongWeekdays(context: ToolContext): Promise<Disagreement[]> {
  const { brief, sources } = context.incident
  const firstTime = sources.map(({ firstTime }) => firstTime).find((time) => time !== null)
  const year = firstTime ? Number(firstTime.slice(0, 4)) : null
  const ofBrief = (brief?.text.split(/\r?\n/) ?? []).map((text, i) => ({ text, source: briefSource(context), line: i + 1 }))
  const rows = await queryRows(
    context,
    `SELECT source_id, line, text FROM ${await linesWith(context, weekdayWords)} WHERE regexp_matches(text, $1)
     ORDER BY TRY_CAST(regexp_extract(source_id, '\\d+') AS INTEGER), line`,
    [coarseWeekdayWithDate],
    { rows: 20_000 }
  )
  const ofSources = rows.map((row) => ({
    text: row.text('text') ?? '',
    source: row.text('source_id') ?? '',
    line: row.number('line')
  }))
  const told = new Set<string>()
  return [...ofBrief, ...ofSources].flatMap(({ text, source, line }) =>
    weekdayClaims(text, year).flatMap((claim): Disagreement[] => {
      const key = `${claim.date} ${claim.stated}`
      if (claim.possible.includes(claim.stated) || told.has(key)) return []
      told.add(key)
      return [
        {
          kind: 'weekday',
          first: { claim: `the weekday given for ${claim.date}`, value: claim.stated, source, line },
          second: { claim: 'the calendar', value: claim.possible.join(' or '), source: null, line: null }
        }
      ]
    })
  )
}
