import { linesWith } from '../lines-with.ts'
import { queryRows } from '../query-rows.ts'
import type { ToolContext } from '../tool.ts'

/** A figure of harm that the materials themselves state. */
export interface StatedFigure {
  readonly measure: 'affected' | 'lost' | 'money'
  readonly value: number
  /** As written. */
  readonly text: string
  readonly source: string
  readonly line: number
}

const people = '(?:users?|citizens?|customers?|residents?|people|accounts?|applicants?|patients?|passengers?|households?)'
const deals =
  '(?:bookings?|orders?|applications?|transactions?|payments?|appointments?|sales|claims?|registrations?|submissions?)'
const number = String.raw`~?([\d][\d,]*(?:\.\d+)?)`

const shapes: readonly (readonly [StatedFigure['measure'], RegExp])[] = [
  ['affected', new RegExp(String.raw`\b(?:affected|impacted)[_ ]${people}[a-z_ ]*["']?\s*[:=]\s*${number}`, 'i')],
  ['affected', new RegExp(String.raw`\b${people}[_ ](?:affected|impacted)[a-z_ ]*["']?\s*[:=]\s*${number}`, 'i')],
  ['affected', new RegExp(String.raw`${number}\+? ${people} (?:were |are |have been )?(?:affected|impacted)\b`, 'i')],
  [
    'affected',
    new RegExp(
      String.raw`\b(?:affecting|affected|impacting|impacted) (?:about |around |some |an estimated |over |up to )?${number}\+? ${people}\b`,
      'i'
    )
  ],
  ['lost', new RegExp(String.raw`\b${deals}[_ ](?:lost|abandoned|missed)[a-z_ ]*["']?\s*[:=]\s*${number}`, 'i')],
  ['lost', new RegExp(String.raw`\b(?:lost|abandoned|missed)[_ ]${deals}[a-z_ ]*["']?\s*[:=]\s*${number}`, 'i')],
  ['lost', new RegExp(String.raw`${number} ${deals} (?:were |was |have been )?(?:lost|abandoned)\b`, 'i')],
  [
    'money',
    new RegExp(
      String.raw`\b(?:revenue|income|financial|takings)[a-z_ ]*(?:impact|loss|lost)[a-z_ ]*["']?\s*[:=]\s*[£$€]?${number}`,
      'i'
    )
  ]
]

const words = ['affect', 'impact', 'lost', 'abandon', 'missed', 'revenue', 'income', 'takings']
/** What stands around coarse words (RE2): a file may be one line of megabytes. */
const coarse = `(?i).{0,60}(?:${words.join('|')}).{0,80}`

/** Figures of people affected, deals lost and money lost, from every line of the sources and the brief, each value once. */
export async function readStatedFigures(context: ToolContext): Promise<StatedFigure[]> {
  const rows = await queryRows(
    context,
    `SELECT source_id, line, unnest(regexp_extract_all(text, $1)) AS text FROM ${await linesWith(context, words)} WHERE regexp_matches(text, $1)
     ORDER BY TRY_CAST(regexp_extract(source_id, '\\d+') AS INTEGER), line`,
    [coarse],
    { rows: 20_000 }
  )
  const found = rows.flatMap((row) =>
    shapes.flatMap(([measure, shape]): StatedFigure[] => {
      const match = shape.exec(row.text('text') ?? '')
      const value = Number((match?.[1] ?? '').replaceAll(',', ''))
      if (!match?.[1] || Number.isNaN(value)) return []
      return [{ measure, value, text: match[0], source: row.text('source_id') ?? '', line: row.number('line') ?? 0 }]
    })
  )
  return found.filter(
    (one, i) =>
      found.findIndex(({ measure, value, source }) => measure === one.measure && value === one.value && source === one.source) ===
      i
  )
}
