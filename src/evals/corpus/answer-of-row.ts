import { type Answer, saysNothing } from '../answer.ts'
import type { createQuoteBook } from './quotes.ts'
import { type CorpusRow, remedyOf } from './row.ts'

/** A written answer as graders read it, with its quotes looked up in the materials. */
export async function answerOfRow(row: CorpusRow, quote: ReturnType<typeof createQuoteBook>): Promise<Answer> {
  const cause =
    row.category && (row.status ?? 'determined') === 'determined'
      ? {
          category: row.category,
          component: row.component ?? '',
          statement: row.statement ?? '',
          mechanism: row.mechanism ?? '',
          trigger: row.trigger ? { kind: 'unknown' as const, ref: row.trigger, time: null } : null,
          onset: row.onset ?? null
        }
      : null
  const beside = (statement: string): NonNullable<Answer['cause']> => ({
    category: row.category ?? 'code-defect',
    component: '',
    statement,
    mechanism: '',
    trigger: null,
    onset: null
  })
  return {
    ...saysNothing,
    status: row.status ?? 'determined',
    confidence: row.confidence ?? 0.8,
    cause,
    contributing: (row.contributing ?? []).map(beside),
    open: row.rivals?.length ?? 0,
    summary: row.summary ?? '',
    wouldScalingHelp: row.scaling ?? 'cannot-tell',
    remedies: (row.remedies ?? []).map(remedyOf),
    citations: await Promise.all((row.cites ?? []).map(([path, words, role]) => quote(path, words, role ?? 'cause')))
  }
}
