import type { Agents, Desk, FindingDraft, HypothesisDraft, Narrative } from '../agents/index.ts'
import type { Hypothesis, Plan, Remedy, ScalingTest, Task, TestResult } from '../domain/index.ts'

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
  readonly scaling?: readonly Step<ScalingTest>[]
  readonly narrate?: readonly Step<Narrative>[]
  readonly remedies?: readonly Step<readonly Remedy[]>[]
}

type Step<Result, More extends readonly unknown[] = []> = (desk: Desk, ...more: More) => Promise<Result> | Result

export interface ScriptedAgents extends Agents {
  /** What of the script was not asked for, as `role` or `role T1`. */
  unused(): string[]
}

/** Agents that follow a script: a call that the script does not foresee throws, and unused steps are named. */
export function createScriptedAgents(script: AgentScript): ScriptedAgents {
  const steps = new Map<string, Step<unknown, never[]>[]>()
  for (const [role, entry] of Object.entries(script)) {
    if (Array.isArray(entry)) steps.set(role, [...entry])
    else for (const [key, step] of Object.entries(entry)) steps.set(`${role} ${key}`, [step as Step<unknown, never[]>])
  }
  const play = async <Result>(name: string, ...args: unknown[]): Promise<Result> => {
    const step = steps.get(name)?.shift()
    if (!step) throw new Error(`The script has no step for "${name}".`)
    return (await (step as (...all: unknown[]) => unknown)(...args)) as Result
  }
  return {
    name: 'scripted',
    planner: { plan: (desk, round) => play('plan', desk, round) },
    specialist: { investigate: (desk, task) => play(`investigate ${task.id}`, desk, task) },
    theorist: { propose: (desk) => play('propose', desk) },
    sceptic: { challenge: (desk) => play('challenge', desk) },
    verifier: {
      test: (desk, hypothesis) => play(`test ${hypothesis.id}`, desk, hypothesis),
      scaling: (desk) => play('scaling', desk)
    },
    designer: { narrate: (desk) => play('narrate', desk), remedies: (desk) => play('remedies', desk) },
    unused: () => [...steps].flatMap(([name, left]) => left.map(() => name))
  }
}
