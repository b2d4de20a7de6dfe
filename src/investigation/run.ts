import type { Design, Elsewhere, Incident, JournalEvent, PhaseName, Steering, TimeWindow } from '../domain/index.ts'
import type { Ledger } from '../evidence/index.ts'
import type { Clock, Logger } from '../foundation/index.ts'
import { apply, type RunState } from './fold.ts'
import type { Journal } from './journal.ts'
import { isPast } from './phases.ts'

/** What an investigation may spend. A share is kept for verification and report, so that a verdict is always judged. */
export interface Budget {
  /** @default 3 */
  readonly rounds: number
  /** Tool calls of the whole run, earlier evidence asked again included. @default 3000 */
  readonly toolCalls: number
  /** @default 20 minutes */
  readonly wallMs: number
  /** Of tool calls and of time, kept for challenge, verification and design. @default 0.4 */
  readonly reservedShare: number
  /** Specialists and tests that work at the same time. @default 4 */
  readonly sideBySide: number
}

export const defaultBudget: Budget = {
  rounds: 3,
  toolCalls: 3000,
  wallMs: 20 * 60_000,
  reservedShare: 0.4,
  sideBySide: 4
}

/**
 * What a run by this model may spend. A person at a chat window is asked for two rounds at most, and nobody looks at a
 * clock: an answer may be given tomorrow.
 */
export function budgetFor(model: string): Budget {
  return model === 'manual' ? { ...defaultBudget, rounds: 2, wallMs: Number.POSITIVE_INFINITY } : defaultBudget
}

export type DesignHalf = 'monitoring' | 'resilience'
export type TryElsewhere = (design: Pick<Design, 'monitoring' | 'resilience'>) => Promise<Elsewhere>

/** A run as its conductor holds it: the only way to change its state is to journal an event. */
export interface Run {
  readonly incident: Incident
  readonly ledger: Ledger
  readonly budget: Budget
  readonly clock: Clock
  readonly logger: Logger | undefined
  readonly signal: AbortSignal | undefined
  /** Milliseconds since the epoch at which this process began to spend its wall time. */
  readonly beganAt: number
  readonly state: RunState
  /** Where the plan is laid before its specialists begin, and whether the run waits there. Undefined: nobody edits it. */
  readonly planDesk: { readonly folder: string; readonly pause: boolean } | undefined
  /** Halves of the design that nobody asked for. */
  readonly without: ReadonlySet<DesignHalf>
  /** Tries a design on what was named besides the materials. Undefined: nothing was. */
  readonly elsewhere: TryElsewhere | undefined
  /** What people ask of the run, looked for at its seams. Undefined: nobody can. */
  readonly inbox: (() => Promise<ReadonlyMap<string, Steering>>) | undefined
  record(event: JournalEvent): void
  /** Does a phase's work unless the run is past it, and makes it durable. A phase that was cut off is not started twice. */
  during(phase: PhaseName, round: number, work: () => Promise<void>): Promise<void>
}

export interface RunOptions {
  readonly incident: Incident
  readonly ledger: Ledger
  readonly journal: Journal
  readonly state: RunState
  readonly clock: Clock
  readonly budget?: Budget
  readonly logger?: Logger | undefined
  readonly signal?: AbortSignal | undefined
  readonly inbox?: Run['inbox']
  readonly planDesk?: Run['planDesk']
  readonly elsewhere?: Run['elsewhere']
  /** @default none */
  readonly without?: readonly DesignHalf[] | undefined
  /** Sees every event after it is journalled: progress, a page, a test. */
  readonly onEvent?: ((event: JournalEvent) => void) | undefined
}

export function createRun(options: RunOptions): Run {
  const { incident, ledger, journal, clock, logger, signal, onEvent, budget = defaultBudget } = options
  let { state } = options
  const record = (event: JournalEvent): void => {
    // The fold comes first: an event that is not allowed is refused before it is written.
    state = apply(state, event)
    journal.append(event)
    onEvent?.(event)
  }
  return {
    incident,
    ledger,
    budget,
    clock,
    logger,
    signal,
    inbox: options.inbox,
    planDesk: options.planDesk,
    elsewhere: options.elsewhere,
    without: new Set(options.without),
    beganAt: clock.now(),
    get state() {
      return state
    },
    record,
    async during(phase, round, work) {
      if (isPast(state.phase, phase, round)) return
      if (state.phase.at !== phase || state.phase.round !== round) record({ type: 'phase-started', phase, round })
      signal?.throwIfAborted()
      await work()
      journal.sync()
    }
  }
}

/** The window that a run works in: what was asked for, or what the materials show. */
export function framedBy(run: Run): { readonly window: TimeWindow | null; readonly baseline: TimeWindow | null } {
  return run.state.frame ?? { window: null, baseline: null }
}
