import type {
  CauseCategory,
  Contradiction,
  Evidence,
  FetchNext,
  Finding,
  Hypothesis,
  Impact,
  Incident,
  JudgedHypothesis,
  Monitoring,
  Objection,
  Plan,
  Remedy,
  Resilience,
  ScalingTest,
  Statement,
  Task,
  TestResult,
  TimelineEvent,
  TimeWindow,
  Verdict
} from '../domain/index.ts'
import type { ToolCall } from '../evidence/index.ts'

/** What every agent has on its desk. */
export interface Desk {
  readonly incident: Incident
  readonly window: TimeWindow | null
  readonly baseline: TimeWindow | null
  /** Asks the ledger, in the agent's own name; refused when its budget is spent. */
  call(call: ToolCall): Promise<Evidence>
  /** Journals that a part of the work failed; the rest goes on, and the run is a partial one. */
  failed?(part: string, thrown: unknown): void
  readonly signal?: AbortSignal
}

/** Findings without the numbers that the conductor gives. */
export type FindingDraft = Omit<Finding, 'id' | 'by' | 'task'>
export type HypothesisDraft = Omit<Hypothesis, 'id'>

export interface Planner {
  /** From the source catalogue alone in round 1; later it sees results only as findings. Null: nothing more to ask. */
  plan(desk: Desk, round: number, findings: readonly Finding[], hypotheses: readonly Hypothesis[]): Promise<Plan | null>
}

export interface Specialist {
  investigate(desk: Desk, task: Task, round: number): Promise<readonly FindingDraft[]>
}

/** Turns findings into explanations that can be tested. */
export interface Theorist {
  /**
   * `hypotheses` are those of earlier rounds: one proposed again, with more known, replaces its old self; one that is taken
   * back comes with its number and `withdrawn`.
   */
  propose(
    desk: Desk,
    findings: readonly Finding[],
    hypotheses: readonly Hypothesis[]
  ): Promise<readonly (HypothesisDraft | Hypothesis)[]>
  /** A class of cause that a person suspects, as an explanation that the materials can carry; null when they do not. */
  consider(desk: Desk, category: CauseCategory, findings: readonly Finding[]): Promise<HypothesisDraft | null>
}

export interface Sceptic {
  /** The best case for each rival, scaling first: rivals nobody proposed, and findings that speak for them. */
  challenge(
    desk: Desk,
    findings: readonly Finding[],
    hypotheses: readonly Hypothesis[]
  ): Promise<{ readonly findings: readonly FindingDraft[]; readonly rivals: readonly HypothesisDraft[] }>
}

/** An explanation with the tests that it was put to. */
export interface Tested {
  readonly hypothesis: Hypothesis
  readonly tests: readonly TestResult[]
}

export interface Verifier {
  /** Runs the tests that the hypotheses predict, and those on which rivals differ. Scores are code (verdict/). */
  test(desk: Desk, hypothesis: Hypothesis, rivals: readonly Hypothesis[]): Promise<readonly TestResult[]>
  /** One test that somebody asked for, of its class or not. Null when there is no such test. */
  testOnce(desk: Desk, hypothesis: Hypothesis, test: string): Promise<TestResult | null>
  /** What can be held against explanations whose tests have been run: reasons to lower a score, each with its evidence. */
  object(desk: Desk, tested: readonly Tested[]): Promise<readonly Objection[]>
  /** The five parts of the scaling test, asked of every investigation. */
  scaling(desk: Desk, hypotheses: readonly Hypothesis[]): Promise<ScalingTest>
}

/** Sections of the report besides the verdict. */
export interface Narrative {
  readonly timeline: readonly TimelineEvent[]
  readonly earlyWarnings: readonly Statement[]
  readonly impact: Impact
  readonly contradictions: readonly Contradiction[]
  readonly proven: readonly Statement[]
  readonly unproven: readonly Statement[]
  readonly fetchNext: readonly FetchNext[]
}

/** What has been found and judged: what a design is made for. */
export interface Judged {
  readonly verdict: Verdict
  /** Best first. */
  readonly hypotheses: readonly JudgedHypothesis[]
  readonly scaling: ScalingTest
  readonly findings: readonly Finding[]
}

export interface Designer {
  narrate(desk: Desk, verdict: Verdict, findings: readonly Finding[]): Promise<Narrative>
  remedies(desk: Desk, verdict: Verdict, scaling: ScalingTest): Promise<readonly Remedy[]>
  /** Detectors, each backtested, and service levels. Null: there is nothing to design for. */
  monitor(desk: Desk, judged: Judged): Promise<Monitoring | null>
  /** Measures, continuity and prevention, on what was judged and how it will be watched. */
  strengthen(desk: Desk, judged: Judged, monitoring: Monitoring | null): Promise<Resilience | null>
}

/** All roles of an investigation, filled by `builtin` or by a model. */
export interface Agents {
  readonly name: string
  readonly planner: Planner
  readonly specialist: Specialist
  readonly theorist: Theorist
  readonly sceptic: Sceptic
  readonly verifier: Verifier
  readonly designer: Designer
}
