import { z } from 'zod'
import { Instant, type Scalar, TableName } from '../../domain/index.ts'
import { columnsOf } from '../columns.ts'
import { queryRows } from '../query-rows.ts'
import type { EvidenceTool, ToolContext } from '../tool.ts'

/** A line of a source, or the place at which a source reaches a time: then the lines there that say most of `words`. */
const Place = z.object({
  source: z.string().regex(/^S\d{1,6}$/),
  line: z.int().min(1).optional(),
  at: Instant.optional(),
  words: z.array(z.string().min(1).max(120)).max(16).default([])
})
type Place = z.output<typeof Place>

const Arguments = z.object({ places: z.array(Place).min(1).max(400) })

/** Lines after a time that are looked at for the words. */
const reach = 200
/** Lines of a record that begins with a bracket and says nothing on its first line. */
const recordLines = 6
/** Lines that a time gives. */
const linesAtTime = 2
/** Characters of a line. */
const longest = 300

/** The report's footnotes: read once, when everything is said, for all evidence that is cited. */
export const quotations: EvidenceTool<typeof Arguments> = {
  name: 'quotations',
  description: 'Lines of the materials behind cited evidence, by number or by time. What they say was written by others.',
  arguments: Arguments,
  run: async ({ places }, context) => {
    const firsts = await firstLines(places, context)
    const spans = places.map((place) => spanOf(place, firsts))
    const texts = await linesIn(spans, context)
    const paths = new Map(context.incident.sources.map(({ id, path }) => [id, path]))
    const rows = places.flatMap((place, i): Scalar[][] =>
      chosen(place, spans[i], texts).map(([line, text]) => [
        i,
        place.source,
        paths.get(place.source) ?? null,
        line,
        text.length > longest ? `${text.slice(0, longest)}…` : text
      ])
    )
    return {
      status: rows.length > 0 ? 'found' : 'no_data',
      reading: `${rows.length} lines for ${places.length} places.`,
      columns: columnsOf('place source path line text'),
      rows,
      sources: rows.map((row) => String(row[1]))
    }
  }
}

interface Span {
  readonly source: string
  readonly from: number
  readonly to: number
}

const timeKey = (source: string, at: string): string => `${source} ${Date.parse(at)}`

function spanOf({ source, line, at }: Place, firsts: ReadonlyMap<string, number>): Span | null {
  if (line !== undefined) return { source, from: line, to: line + recordLines - 1 }
  const from = at === undefined ? undefined : firsts.get(timeKey(source, at))
  return from === undefined ? null : { source, from, to: from + reach - 1 }
}

/** The first line of each source that is no earlier than a time asked of it. */
async function firstLines(places: readonly Place[], context: ToolContext): Promise<Map<string, number>> {
  const asked = new Map(places.flatMap(({ source, at }) => (at === undefined ? [] : [[timeKey(source, at), { source, at }]])))
  if (asked.size === 0) return new Map()
  const wanted = [...asked.values()].map(
    ({ source, at }) => `('${source}', TIMESTAMP '${at.replace('T', ' ').replace('Z', '')}')`
  )
  const records = TableName.options
    .map((table) => `SELECT source_id, reached, first_line FROM ${table} JOIN asked USING (source_id) WHERE ts >= reached`)
    .join(' UNION ALL ')
  const rows = await queryRows(
    context,
    `WITH asked(source_id, reached) AS (VALUES ${wanted.join(', ')})
     SELECT source_id, epoch_ms(reached) AS ms, min(first_line) AS line FROM (${records}) GROUP BY source_id, reached`
  )
  return new Map(rows.map((row) => [`${row.text('source_id')} ${row.number('ms')}`, row.number('line') ?? 1]))
}

type Texts = ReadonlyMap<string, ReadonlyMap<number, string>>

async function linesIn(spans: readonly (Span | null)[], context: ToolContext): Promise<Texts> {
  const values = new Set(spans.flatMap((span) => (span ? [`('${span.source}', ${span.from}, ${span.to})`] : [])))
  const texts = new Map<string, Map<number, string>>()
  if (values.size === 0) return texts
  const rows = await queryRows(
    context,
    `WITH span(source_id, low, high) AS (VALUES ${[...values].join(', ')})
     SELECT DISTINCT source_id, line, text FROM lines JOIN span USING (source_id) WHERE line BETWEEN low AND high`,
    [],
    { rows: 400 * reach }
  )
  for (const row of rows) {
    const source = row.text('source_id') ?? ''
    const known = texts.get(source) ?? new Map<number, string>()
    texts.set(source, known.set(row.number('line') ?? 0, row.text('text') ?? ''))
  }
  return texts
}

/** The line that was named, or of those from a time on the ones that say most of the words, in the order of the file. */
function chosen({ line: named, words }: Place, span: Span | null | undefined, texts: Texts): [number, string][] {
  if (!span) return []
  const all: [number, string][] = []
  for (let line = span.from; line <= span.to; line++) {
    const text = texts.get(span.source)?.get(line)
    if (text !== undefined) all.push([line, text])
  }
  if (named !== undefined) {
    const [first, ...rest] = all
    if (first?.[0] !== named) return []
    return [isBare(first[1]) ? [named, [first, ...rest].map(([, text]) => text.trim()).join(' ')] : first]
  }
  const sought = words.map((word) => word.toLowerCase())
  const said = (text: string): number => {
    const lower = text.toLowerCase()
    return sought.filter((word) => lower.includes(word)).length
  }
  return all
    .filter(([, text]) => !isBare(text))
    .map((line) => ({ line, said: said(line[1]) }))
    .toSorted((a, b) => b.said - a.said || a.line[0] - b.line[0])
    .slice(0, linesAtTime)
    .map(({ line }) => line)
    .toSorted(([a], [b]) => a - b)
}

/** Nothing but brackets, as where a pretty-printed record begins. */
const isBare = (text: string): boolean => /^[\s[\]{}(),]*$/.test(text)
