import { type Citation, state, type Statement, ValueFormat } from '../../domain/index.ts'
import type { CellBook, CellName } from './cell-book.ts'
import type { StatementDraft } from './drafts.ts'

/** A sentence that stands on cited cells, or why it does not. */
export type Grounded = { readonly statement: Statement } | { readonly problem: string }

const howToCite = 'write {ev_…:fact} or {ev_…:row:column}, as they stand in the evidence'

/**
 * Makes a statement of a sentence whose cells stand in braces, `{ev_0123456789ab:fact}` or `{ev_0123456789ab:3:column}`,
 * and whose further evidence stands in brackets, `[ev_0123456789ab]`. The values come from the cells, never from the
 * model; a sentence without any evidence is no finding. `uncited`: of what is yet to be done there is none.
 */
export function ground(draft: StatementDraft, book: CellBook, { uncited = false } = {}): Grounded {
  const values: Record<string, readonly [Citation, ValueFormat]> = {}
  const supports: string[] = []
  const problems: string[] = []
  const template = draft
    // The name of a statistic is no figure.
    .replaceAll(/\b(\d{2})(?:th|st|nd|rd)[ -]percentile\b/g, 'p$1')
    .replaceAll(/\s*\[\s*(ev_[0-9a-f]+(?:[\s,;]+ev_[0-9a-f]+)*)\s*\]/g, (_, ids: string) => {
      supports.push(...ids.split(/[\s,;]+/))
      return ''
    })
    .replaceAll(/\{([^{}]*)\}/g, (braces, inside: string) => {
      const cell = cellIn(inside)
      if (!cell) {
        problems.push(`${braces} names no cell: ${howToCite}`)
        return braces
      }
      const citation = book.cite(cell)
      if (typeof citation === 'string') {
        problems.push(citation)
        return braces
      }
      const name = placeholderFor(cell, citation, values)
      values[name] = [citation, book.formatOf(citation) ?? formatFor(citation, book.unitOf(cell), cell.format)]
      return `{${name}}`
    })
    .trim()
  const strangers = supports.filter((id) => !book.knows(id))
  if (strangers.length > 0) problems.push(`${strangers.join(', ')} is no evidence that you have seen`)
  if (!uncited && problems.length === 0 && Object.keys(values).length === 0 && supports.length === 0) {
    problems.push(`it cites nothing: ${howToCite}, or add the evidence that carries it at the end, like [ev_…]`)
  }
  if (problems.length > 0) return problem(draft, problems.join('; '))
  try {
    return { statement: state(template, values, supports) }
  } catch (error) {
    return problem(draft, reasonOf(error, template))
  }
}

/** `ev_…:fact`, `ev_…:row:column`, either with `|format`; a value behind "=" is how a cell was shown, and is not looked at. */
function cellIn(inside: string): (CellName & { readonly format: ValueFormat | null }) | undefined {
  const [, evidence, place, formatName] =
    /^\s*(ev_[0-9a-f]+)\s*:\s*([^|]+?)\s*(?:\|\s*(\w+)\s*)?$/.exec(inside.replace(/\s*=[\s\S]*$/, '')) ?? []
  if (!evidence || !place) return undefined
  const format = ValueFormat.safeParse(formatName).data ?? null
  const [, row, column] = /^(?:row\s+)?(\d+)\s*:\s*(.+)$/.exec(place) ?? []
  return row === undefined ? { evidence, fact: place, format } : { evidence, row: Number(row), column: column ?? '', format }
}

/** A placeholder's name after its cell; a second cell of the same name gets a number. */
function placeholderFor(
  cell: CellName,
  citation: Citation,
  taken: Readonly<Record<string, readonly [Citation, unknown]>>
): string {
  const base = (cell.fact ?? cell.column ?? 'value').replaceAll(/\W+/g, '_')
  for (let count = 1; ; count++) {
    const name = count === 1 ? base : `${base}_${count}`
    const other = taken[name]?.[0]
    if (!other || JSON.stringify(other) === JSON.stringify(citation)) return name
  }
}

/** How a unit is written: a share said to be a percentage would be wrong by a factor of a hundred. */
const byUnit: Readonly<Record<string, ValueFormat>> = {
  share: 'share',
  percent: 'percent',
  ms: 'ms',
  min: 'minutes',
  ratio: 'ratio',
  count: 'integer',
  time: 'datetime'
}

/** A fact has no unit but in its name. */
const byEnding: readonly (readonly [RegExp, ValueFormat])[] = [
  [/_share$/, 'share'],
  [/_percent$/, 'percent'],
  [/_ms$/, 'ms'],
  [/_minutes$/, 'minutes'],
  [/_ratio$/, 'ratio']
]

function formatFor(citation: Citation, unit: string | null, asked: ValueFormat | null): ValueFormat {
  const { value } = citation
  if (typeof value === 'string') return isInstant(value) ? (asked === 'time' ? 'time' : 'datetime') : 'text'
  const known =
    byUnit[unit ?? ''] ?? ('fact' in citation ? byEnding.find(([ending]) => ending.test(citation.fact))?.[1] : undefined)
  return known ?? asked ?? 'number'
}

const isInstant = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/.test(text)

function reasonOf(error: unknown, template: string): string {
  const bare = template.replaceAll(/\{\w+\}/g, '')
  const figure = /(?<![A-Za-z0-9])\d[\d.,:]*/.exec(bare)?.[0]
  if (figure) return `the figure ${figure} is typed: ${howToCite}, or say it without a figure`
  return error instanceof Error ? error.message : String(error)
}

function problem(draft: StatementDraft, why: string): Grounded {
  return { problem: `"${draft}": ${why}.` }
}
