import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Evidence, type Incident, RunRecord } from '../../domain/index.ts'
import type { Ledger } from '../../evidence/index.ts'
import { InquestError } from '../../foundation/index.ts'
import type { RunState } from '../fold.ts'
import { frameOf } from '../intake.ts'
import { buildRecord } from '../record.ts'
import { runFiles } from '../run-folder.ts'
import { statementsIn } from '../statements-in.ts'
import { comparePage } from './compare-page.ts'
import { differences } from './differences.ts'
import { type Problem, shownValue } from './problem.ts'
import { type KeptEvidence, recallEvidence } from './recall-evidence.ts'
import { recheckStatements } from './recheck-statements.ts'
import { retestHypotheses } from './retest-hypotheses.ts'
import { readRunFiles } from './run-files.ts'

/** The materials of a run, opened again, with personal data as the run had them. */
export interface Reopened extends AsyncDisposable {
  readonly incident: Incident
  readonly ledger: Pick<Ledger, 'recall'>
}

export interface VerifyOptions {
  readonly open: (folder: string, personalData: RunRecord['personalData']) => Promise<Reopened>
  /** How each rendered report is made, by its file's name. */
  readonly renderers: Readonly<Record<string, (record: RunRecord) => string>>
  /** Files beside the report that are made of the record, by their path in the run's folder. @default none */
  readonly files?: (record: RunRecord) => ReadonlyMap<string, string>
  readonly version: string
  /** Where the materials are now; by default where they were. */
  readonly materials?: string | undefined
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((text: string) => void) | undefined
}

export interface Verification {
  /** Versions of Inquest that made the report and that check it: where they differ, so may what both say. */
  readonly versions: { readonly madeBy: string; readonly checkedBy: string }
  readonly problems: readonly Problem[]
  /** How much was run and rendered again. */
  readonly checked: { readonly evidence: number; readonly statements: number; readonly figures: number }
}

/**
 * Does a report still hold? Runs every tool call of the run again, resolves every citation, renders every sentence,
 * repeats every test, judges, and builds the record and its Markdown from the journal: what differs is a problem.
 * Needs neither model nor network. Throws InquestError `materials` when there is no finished run, or no materials.
 */
export async function verifyRun(runFolder: string, options: VerifyOptions): Promise<Verification> {
  const { report, pages, state, problems: formal } = await readRunFiles(runFolder)
  const { started } = state
  if (!started) {
    throw new InquestError(
      'materials',
      `${runFolder}/${runFiles.journal} does not begin with the start of a run.`,
      'The journal was edited or is not one of Inquest. Investigate again.'
    )
  }
  const versions = { madeBy: started.inquestVersion, checkedBy: options.version }
  await using materials = await options.open(options.materials ?? started.incident.folder, started.personalData)
  if (materials.incident.materialsHash !== started.incident.materialsHash) {
    const problem = {
      where: '/incident/materialsHash',
      expected: `${materials.incident.materialsHash}, which the materials have`,
      found: `${started.incident.materialsHash}: the report is about other materials, or these were changed`
    }
    return { versions, problems: [...formal, problem], checked: { evidence: 0, statements: 0, figures: 0 } }
  }
  const kept = [...evidenceInReport(report), ...evidenceInJournal(state)]
  const recalled = await recallEvidence(kept, materials.ledger, options)
  const rechecked = recheckStatements(report, recalled.fresh)
  const today = withEvidence(state, recalled.fresh)
  const rebuilt = rebuild(today, materials.incident)
  const problems = [
    ...formal,
    ...recalled.problems,
    ...rechecked.problems,
    ...retestHypotheses(today),
    ...compareRecords(report, rebuilt, state)
  ]
  if (!(rebuilt instanceof Error)) {
    for (const [file, render] of Object.entries(options.renderers)) {
      problems.push(...comparePage(file, render(rebuilt), pages.get(file) ?? null))
    }
    for (const [file, content] of options.files?.(rebuilt) ?? []) {
      problems.push(...comparePage(file, content, await readFile(join(runFolder, file), 'utf8').catch(() => null)))
    }
  }
  const { statements, figures } = rechecked
  return { versions, problems: eachPlaceOnce(problems), checked: { evidence: recalled.fresh.size, statements, figures } }
}

const NumberedEvidence = RunRecord.shape.evidence.element

function evidenceInReport(report: unknown): KeptEvidence[] {
  const list = typeof report === 'object' && report !== null && 'evidence' in report ? report.evidence : []
  if (!Array.isArray(list)) return []
  return list.flatMap((element: unknown, index) => {
    const { success, data } = NumberedEvidence.safeParse(element)
    if (!success) return []
    const { number: _, lines: __, ...evidence } = data
    return [{ where: `/evidence/${index}`, evidence }]
  })
}

function evidenceInJournal({ evidence }: RunState): KeptEvidence[] {
  return [...evidence.values()].map((one) => ({ where: `${runFiles.journal} ${one.id}`, evidence: one }))
}

/** The state with evidence as it is today, and the frame that it gives. */
function withEvidence(state: RunState, fresh: ReadonlyMap<string, Evidence>): RunState {
  const evidence = new Map([...state.evidence].map(([id, old]) => [id, fresh.get(id) ?? old]))
  const framing = state.frame && evidence.get(state.frame.evidence)
  return { ...state, evidence, frame: state.frame && framing ? { ...state.frame, ...frameOf(framing) } : state.frame }
}

/**
 * The record as the journal and today's evidence give it; what the journal says of the sources gives way to the sources.
 * The folder's name is a label: materials may be moved.
 */
function rebuild(state: RunState, { brief, sources }: Incident): RunRecord | Error {
  const { started, record } = state
  if (!started || !record) return new Error('the journal does not end with a record')
  try {
    const incident = { ...started.incident, brief }
    return buildRecord({ ...state, started: { ...started, incident, sources } }, record.run)
  } catch (thrown) {
    return thrown instanceof Error ? thrown : new Error(String(thrown))
  }
}

function compareRecords(report: unknown, rebuilt: RunRecord | Error, { record }: RunState): Problem[] {
  if (rebuilt instanceof Error) {
    return [{ where: runFiles.journal, expected: 'a journal from which the report can be built', found: rebuilt.message }]
  }
  const expected: unknown = JSON.parse(JSON.stringify(rebuilt))
  const sentences = new Map([...statementsIn(report)].map(({ where, statement }) => [where, statement.text]))
  // What is no report at all was said to be none already.
  const inReport = [...(isObject(report) ? differences(expected, report) : [])].map((difference) => {
    const sentence = [...sentences].find(([where]) => `${difference.where}/`.startsWith(`${where}/`))?.[1]
    return { ...problemOf(difference), ...(sentence === undefined ? {} : { sentence }) }
  })
  const inJournal = [...differences(expected, JSON.parse(JSON.stringify(record)))].map((difference) =>
    problemOf({ ...difference, where: `${runFiles.journal} run-finished${difference.where}` })
  )
  return [...inReport, ...inJournal]
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

function problemOf({ where, expected, found }: { where: string; expected: unknown; found: unknown }): Problem {
  return { where, expected: shownValue(expected), found: shownValue(found) }
}

/** A place that is named already, or lies within one that is, is not named twice. */
function eachPlaceOnce(problems: readonly Problem[]): Problem[] {
  const named = new Set<string>()
  return problems.filter(({ where }) => {
    const parts = where.split('/')
    const known = parts.some((_, index) => named.has(parts.slice(0, index + 1).join('/')))
    named.add(where)
    return !known
  })
}
