import {
  epochMsOf,
  type Instant,
  type JournalEvent,
  type JournalLine,
  type JudgedHypothesis,
  type PhaseName,
  type Verdict
} from '../domain/index.ts'
import { emptyRun, fold, judgeRun, type RunState } from '../investigation/index.ts'

interface PhaseSpan {
  readonly phase: PhaseName
  readonly round: number
  readonly from: Instant
  /** Null while it runs. */
  readonly to: Instant | null
}

/** What one asker did at its desk: `planner`, `database T2`, `verifier H1` … */
interface DeskView {
  readonly calls: number
  readonly refused: number
  /** The last tool that answered, and what it said. */
  readonly last: { readonly tool: string; readonly reading: string; readonly evidence: string } | null
}

interface CallSeen {
  readonly at: Instant
  readonly by: string
  readonly tool: string
  readonly evidence: string
  readonly reading: string
}

/** A run as its page shows it: the fold of its journal, with what only somebody who watches needs. */
export interface RunView {
  readonly state: RunState
  /** Events so far. */
  readonly events: number
  readonly startedAt: Instant
  readonly lastAt: Instant
  /** Milliseconds in which nobody conducted it: before it was resumed, or between an earlier run and what goes on from it. */
  readonly idleMs: number
  readonly phases: readonly PhaseSpan[]
  readonly desks: ReadonlyMap<string, DeskView>
  /** The last calls, the newest first. */
  readonly recent: readonly CallSeen[]
  /** As judged on what is there so far; best first. Empty before there is a hypothesis. */
  readonly judged: readonly JudgedHypothesis[]
  readonly verdict: Verdict | null
  /** Scores of each hypothesis as tests came in, the last one last. */
  readonly scores: ReadonlyMap<string, readonly number[]>
  /** Why the run stopped, when it did. */
  readonly failure: { readonly code: string; readonly reason: string } | null
}

const recentCalls = 12

export const emptyView: RunView = {
  state: emptyRun,
  events: 0,
  startedAt: '',
  lastAt: '',
  idleMs: 0,
  phases: [],
  desks: new Map(),
  recent: [],
  judged: [],
  verdict: null,
  scores: new Map(),
  failure: null
}

/**
 * The view after more lines of the journal. What is shown live is judged as often as it is shown; where the tests of
 * several explanations come at once, as in a run that is opened again, it is judged after those of each.
 */
export function extendView(view: RunView, lines: readonly JournalLine[]): RunView {
  let extended = view
  for (const part of byTested(lines)) extended = withLines(extended, part)
  return extended
}

/** Judgements at one look, at most: what came between is left out. */
const judgementsAtOnce = 12

/** The lines cut where the tests of one explanation end and those of another begin. */
function byTested(lines: readonly JournalLine[]): JournalLine[][] {
  const cuts: number[] = []
  let tested: string | null = null
  for (const [i, { event }] of lines.entries()) {
    if (event.type !== 'test-run' || event.hypothesis === tested) continue
    if (tested !== null) cuts.push(i)
    tested = event.hypothesis
  }
  const step = Math.max(1, Math.ceil(cuts.length / judgementsAtOnce))
  const kept = [0, ...cuts.filter((_, i) => i % step === 0)]
  return kept.map((from, i) => lines.slice(from, kept[i + 1]))
}

function withLines(view: RunView, lines: readonly JournalLine[]): RunView {
  const [first] = lines
  if (!first) return view
  const desks = new Map(view.desks)
  let { phases, recent, failure, idleMs, lastAt } = view
  for (const { at, event } of lines) {
    if (event.type === 'run-resumed' && lastAt !== '') idleMs += epochMsOf(at) - epochMsOf(lastAt)
    lastAt = at
    if (event.type === 'phase-started')
      phases = [...ending(phases, at), { phase: event.phase, round: event.round, from: at, to: null }]
    if (event.type === 'run-finished' || event.type === 'run-failed') phases = ending(phases, at)
    if (event.type === 'run-failed') failure = { code: event.code, reason: event.reason }
    if (event.type === 'run-resumed') failure = null
    if ('by' in event) desks.set(event.by, atDesk(desks.get(event.by), event))
    if (event.type === 'tool-called') recent = [seen(at, event), ...recent.slice(0, recentCalls - 1)]
  }
  const state = fold(
    lines.map(({ event }) => event),
    view.state
  )
  const extended = { ...view, state, phases, recent, failure, desks, events: view.events + lines.length, lastAt, idleMs }
  return judgedAnew(view.events === 0 ? { ...extended, startedAt: first.at } : extended, view)
}

function judgedAnew(now: RunView, before: RunView): RunView {
  const { state } = now
  if (state.hypotheses.length === 0) return now
  const moved = state.tests !== before.state.tests || state.hypotheses !== before.state.hypotheses
  if (!moved && state.sections === before.state.sections) return now
  const { hypotheses, verdict } = judgeRun(state)
  const scores = new Map(now.scores)
  if (state.tests.length > 0) for (const { id, score } of hypotheses) scores.set(id, adding(scores.get(id) ?? [], score.total))
  return { ...now, judged: hypotheses, verdict: state.sections['verdict'] === undefined ? null : verdict, scores }
}

/** A score that stays as it is makes no new point. */
function adding(scores: readonly number[], score: number): readonly number[] {
  return scores.at(-1) === score ? scores : [...scores, score]
}

function ending(phases: readonly PhaseSpan[], at: Instant): readonly PhaseSpan[] {
  return phases.map((span) => (span.to === null ? { ...span, to: at } : span))
}

function atDesk(desk: DeskView | undefined, event: JournalEvent): DeskView {
  const known = desk ?? { calls: 0, refused: 0, last: null }
  if (event.type === 'tool-refused') return { ...known, refused: known.refused + 1 }
  if (event.type !== 'tool-called') return known
  const { tool, reading, id } = event.evidence
  return { ...known, calls: known.calls + 1, last: { tool, reading, evidence: id } }
}

function seen(at: Instant, event: Extract<JournalEvent, { type: 'tool-called' }>): CallSeen {
  const { tool, id, reading } = event.evidence
  return { at, by: event.by, tool, evidence: id, reading }
}
