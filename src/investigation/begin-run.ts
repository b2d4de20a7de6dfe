import { join, resolve } from 'node:path'
import { epochMsOf, type Incident, instantOf, type JournalEvent, type RunFacts, type TimeWindow } from '../domain/index.ts'
import type { Ledger } from '../evidence/index.ts'
import { type Clock, InquestError, type Logger } from '../foundation/index.ts'
import { emptyRun } from './fold.ts'
import { openJournal } from './journal.ts'
import type { ModelUse } from './model-use.ts'
import type { StoppedRun } from './resume.ts'
import { createRun, type Run, type RunOptions } from './run.ts'
import { createRunFolder, runFiles } from './run-folder.ts'
import { readSteering } from './steering.ts'

export interface BeginOptions {
  readonly runFolder: string
  /** Folder of the materials; kept in the journal so that `verify` finds them. */
  readonly materials: string
  readonly incident: Incident
  readonly ledger: Ledger
  readonly personalData: 'pseudonymised' | 'shown'
  readonly windowAsked: TimeWindow | null
  readonly use: Pick<ModelUse, 'model' | 'budget'>
  /** Stops once the plan is made, so that it can be edited; the run is gone on with by resuming it. */
  readonly until?: 'plan' | undefined
  readonly mode?: 'guided' | 'naive' | undefined
  readonly elsewhere?: Run['elsewhere']
  readonly without?: RunOptions['without']
  readonly version: string
  readonly clock: Clock
  readonly logger?: Logger | undefined
  readonly signal?: AbortSignal | undefined
  readonly onEvent?: ((event: JournalEvent) => void) | undefined
}

/** A run under way, and what closes its journal. */
export interface BegunRun extends Disposable {
  readonly run: Run
  /** The facts of the run, as of now. */
  facts(): RunFacts
}

/**
 * Begins a run in a folder of its own, or goes on with a stopped one.
 * Throws InquestError `materials` when those of the stopped run have changed, `usage` when the folder cannot be made.
 */
export async function beginRun(options: BeginOptions, stopped: StoppedRun | null): Promise<BegunRun> {
  const { runFolder, materials, incident, ledger, clock, version } = options
  if (stopped && stopped.started.incident.materialsHash !== incident.materialsHash) {
    throw new InquestError(
      'materials',
      `${materials} is not as it was when the run in ${runFolder} began.`,
      'Start a new run on it.'
    )
  }
  if (stopped) ledger.preload(stopped.evidence)
  else await createRunFolder(runFolder)
  const journal = openJournal(join(runFolder, runFiles.journal), clock, { sequence: stopped?.sequence ?? 0, fresh: !stopped })
  const startedAt = stopped?.startedAt ?? instantOf(clock.now())
  const { budget } = options.use
  const planDesk = { folder: runFolder, pause: options.until === 'plan' }
  const state = stopped?.state ?? emptyRun
  const run = createRun({ ...options, budget, journal, state, planDesk, inbox: () => readSteering(runFolder) })
  if (stopped && run.state.phase.at !== 'finished') run.record({ type: 'run-resumed', note: stopped.note })
  if (!stopped) {
    const { name, materialsHash, brief, sources } = incident
    run.record({
      type: 'run-started',
      incident: { name, folder: resolve(materials), materialsHash, brief },
      sources,
      model: options.use.model,
      ...(options.mode === 'naive' ? { mode: options.mode } : {}),
      personalData: options.personalData,
      windowAsked: options.windowAsked,
      inquestVersion: version
    })
  }
  return {
    run,
    facts() {
      const finishedAt = instantOf(clock.now())
      const durationMs = epochMsOf(finishedAt) - epochMsOf(startedAt)
      return { id: runId(startedAt, incident), startedAt, finishedAt, inquestVersion: version, durationMs }
    },
    [Symbol.dispose]: () => journal[Symbol.dispose]()
  }
}

function runId(startedAt: string, { materialsHash }: Incident): string {
  return `${startedAt.slice(0, 19).replaceAll(/[-:]/g, '')}-${materialsHash.slice(0, 8)}`
}
