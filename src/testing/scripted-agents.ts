import type { Agents, Desk, Tested, FindingDraft, HypothesisDraft, Judged, Narrative } from '../agents/index.ts'
import type {
  Hypothesis,
  Objection,
  Monitoring,
  Plan,
  Remedy,
  Resilience,
  ScalingTest,
  Task,
  TestResult
} from '../domain/index.ts'

/** What each role answers, in the order of its calls; a specialist by its task's id, a test by its hypothesis's id. */
export interface AgentScript {
  readonly plan?: readonly Step<Plan | null, [round: number]>[]
  readonly investigate?: Readonly<Record<string, Step<readonly FindingDraft[], [task: Task]>>>
  readonly propose?: readonly Step<readonly HypothesisDraft[]>[]
  readonly challenge?: readonly Step<{
    readonly findings: readonly FindingDraft[]
    readonly rivals: readonly HypothesisDraft[]
  }>[]
  readonly test?: Readonly<Record<string, Step<readonly TestResult[], [hypothesis: Hypothesis]>>>
  /** Nothing is objected unless scripted. */
  readonly object?: (tested: readonly Tested[]) => readonly Objection[]
  readonly scaling?: readonly Step<ScalingTest>[]
  readonly narrate?: readonly Step<Narrative>[]
  readonly remedies?: readonly Step<readonly Remedy[]>[]
  /** Null, for as often as it is asked, when the script says nothing of it. */
  readonly monitor?: readonly Step<Monitoring | null, [judged: Judged]>[]
  /** As `monitor`. */
  readonly strengthen?: readonly Step<Resilience | null, [judged: Judged, monitoring: Monitoring | null]>[]
}

type Step<Result, More extends readonly unknown[] = []> = (desk: Desk, ...more: More) => Promise<Result> | Result

export interface ScriptedAgents extends Agents {
  /** What of the script was not asked for, as `role` or `role T1`. */
  unused(): string[]
}

/** Agents that follow a script: a call that the script does not foresee throws, and unused steps are named. */
export function createScriptedAgents(script: AgentScript): ScriptedAgents {
  const parts = {
    plan: inTurn('plan', script.plan),
    investigate: byName('investigate', script.investigate),
    propose: inTurn('propose', script.propose),
    challenge: inTurn('challenge', script.challenge),
    test: byName('test', script.test),
    scaling: inTurn('scaling', script.scaling),
    narrate: inTurn('narrate', script.narrate),
    remedies: inTurn('remedies', script.remedies),
    monitor: inTurn('monitor', script.monitor),
    strengthen: inTurn('strengthen', script.strengthen)
  }
  return {
    name: 'scripted',
    planner: { plan: async (desk, round) => parts.plan.next()(desk, round) },
    specialist: { investigate: async (desk, task) => parts.investigate.next(task.id)(desk, task) },
    theorist: { propose: async (desk) => parts.propose.next()(desk), consider: async () => null },
    sceptic: { challenge: async (desk) => parts.challenge.next()(desk) },
    verifier: {
      test: async (desk, hypothesis) => parts.test.next(hypothesis.id)(desk, hypothesis),
      testOnce: async () => null,
      object: async (_, tested) => script.object?.(tested) ?? [],
      scaling: async (desk) => parts.scaling.next()(desk)
    },
    designer: {
      narrate: async (desk) => parts.narrate.next()(desk),
      remedies: async (desk) => parts.remedies.next()(desk),
      monitor: async (desk, judged) => (script.monitor ? parts.monitor.next()(desk, judged) : null),
      strengthen: async (desk, judged, monitoring) =>
        script.strengthen ? parts.strengthen.next()(desk, judged, monitoring) : null
    },
    unused: () => Object.values(parts).flatMap((part) => part.unused())
  }
}

interface Steps<S> {
  next(name?: string): S
  unused(): string[]
}

function inTurn<S>(role: string, steps: readonly S[] = []): Steps<S> {
  let at = 0
  return {
    next: () => foreseen(steps[at++], role),
    unused: () => steps.slice(at).map(() => role)
  }
}

function byName<S>(role: string, steps: Readonly<Record<string, S>> = {}): Steps<S> {
  const left = new Map(Object.entries(steps))
  return {
    next(name = '') {
      const step = foreseen(left.get(name), `${role} ${name}`)
      left.delete(name)
      return step
    },
    unused: () => [...left.keys()].map((name) => `${role} ${name}`)
  }
}

function foreseen<S>(step: S | undefined, name: string): S {
  if (step === undefined) throw new Error(`The script has no step for "${name}".`)
  return step
}
