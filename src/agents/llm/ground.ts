import { type Citation, state, type Statement, type ValueFormat } from '../../domain/index.ts'
import type { CellBook } from './cell-book.ts'
import type { StatementDraft } from './drafts.ts'

/** A sentence that stands on cited cells, or why it does not. */
export type Grounded = { readonly statement: Statement } | { readonly problem: string }

/**
 * Makes a statement of a draft. The values come from the cells, never from the model; a sentence without any evidence is
 * no finding.
 */
export function ground(draft: StatementDraft, book: CellBook): Grounded {
  const values: Record<string, readonly [Citation, ValueFormat]> = {}
  for (const { name, format, ...cell } of draft.values) {
    const citation = book.cite(cell)
    if (typeof citation === 'string') return problem(draft, citation)
    values[name] = [citation, formatFor(book.unitOf(cell), format)]
  }
  const strangers = draft.supports.filter((id) => !book.knows(id))
  if (strangers.length > 0) return problem(draft, `${strangers.join(', ')} is no evidence that you have seen`)
  if (Object.keys(values).length === 0 && draft.supports.length === 0) return problem(draft, 'it cites nothing')
  try {
    return { statement: state(draft.template, values, draft.supports) }
  } catch (error) {
    return problem(draft, error instanceof Error ? error.message : String(error))
  }
}

/** How a unit is written: a share said to be a percentage would be wrong by a factor of a hundred. */
const formats: Readonly<Record<string, ValueFormat>> = {
  share: 'share',
  percent: 'percent',
  ms: 'ms',
  min: 'minutes',
  ratio: 'ratio',
  count: 'integer'
}

function formatFor(unit: string | null, asked: ValueFormat): ValueFormat {
  return formats[unit ?? ''] ?? asked
}

function problem({ template }: StatementDraft, why: string): Grounded {
  return { problem: `"${template}": ${why}.` }
}
