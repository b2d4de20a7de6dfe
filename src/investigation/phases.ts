import type { JournalEvent, PhaseName } from '../domain/index.ts'
import { InquestError } from '../foundation/index.ts'

/** Where a run stands. `stopped` after an interruption or an error, until it is resumed. */
export interface PhaseState {
  readonly at: 'new' | 'started' | PhaseName | 'finished'
  /** Of planning and investigating, from 1; 0 before the first. */
  readonly round: number
  readonly stopped: boolean
}

export const newRun: PhaseState = { at: 'new', round: 0, stopped: false }

const phases: readonly PhaseName[] = ['intake', 'plan', 'investigate', 'challenge', 'verify', 'design', 'report']

const following: Record<PhaseState['at'], readonly PhaseName[]> = {
  new: [],
  started: ['intake'],
  intake: ['plan'],
  plan: ['investigate', 'challenge'],
  investigate: ['plan', 'challenge'],
  challenge: ['verify'],
  verify: ['design'],
  design: ['report'],
  report: [],
  finished: []
}

const anyPhase: readonly PhaseState['at'][] = phases
const running: readonly PhaseState['at'][] = ['started', ...phases]

/** In which states an event may happen; `phase-started` has its own rule. */
const allowed: Record<Exclude<JournalEvent['type'], 'phase-started'>, readonly PhaseState['at'][]> = {
  'run-started': ['new'],
  'run-resumed': running,
  'frame-set': ['intake'],
  'plan-made': ['plan'],
  'plan-edited': ['plan'],
  'task-started': ['investigate'],
  'task-finished': ['investigate'],
  'task-failed': anyPhase,
  'tool-called': anyPhase,
  'tool-refused': anyPhase,
  'model-called': anyPhase,
  'sentence-struck': anyPhase,
  'finding-made': ['investigate', 'challenge'],
  'hypothesis-proposed': ['investigate', 'challenge', 'verify'],
  'test-run': ['verify'],
  'objection-made': ['verify'],
  'section-written': ['verify', 'design'],
  'steering-received': anyPhase,
  'steering-answered': anyPhase,
  'run-finished': ['report'],
  'run-failed': running
}

/** The state after an event. Throws InquestError `internal` for an event that is not allowed in the state. */
export function advance(state: PhaseState, event: JournalEvent): PhaseState {
  if (state.stopped && event.type !== 'run-resumed') throw refusal(event.type, 'stopped')
  if (event.type === 'phase-started') {
    const round = roundOf(state, event.phase)
    if (!following[state.at].includes(event.phase) || event.round !== round) {
      throw refusal(`${event.type} ${event.phase} (round ${event.round})`, describeState(state))
    }
    return { at: event.phase, round, stopped: false }
  }
  if (!allowed[event.type].includes(state.at)) throw refusal(event.type, describeState(state))
  switch (event.type) {
    case 'run-started':
      return { ...state, at: 'started' }
    case 'run-finished':
      return { ...state, at: 'finished' }
    case 'run-failed':
      return { ...state, stopped: true }
    case 'run-resumed':
      return { ...state, stopped: false }
    default:
      return state
  }
}

/** The round that a phase would have if it started now: planning opens a new one. */
export function roundOf(state: PhaseState, phase: PhaseName): number {
  return phase === 'plan' ? state.round + 1 : state.round
}

/** Has the run gone beyond this phase of this round? */
export function isPast(state: PhaseState, phase: PhaseName, round: number): boolean {
  if (state.at === 'finished') return true
  if (state.at === 'new' || state.at === 'started') return false
  const loops = (name: PhaseName): boolean => name === 'plan' || name === 'investigate'
  if (loops(state.at) && loops(phase) && state.round !== round) return state.round > round
  return phases.indexOf(state.at) > phases.indexOf(phase)
}

function describeState({ at, round }: PhaseState): string {
  return at === 'plan' || at === 'investigate' ? `${at} (round ${round})` : at
}

function refusal(event: string, state: string): InquestError {
  return new InquestError(
    'internal',
    `${event} not allowed in ${state}`,
    'The journal does not follow the order of phases: it was edited, or this is a defect. Start a new run.'
  )
}
