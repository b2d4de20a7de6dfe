import type { Hypothesis, Scalar, Statement, Subject, Trigger } from '../../domain/index.ts'
import { predictionsFor } from '../../verdict/index.ts'
import type { FindingDraft, HypothesisDraft } from '../roles.ts'
import type { CellBook } from './cell-book.ts'
import type { FindingModelDraft, HypothesisModelDraft } from './drafts.ts'
import { ground } from './ground.ts'
import { namesOf, type OperationNames } from './operation-names.ts'

/** What was handed in again although it stood counts once. */
export const distinct = <T>(items: readonly T[]): T[] => [...new Map(items.map((item) => [JSON.stringify(item), item])).values()]

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
export function draftHypotheses(
  drafts: readonly HypothesisModelDraft[],
  book: CellBook,
  by: string,
  names: OperationNames = namesOf([])
): Drafted<HypothesisDraft> {
  const stood: HypothesisDraft[] = []
  const problems: string[] = []
  for (const draft of drafts) {
    const [statement, mechanism] = [ground(draft.statement, book), ground(draft.mechanism, book)]
    const onset = timeIn('onset', draft.onset, book)
    const trigger = triggerIn(draft.trigger, book)
    const subject = subjectIn(draft.subject, names)
    const wrong = [
      ...('problem' in statement ? [`statement ${statement.problem}`] : []),
      ...('problem' in mechanism ? [`mechanism ${mechanism.problem}`] : []),
      ...('problem' in onset ? [onset.problem] : []),
      ...('problem' in trigger ? [trigger.problem] : []),
      ...('problem' in subject ? [subject.problem] : []),
      ...(/(?<![A-Za-z0-9])\d/.test(draft.component) ? ['component: name it without a figure.'] : [])
    ]
    if (wrong.length > 0) problems.push(`${draft.category} in ${draft.component}: ${wrong.join(' ')}`)
    if (
      wrong.length > 0 ||
      'problem' in statement ||
      'problem' in mechanism ||
      'problem' in onset ||
      'problem' in trigger ||
      'problem' in subject
    )
      continue
    stood.push({
      category: draft.category,
      component: draft.component,
      subject: subject.found,
      statement: statement.statement,
      mechanism: mechanism.statement,
      trigger: trigger.found,
      onset: onset.found,
      onsetResolutionSeconds: resolutionOf(draft.onset, book),
      proposedBy: by,
      predictions: predictionsFor(draft.category)
    })
  }
  return { stood, problems }
}

interface WithdrawalDraft {
  readonly hypothesis: string
  readonly why: string
}

/** Explanations that are taken back, each with its reason. What a person or another agent proposed is not the theorist's to take back. */
export function draftWithdrawals(
  drafts: readonly WithdrawalDraft[],
  book: CellBook,
  known: readonly Hypothesis[]
): Drafted<Hypothesis> {
  const mine = known.filter(({ proposedBy, withdrawn }) => proposedBy === 'theorist' && !withdrawn)
  const stood: Hypothesis[] = []
  const problems: string[] = []
  for (const { hypothesis: id, why } of drafts) {
    const taken = mine.find((one) => one.id === id)
    const grounded = ground(why, book)
    if (!taken) problems.push(`withdrawn: ${id} is no explanation of yours that stands; yours are ${idsOf(mine)}.`)
    else if ('problem' in grounded) problems.push(`withdrawn ${id}: ${grounded.problem}`)
    else stood.push({ ...taken, withdrawn: grounded.statement })
  }
  return { stood, problems }
}

const idsOf = (hypotheses: readonly Hypothesis[]): string => hypotheses.map(({ id }) => id).join(', ') || 'none'

type Found<T> = { readonly found: T } | { readonly problem: string }

/** The subject as tools are asked with it: a label stands for its operation, and a name that fits none is no subject. */
function subjectIn(subject: Subject, names: OperationNames): Found<Subject> {
  const { operation } = subject
  if (operation === null || !names.known) return { found: subject }
  const known = names.find(operation)
  if (known) return { found: { ...subject, population: known.population, operation: known.operation } }
  // What no tool times may still be a dependency, a job, a series.
  const choice = names.near(operation).map((name) => `"${name}"`)
  return {
    problem: `subject.operation "${operation}" is the name of no timed operation: write one of ${choice.join(', ')}, or null and name the entity or series.`
  }
}

/** Columns and facts that hold the reference of a recorded change. */
const holdsReference = /(?:^|_)ref$|_by$/

/**
 * A change is named by the cells that hold its reference and its time: one that no evidence shows cannot be blamed. What is
 * cited from elsewhere (a line of a log) is told in the mechanism, and convicts no recorded change.
 */
function triggerIn(draft: HypothesisModelDraft['trigger'], book: CellBook): Found<Trigger | null> {
  if (!draft) return { found: null }
  const ref = cellIn('trigger.ref', draft.ref, book)
  const time = timeIn('trigger.time', draft.time, book)
  if ('problem' in ref) return ref
  if ('problem' in time) return time
  const named = draft.ref === null ? null : referenceIn(draft.ref, book)
  return { found: { kind: draft.kind, ref: named, time: time.found } }
}

/** The reference that a cell holds, if it is a change's; null for text of another kind. */
function referenceIn(text: string, book: CellBook): string | null {
  const [cited] = Object.values(citedBy(text, book))
  if (!cited) return null
  const { citation } = cited
  const name = 'fact' in citation ? citation.fact : citation.column
  return holdsReference.test(name) && citation.value !== null ? String(citation.value) : null
}

/** The time in the one cell that a field names; a cell that holds no time dates nothing. */
function timeIn(field: string, text: string | null, book: CellBook): Found<string | null> {
  const cell = cellIn(field, text, book)
  if ('problem' in cell) return cell
  if (cell.found === null) return { found: null }
  if (typeof cell.found === 'string' && isInstant(cell.found)) return { found: cell.found }
  return {
    problem: `${field} "${text}": the cell holds ${JSON.stringify(cell.found)}, which is no time; name one that does, or null.`
  }
}

/** What stands in the one cell that a field names, braces or not. */
function cellIn(field: string, text: string | null, book: CellBook): Found<Scalar> {
  if (!text) return { found: null }
  const grounded = ground(text.trim().startsWith('{') ? text : `{${text}}`, book)
  if ('problem' in grounded) return { problem: `${field} ${grounded.problem}` }
  return { found: Object.values(grounded.statement.values)[0]?.citation.value ?? null }
}

const isInstant = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text)

/** Of the cell that dates the onset, in seconds: a log line dates to the second, a mean over a quarter of an hour does not. */
function resolutionOf(text: string | null, book: CellBook): number {
  const [cited] = text ? Object.values(citedBy(text, book)) : []
  return cited ? (book.resolutionOf(cited.citation) ?? 1) : 1
}

/** The cells in a field that names one, braces or not; none where it does not stand. */
function citedBy(text: string, book: CellBook): Statement['values'] {
  const grounded = ground(text.trim().startsWith('{') ? text : `{${text}}`, book)
  return 'problem' in grounded ? {} : grounded.statement.values
}
