import { join } from 'node:path'
import { followJournal, runFiles } from '../investigation/index.ts'
import { emptyView, extendView, type RunView } from './run-view.ts'

/** Somebody's eye on a run's journal, whoever writes it: this server, a terminal, or nobody any more. */
export interface RunWatch {
  readonly view: RunView
  /** Reads what was added; true when there was something. */
  look(): Promise<boolean>
}

export function watchRun(folder: string): RunWatch {
  const journal = followJournal(join(folder, runFiles.journal))
  let view = emptyView
  let looking: Promise<boolean> | null = null
  const read = async (): Promise<boolean> => {
    const lines = await journal.next()
    view = extendView(view, lines)
    return lines.length > 0
  }
  return {
    get view() {
      return view
    },
    // Several pages may look at the same time: the journal is read once for all of them.
    look: () => (looking ??= read().finally(() => (looking = null)))
  }
}
