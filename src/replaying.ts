import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import type { JournalEvent, JournalLine, PhaseName, Verdict } from './domain/index.ts'
import { type Investigation, type InvestigateOptions, investigate } from './inquest.ts'
import { packagePath } from './installation.ts'

// Three different things: replay shows a journal again and sends nothing; regrade judges it again, purely; rerun goes live
// from a chosen step, and pays for nothing before it.

/** The events of a run in their order. Sends nothing, and needs no materials. Throws InquestError `materials` without a journal. */
export async function replay(
  runFolder: string,
  show: (event: JournalEvent, at: string) => void | Promise<void>
): Promise<{ readonly events: number }> {
  const lines = await linesOf(runFolder)
  for (const { event, at } of lines) await show(event, at)
  return { events: lines.length }
}

export interface Regrading {
  /** As the journal has it; null when the run did not come so far. */
  readonly before: Verdict | null
  /** As this version of Inquest judges the same findings, tests and evidence. */
  readonly after: Verdict
}

/** Judges what a journal holds again: no tool is called, no model asked. */
export async function regrade(runFolder: string): Promise<Regrading> {
  const { fold, judgeRun } = await import('./investigation/index.ts')
  const state = fold((await linesOf(runFolder)).map(({ event }) => event))
  return { before: state.record?.verdict ?? null, after: judgeRun(state).verdict }
}

export const rerunSteps = ['plan', 'investigate', 'challenge', 'verify', 'design'] as const satisfies readonly PhaseName[]

export interface RerunOptions extends Omit<InvestigateOptions, 'resume' | 'out'> {
  /** The step from which on the run is live: a phase, and of planning and investigating which round. */
  readonly from: (typeof rerunSteps)[number]
  /** @default 1 */
  readonly round?: number | undefined
  readonly out: string
  /** Where the materials are now; by default where they were. */
  readonly materials?: string | undefined
}

/**
 * A new run that goes the way of an old one up to a step, and is live from there: with other prompts, another model, or
 * the same again. Throws InquestError `usage` when the old run never came to that step.
 */
export async function rerun(
  runFolder: string,
  { from, round = 1, out, materials, ...options }: RerunOptions
): Promise<Investigation> {
  const [{ InquestError }, { requireFreeRunFolder, runFiles }] = await Promise.all([
    import('./foundation/index.ts'),
    import('./investigation/index.ts')
  ])
  const lines = await linesOf(runFolder)
  const loops = from === 'plan' || from === 'investigate'
  const cut = lines.findIndex(
    ({ event }) => event.type === 'phase-started' && event.phase === from && (!loops || event.round === round)
  )
  const [first] = lines
  if (cut < 0 || first?.event.type !== 'run-started') {
    const step = loops ? `${from} of round ${round}` : from
    throw new InquestError('usage', `${runFolder} never came to ${step}.`, `Choose one of ${rerunSteps.join(', ')}.`)
  }
  const place = materials ?? placeOf(first.event.incident.folder)
  await requireFreeRunFolder(out, place)
  await mkdir(out, { recursive: true })
  const started = { ...first.event, ...(options.model === undefined ? {} : { model: options.model }) }
  const kept = [
    { ...first, event: started },
    // The step's own beginning is kept: without it the phase before would count as cut off, and start again.
    ...lines.slice(1, cut + 1).filter(({ event }) => event.type !== 'run-failed' && event.type !== 'run-resumed')
  ]
  const journal = join(out, runFiles.journal)
  await writeFile(journal, '')
  for (const [sequence, line] of kept.entries()) await appendFile(journal, `${JSON.stringify({ ...line, sequence })}\n`)
  return investigate(place, { ...options, resume: out })
}

/** Where a run's materials lie. A recorded run names them within the package. */
const placeOf = (folder: string): string => (isAbsolute(folder) ? folder : packagePath(folder))

async function linesOf(runFolder: string): Promise<readonly JournalLine[]> {
  const { readJournal, runFiles } = await import('./investigation/index.ts')
  const { lines, faults } = await readJournal(join(runFolder, runFiles.journal))
  const [fault] = faults
  if (!fault) return lines
  const { InquestError } = await import('./foundation/index.ts')
  throw new InquestError(
    'materials',
    `${runFolder}/${runFiles.journal}:${fault.line} ${fault.reason}`,
    'The journal was changed after it was written.'
  )
}
