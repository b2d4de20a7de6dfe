import type { RunRecord } from '../../domain/index.ts'
import { type Block, code, type Line, list, paragraph, type Section, strong, text } from '../document/block.ts'
import { cellText, columnTitle } from '../document/cell-text.ts'
import type { ReportContext } from '../document/context.ts'
import { clip, legible } from '../document/legible.ts'
import { plainTimes } from '../document/plain-times.ts'

/** Rows of one piece of evidence that a report shows; the rest is in report.json. */
const rowsShown = 6
/** Characters of one cell. */
const cellLimit = 220

/** The appendix: each cited call with its arguments, what it says, and its first rows. */
export function evidenceAppendix(context: ReportContext): Section | null {
  const { evidence } = context.record
  if (evidence.length === 0) return null
  const note =
    'Each is a question put to the materials by a tool, and the answer. The same question on the same materials gives the same answer.'
  return {
    id: 'evidence',
    title: 'Evidence',
    blocks: [paragraph(text(note)), ...evidence.map((piece) => told(context, piece))]
  }
}

type Piece = RunRecord['evidence'][number]

function told(context: ReportContext, piece: Piece): Block {
  return {
    kind: 'evidence',
    number: piece.number,
    tool: piece.tool,
    reading: `${plainTimes(piece.reading)}${piece.status === 'no_data' ? ' (nothing found)' : ''}`,
    blocks: [
      ...evidenceBlocks(piece, { cited: context.citedRows(piece.id) }),
      ...quoted(context, piece),
      ...restsOn(context, piece)
    ]
  }
}

/** The call of a piece of evidence, its facts and its rows: in a report the first and the cited ones, elsewhere more. */
export function evidenceBlocks(
  piece: Piece,
  { cited = new Set(), most = rowsShown }: { readonly cited?: ReadonlySet<number>; readonly most?: number } = {}
): Block[] {
  return [{ kind: 'code', text: callText(piece) }, ...facts(piece), ...rows(piece, cited, most)]
}

function callText({ tool, arguments: args }: Piece): string {
  const entries = Object.entries(args)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `  ${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
  return [tool, ...entries].join('\n')
}

function facts({ facts, number }: Piece): Block[] {
  const entries = Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1))
  if (entries.length === 0) return []
  return [
    {
      kind: 'table',
      caption: `Facts of ${number}`,
      head: ['Fact', 'Value'],
      rows: entries.map(([name, value]): Line[] => [[code(name)], [text(clip(cellText(value), cellLimit))]]),
      shape: 'values'
    }
  ]
}

function rows({ columns, rows, omitted, number }: Piece, cited: ReadonlySet<number>, most: number): Block[] {
  if (rows.length === 0 || columns.length === 0) return []
  const shown = rows.flatMap((row, i) => (i < most || cited.has(i) ? [row] : []))
  const left = rows.length - shown.length
  const which = shown.length > most ? 'the first, and those that sentences cite' : 'the first'
  const remarks: Line[] = [
    ...(left > 0 ? [[text(`${left} more rows are in report.json.`)]] : []),
    ...(omitted ? [[text(`Left out of the result itself: ${omitted.rows} rows (${omitted.why}).`)]] : [])
  ]
  return [
    {
      kind: 'table',
      caption: left > 0 ? `${shown.length} of ${rows.length} rows of ${number}: ${which}` : `Rows of ${number}`,
      head: columns.map(({ name, unit }) => columnTitle(name, unit)),
      rows: shown.map((row) => columns.map((_, i): Line => [text(clip(cellText(row[i]), cellLimit))])),
      shape: 'values'
    },
    ...list(remarks)
  ]
}

/** A few of the lines that it rests on, as they stand in the file, personal data as pseudonyms. */
function quoted({ record }: ReportContext, { lines = [] }: Piece): Block[] {
  if (lines.length === 0) return []
  const paths = new Map(record.sources.map(({ id, path }) => [id, path]))
  const told = lines.map(({ source, line, text }) => `${paths.get(source) ?? source}:${line}\n  ${legible(text)}`)
  return [paragraph(strong('Lines that it rests on, as they stand in the file:')), { kind: 'code', text: told.join('\n') }]
}

function restsOn({ record }: ReportContext, { sources }: Piece): Block[] {
  if (sources.length === 0) return []
  const paths = new Map(record.sources.map(({ id, path }) => [id, path]))
  const named = sources.flatMap((id, i): Line => [
    text(`${i > 0 ? ', ' : ''}${id}`),
    ...(paths.has(id) ? [text(' '), code(paths.get(id) ?? '')] : [])
  ])
  return [paragraph(strong('Sources: '), ...named)]
}
