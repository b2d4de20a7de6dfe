import { predictionsFor } from '../../verdict/index.ts'
import type { FindingDraft, HypothesisDraft } from '../roles.ts'
import type { CellBook } from './cell-book.ts'
import type { FindingModelDraft, HypothesisModelDraft } from './drafts.ts'
import { ground } from './ground.ts'

/** What stood, and in words what did not. */
export interface Drafted<T> {
  readonly stood: readonly T[]
  readonly problems: readonly string[]
}

export function draftFindings(drafts: readonly FindingModelDraft[], book: CellBook): Drafted<FindingDraft> {
  const stood: FindingDraft[] = []
  const problems: string[] = []
  for (const { topic, role, statement, subject } of drafts) {
    const grounded = ground(statement, book)
    if ('problem' in grounded) problems.push(grounded.problem)
    else stood.push({ topic, role, statement: grounded.statement, subject: subject ?? null, window: null })
  }
  return { stood, problems }
}

/**
 * Hypotheses of a model. What they predict is not the model's to say: the tests of a class are code, so that nobody can
 * propose a cause that is tested by easier questions.
 */
export function draftHypotheses(drafts: readonly HypothesisModelDraft[], book: CellBook, by: string): Drafted<HypothesisDraft> {
  const stood: HypothesisDraft[] = []
  const problems: string[] = []
  for (const draft of drafts) {
    const [statement, mechanism] = [ground(draft.statement, book), ground(draft.mechanism, book)]
    const onset = draft.onset ? onsetIn(draft.onset, book) : null
    const wrong = [
      ...('problem' in statement ? [`statement ${statement.problem}`] : []),
      ...('problem' in mechanism ? [`mechanism ${mechanism.problem}`] : []),
      ...(onset && 'problem' in onset ? [onset.problem] : [])
    ]
    if (wrong.length > 0) problems.push(`${draft.category} in ${draft.component}: ${wrong.join(' ')}`)
    if ('problem' in statement || 'problem' in mechanism || (onset && 'problem' in onset)) continue
    stood.push({
      category: draft.category,
      component: draft.component,
      subject: draft.subject,
      statement: statement.statement,
      mechanism: mechanism.statement,
      trigger: draft.trigger,
      onset: onset?.time ?? null,
      onsetResolutionSeconds: 1,
      proposedBy: by,
      predictions: predictionsFor(draft.category)
    })
  }
  return { stood, problems }
}

/** The time in the one cell that an onset names; a cell that holds no time dates nothing. */
function onsetIn(text: string, book: CellBook): { readonly time: string | null } | { readonly problem: string } {
  const braced = text.trim().startsWith('{') ? text : `{${text}}`
  const grounded = ground(braced, book)
  if ('problem' in grounded) return { problem: `onset ${grounded.problem}` }
  const [cited] = Object.values(grounded.statement.values)
  const time = cited?.citation.value
  if (typeof time === 'string' && isInstant(time)) return { time }
  return {
    problem: `onset "${text}": the cell holds ${JSON.stringify(time ?? null)}, which is no time; name a cell with a time, or null.`
  }
}

const isInstant = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text)
