import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { Evidence, Instant } from '../domain/index.ts'
import { InquestError } from '../foundation/index.ts'
import { fold, type RunState } from './fold.ts'
import { mendJournal, readJournal } from './journal.ts'
import { runFiles } from './run-folder.ts'

/** A run that was stopped, as its journal tells it. */
export interface StoppedRun {
  readonly state: RunState
  readonly started: NonNullable<RunState['started']>
  readonly startedAt: Instant
  /** Number of the journal's next line. */
  readonly sequence: number
  /** What the cut-off writer left, if it left something. */
  readonly note: string | null
  readonly evidence: Iterable<Evidence>
}

/**
 * Reads a run to go on with, and mends a journal whose last line was cut off.
 * Throws InquestError `usage` when its report is written, `materials` when its journal is none.
 */
export async function readStoppedRun(folder: string): Promise<StoppedRun> {
  if (
    await access(join(folder, runFiles.record)).then(
      () => true,
      () => false
    )
  ) {
    throw new InquestError('usage', `The run in ${folder} is finished.`, `Check it with \`inquest verify ${folder}\`.`)
  }
  const path = join(folder, runFiles.journal)
  const content = await readJournal(path)
  const [fault] = content.faults
  if (fault) {
    throw new InquestError(
      'materials',
      `${path}:${fault.line} ${fault.reason}: the journal was changed after it was written.`,
      'Start again: `inquest investigate <folder>`.'
    )
  }
  const state = fold(content.lines.map(({ event }) => event))
  const { started } = state
  const [first] = content.lines
  if (!started || !first) {
    throw new InquestError('materials', `${path} holds no run yet.`, 'Start again: `inquest investigate <folder>`.')
  }
  await mendJournal(path, content)
  return {
    state,
    started,
    startedAt: first.at,
    sequence: content.lines.length,
    note: content.cut,
    evidence: state.evidence.values()
  }
}
