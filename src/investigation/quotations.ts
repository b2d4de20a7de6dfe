import { z } from 'zod'
import { type Evidence, type QuotedLine, rowsOf, type RunRecord, type Scalar } from '../domain/index.ts'
import type { ToolCall } from '../evidence/index.ts'
import { statementsIn } from './statements-in.ts'

// Which lines of the materials stand below each piece of evidence in a report. Pure: the record says which they are, one
// call of the tool `quotations` reads all of them, and `verify` comes to the same ones.

type Piece = RunRecord['evidence'][number]

/** As the tool takes it. */
const Place = z.object({
  source: z.string(),
  line: z.number().optional(),
  at: z.string().optional(),
  words: z.array(z.string())
})
type Place = z.infer<typeof Place>

/** Places that one piece of evidence is quoted from. */
const most = 4

/** The call that reads what is to be quoted; null when nothing is cited that rests on a source. */
export function quotationCall(record: RunRecord): ToolCall | null {
  const cited = citedCells(record)
  const places = new Map(record.evidence.flatMap((piece) => placesOf(piece, cited)).map((place) => [keyOf(place), place]))
  return places.size === 0 ? null : { tool: 'quotations', arguments: { places: [...places.values()].slice(0, 400) } }
}

/** The record with the lines that were read, each piece of evidence with its own. */
export function withQuotations(record: RunRecord, evidence: Iterable<Evidence>): RunRecord {
  const read = [...evidence].findLast(({ tool }) => tool === 'quotations')
  if (!read) return record
  const lines = linesByPlace(read)
  const cited = citedCells(record)
  return {
    ...record,
    evidence: record.evidence.map((piece) => {
      const quoted = placesOf(piece, cited).flatMap((place) => lines.get(keyOf(place)) ?? [])
      const once = new Map(quoted.map((one) => [`${one.source}:${one.line}`, one]))
      return once.size === 0 ? piece : { ...piece, lines: [...once.values()] }
    })
  }
}

function linesByPlace(read: Evidence): Map<string, QuotedLine[]> {
  const keys = z.array(Place).parse(read.arguments['places']).map(keyOf)
  const lines = new Map<string, QuotedLine[]>()
  for (const { place, source, line, text } of rowsOf(read)) {
    const key = keys[Number(place)] ?? ''
    lines.set(key, [...(lines.get(key) ?? []), { source: String(source), line: Number(line), text: String(text) }])
  }
  return lines
}

const keyOf = ({ source, line, at, words }: Place): string => `${source}:${line ?? at}:${words.join(' ')}`

interface CitedCells {
  readonly rows: Set<number>
  readonly values: Scalar[]
}

function citedCells(record: RunRecord): ReadonlyMap<string, CitedCells> {
  const cited = new Map<string, CitedCells>()
  for (const { statement } of statementsIn({ ...record, evidence: [], sources: [] })) {
    for (const { citation } of Object.values(statement.values)) {
      const cells = cited.get(citation.evidence) ?? { rows: new Set(), values: [] }
      if ('row' in citation) cells.rows.add(citation.row)
      else cells.values.push(citation.value)
      cited.set(citation.evidence, cells)
    }
  }
  return cited
}

/** Where a result names lines, those of the rows that sentences cite; else the place in its sources that it speaks of. */
function placesOf(piece: Piece, cited: ReadonlyMap<string, CitedCells>): Place[] {
  if (piece.status === 'no_data') return []
  const { rows, values } = cited.get(piece.id) ?? { rows: new Set<number>(), values: [] }
  // What sentences cite comes first; where they cite facts alone, the first rows stand for all.
  const order = [...rows, ...piece.rows.keys()].slice(0, 40)
  const named = order.flatMap((row) => linesNamed(piece, row))
  if (named.length > 0) return [...new Map(named.map((place) => [keyOf(place), place])).values()].slice(0, most)
  const shown = rows.size > 0 ? [...rows].flatMap((row) => piece.rows[row] ?? []) : []
  const at = [...shown, ...values].find(isInstant) ?? timeAsked(piece)
  const words = wordsOf([...shown, ...Object.values(piece.arguments)])
  return piece.sources.slice(0, most / 2).map((source) => (at ? { source, at, words } : { source, line: 1, words: [] }))
}

/** Columns `source` and `line`, or such a pair with a name before it: `example_source`, `example_line`. */
function linesNamed({ columns, rows }: Piece, row: number): Place[] {
  const place = (name: string): number => columns.findIndex((column) => column.name === name)
  return columns.flatMap(({ name }, i) => {
    const prefix = /^(.*_)?source$/.exec(name)
    const [source, line] = [rows[row]?.[i], rows[row]?.[place(`${prefix?.[1] ?? ''}line`)]]
    const isPlace = prefix && typeof source === 'string' && /^S\d+$/.test(source) && typeof line === 'number' && line >= 1
    return isPlace ? [{ source, line, words: [] }] : []
  })
}

function timeAsked({ arguments: { time, window } }: Piece): string | undefined {
  if (isInstant(time)) return time
  const from = typeof window === 'object' && window !== null && 'from' in window ? window['from'] : null
  return isInstant(from) ? from : undefined
}

const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)

/** What tells one line from another: names and numbers of what the evidence speaks of. */
function wordsOf(cells: readonly unknown[]): string[] {
  const texts = cells.filter((cell): cell is string => typeof cell === 'string' && !isInstant(cell))
  const words = texts.flatMap((text) => text.match(/[\p{L}\p{N}_/-][\p{L}\p{N}_./-]{3,}/gu) ?? [])
  return [...new Set(words.map((word) => word.slice(0, 120)))].slice(0, 12)
}
