import type {
  Evidence,
  Finding,
  Hypothesis,
  JournalEvent,
  Objection,
  Plan,
  RunRecord,
  Steering,
  Task,
  TestResult,
  TimeWindow
} from '../domain/index.ts'
import { advance, newRun, type PhaseState } from './phases.ts'

type EventOf<T extends JournalEvent['type']> = Extract<JournalEvent, { type: T }>
type Json = EventOf<'section-written'>['content']

export interface TaskState {
  readonly task: Task
  readonly status: 'running' | 'finished' | 'failed'
}

/** One tool call as it counts for usage: who asked in which phase. */
interface Call {
  readonly phase: string
  readonly by: string
  readonly evidence: string
}

/** What a phase makes as a whole: dropped when the run stops within the phase. */
interface Products {
  readonly findings: readonly Finding[]
  readonly hypotheses: readonly Hypothesis[]
  readonly tests: readonly { readonly hypothesis: string; readonly result: TestResult }[]
  readonly objections: readonly Objection[]
  readonly sections: Readonly<Record<string, Json>>
  readonly failures: readonly { readonly task: string; readonly code: string; readonly reason: string }[]
  /** What became of each thing that a person asked, by its id. */
  readonly answers: ReadonlyMap<string, { readonly hypothesis: string | null; readonly answer: string }>
  /** Calls that made sense and got no answer: the run is partial. */
  readonly refusals: number
}

/** All that is known of a run: a fold over its journal, and nothing beside it. */
export interface RunState extends Products {
  readonly phase: PhaseState
  readonly started: EventOf<'run-started'> | null
  readonly frame: { readonly window: TimeWindow | null; readonly baseline: TimeWindow | null; readonly evidence: string } | null
  readonly plans: readonly Plan[]
  readonly tasks: ReadonlyMap<string, TaskState>
  /** Every piece of evidence of the run, in order of first call. */
  readonly evidence: ReadonlyMap<string, Evidence>
  readonly calls: readonly Call[]
  /** Finished model calls by key: what is here is not paid again. */
  readonly modelCalls: ReadonlyMap<string, EventOf<'model-called'>>
  readonly struck: readonly string[]
  /** What people asked of the run while it ran, by id. */
  readonly steering: ReadonlyMap<string, Steering>
  readonly record: RunRecord | null
  /** The products as they were when the present phase began. */
  readonly before: Products
}

const nothing: Products = {
  findings: [],
  hypotheses: [],
  tests: [],
  objections: [],
  sections: {},
  failures: [],
  answers: new Map(),
  refusals: 0
}

export const emptyRun: RunState = {
  ...nothing,
  phase: newRun,
  started: null,
  frame: null,
  plans: [],
  tasks: new Map(),
  evidence: new Map(),
  calls: [],
  modelCalls: new Map(),
  struck: [],
  steering: new Map(),
  record: null,
  before: nothing
}

/**
 * The state of a run after its events, in order. Throws InquestError `internal` for an order that no run can have.
 * The maps are copied once, not once an event: a long journal opens in a time that grows with its length alone.
 */
export function fold(events: Iterable<JournalEvent>, state: RunState = emptyRun): RunState {
  let result: RunState = {
    ...state,
    tasks: new Map(state.tasks),
    evidence: new Map(state.evidence),
    modelCalls: new Map(state.modelCalls),
    calls: [...state.calls]
  }
  for (const event of events) result = change({ ...result, phase: advance(result.phase, event) }, event)
  return result
}

/** The state after one more event. */
export function apply(state: RunState, event: JournalEvent): RunState {
  return fold([event], state)
}

function change(state: RunState, event: JournalEvent): RunState {
  switch (event.type) {
    case 'run-started':
      return { ...state, started: event }
    case 'run-resumed':
      return resumed(state)
    case 'phase-started':
      return { ...state, before: productsOf(state) }
    case 'frame-set':
      return { ...state, frame: event }
    case 'plan-made':
      return { ...state, plans: [...state.plans, event.plan] }
    case 'plan-edited':
      return { ...state, plans: state.plans.map((plan) => (plan.round === event.plan.round ? event.plan : plan)) }
    case 'task-started':
      return { ...state, tasks: including(state.tasks, event.task.id, { task: event.task, status: 'running' }) }
    case 'task-finished':
      return ended(state, event.task, 'finished')
    case 'task-failed': {
      const { task, code, reason } = event
      return { ...ended(state, task, 'failed'), failures: [...state.failures, { task, code, reason }] }
    }
    case 'tool-called': {
      const { id } = event.evidence
      const evidence = state.evidence.has(id) ? state.evidence : including(state.evidence, id, event.evidence)
      return { ...state, evidence, calls: adding(state.calls, { phase: phaseKey(state.phase), by: event.by, evidence: id }) }
    }
    case 'tool-refused':
      // A call that made no sense left nothing out.
      return event.code === 'usage' ? state : { ...state, refusals: state.refusals + 1 }
    case 'model-called':
      return { ...state, modelCalls: including(state.modelCalls, event.key, event) }
    case 'sentence-struck':
      return { ...state, struck: [...state.struck, `${event.by}: ${event.reason}`] }
    case 'finding-made':
      return { ...state, findings: [...state.findings, event.finding] }
    case 'hypothesis-proposed': {
      const others = state.hypotheses.filter(({ id }) => id !== event.hypothesis.id)
      const known = others.length < state.hypotheses.length
      const replaced = state.hypotheses.map((old) => (old.id === event.hypothesis.id ? event.hypothesis : old))
      return { ...state, hypotheses: known ? replaced : [...others, event.hypothesis] }
    }
    case 'test-run':
      return { ...state, tests: [...state.tests, { hypothesis: event.hypothesis, result: event.result }] }
    case 'objection-made':
      return { ...state, objections: [...state.objections, event.objection] }
    case 'section-written':
      return { ...state, sections: { ...state.sections, [event.section]: event.content } }
    case 'steering-received':
      return { ...state, steering: new Map(state.steering).set(event.id, event.steering) }
    case 'steering-answered': {
      const { id, hypothesis, answer } = event
      return { ...state, answers: new Map(state.answers).set(id, { hypothesis, answer }) }
    }
    case 'run-finished':
      return { ...state, record: event.record }
    case 'run-failed':
      return state
  }
}

/**
 * A phase that was cut off starts again, but for what is whole: its plan, its ended tasks with their findings, and
 * every tool call's evidence. Calls of what starts again count when they are made again, so that the usage of a resumed
 * run is that of an uninterrupted one.
 */
function resumed(state: RunState): RunState {
  const tasks = new Map([...state.tasks].filter(([, { status }]) => status !== 'running'))
  const names = new Set([...tasks.values()].map(({ task }) => askerOf(task)))
  const { at, round } = state.phase
  const whole = (at === 'intake' && state.frame !== null) || (at === 'plan' && state.plans.some((plan) => plan.round === round))
  const calls = state.calls.filter(({ phase, by }) => whole || phase !== phaseKey(state.phase) || names.has(by))
  const since = <T extends { readonly task: string }>(now: readonly T[], before: readonly T[]): T[] => [
    ...before,
    ...now.slice(before.length).filter(({ task }) => tasks.has(task))
  ]
  return {
    ...state,
    ...state.before,
    tasks,
    calls,
    findings: since(state.findings, state.before.findings),
    failures: since(state.failures, state.before.failures)
  }
}

/** The name under which a task's specialist asks. */
export function askerOf({ role, id }: Pick<Task, 'role' | 'id'>): string {
  return `${role} ${id}`
}

function ended(state: RunState, id: string, status: TaskState['status']): RunState {
  const entry = state.tasks.get(id)
  return entry ? { ...state, tasks: including(state.tasks, id, { ...entry, status }) } : state
}

function productsOf({ findings, hypotheses, tests, objections, sections, failures, answers, refusals }: Products): Products {
  return { findings, hypotheses, tests, objections, sections, failures, answers, refusals }
}

function phaseKey({ at, round }: PhaseState): string {
  return `${at} ${round}`
}

/** Only `fold` calls `change`, and the maps and calls of its state are its own: growing them in place is seen by nobody. */
function including<V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> {
  return map instanceof Map ? map.set(key, value) : new Map(map).set(key, value)
}

function adding<T>(list: readonly T[], item: T): readonly T[] {
  if (!Array.isArray(list)) return [...list, item]
  list.push(item)
  return list
}
