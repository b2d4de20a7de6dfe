import { linesWith } from '../lines-with.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'
import { processTable } from './process-table.ts'
import { byActor } from './read-usages.ts'
import type { Usage } from './usage.ts'

const mostLines = 60_000
/** One of them heads the column of what runs. */
const headWords = [String.raw`\bcommand\b`, String.raw`\bcmd\b`]

/** What `ps`, `top` or `pidstat` printed into a file, whoever could or could not read it as a log. */
export async function usagesOfTables(context: ToolContext): Promise<Usage[]> {
  const files = await queryRows(
    context,
    `SELECT source_id FROM ${await linesWith(context, headWords)} WHERE regexp_matches(text, '(%CPU|%cpu|%usr|\\bCPU\\b).*\\b(COMMAND|Command|CMD)\\b') GROUP BY source_id ORDER BY source_id LIMIT 20`
  )
  const times = context.incident.sources.flatMap(({ firstTime }) => firstTime ?? []).toSorted()
  const day = times[Math.floor(times.length / 2)]?.slice(0, 10) ?? null
  const found: Usage[] = []
  for (const file of files) {
    const source = file.text('source_id') ?? ''
    const zone = context.incident.sources.find(({ id }) => id === source)?.zone
    const rows = await queryRows(
      context,
      `SELECT line, text FROM lines WHERE source_id = $1 ORDER BY line LIMIT ${mostLines}`,
      [source],
      { rows: mostLines }
    )
    const lines = rows.map((row) => ({ line: row.number('line') ?? 0, text: row.text('text') ?? '' }))
    const named = zone && zone.basis !== 'no-times' ? zone.name : (context.incident.brief?.zone ?? 'UTC')
    for (const { resource, samples } of processTable(lines, day, named, source))
      found.push(...byActor(samples, 'process', resource, resource === 'cpu' ? 'percent' : resource))
  }
  return found
}
