import type { Evidence, Finding, Hypothesis, Source, TableName, Task, TimeWindow } from '../../../domain/index.ts'
import { InquestError } from '../../../foundation/index.ts'
import { type Call, judge, type Judgement } from '../../../verdict/index.ts'
import type { Agents, Desk, Narrative } from '../../roles.ts'

export const madeSource = (id: string, format: string, ...tables: readonly TableName[]): Source => ({
  id,
  path: `${id}.log`,
  bytes: 1,
  sha256: '0',
  format,
  formatTitle: format,
  confidence: 1,
  encoding: 'utf-8',
  lines: { total: 1, records: 1, structure: 0, blank: 0, rejected: 0 },
  records: Object.fromEntries(tables.map((table) => [table, 1])),
  rejections: [],
  firstTime: null,
  lastTime: null,
  zone: { name: 'UTC', basis: 'assumed-utc', support: 'made' },
  personalData: {},
  notes: []
})

export interface MadeDesk extends Desk {
  readonly asked: Evidence[]
}

export interface DeskOptions {
  readonly sources: readonly Source[]
  readonly window: TimeWindow | null
  readonly baseline: TimeWindow | null
  /** Undefined: the tool refuses the call. */
  readonly answer: (call: Call) => Evidence | undefined
}

/** A desk whose tools say what the test lets them say; it keeps what was asked. */
export function madeDesk({ sources, window, baseline, answer }: DeskOptions): MadeDesk {
  const asked: Evidence[] = []
  return {
    asked,
    window,
    baseline,
    incident: { name: 'made', materialsHash: '0', brief: null, sources: [...sources] },
    async call(call) {
      const evidence = answer(call)
      if (!evidence) throw new InquestError('cannot-judge', `${call.tool} is refused`, 'Nothing: this is a test.')
      asked.push(evidence)
      return evidence
    }
  }
}

export interface Conducted extends Judgement {
  readonly findings: readonly Finding[]
  readonly hypotheses: readonly Hypothesis[]
  readonly narrative: Narrative
  readonly remedies: Awaited<ReturnType<Agents['designer']['remedies']>>
}

/** The roles in their order, without journal or budget. */
export async function conductAt(desk: MadeDesk, agents: Agents): Promise<Conducted> {
  const findings: Finding[] = []
  const add = (task: Pick<Task, 'id' | 'role'>, drafts: Awaited<ReturnType<Agents['specialist']['investigate']>>): void => {
    for (const draft of drafts) findings.push({ ...draft, id: `F${findings.length + 1}`, by: task.role, task: task.id })
  }
  for (let round = 1; round <= 3; round++) {
    const plan = await agents.planner.plan(desk, round, findings, [])
    if (!plan) break
    for (const task of plan.tasks) add(task, await agents.specialist.investigate(desk, task, 1))
  }
  const hypotheses = (await agents.theorist.propose(desk, findings, [])).map((one, i): Hypothesis => ({
    ...one,
    id: `H${i + 1}`
  }))
  const { rivals } = await agents.sceptic.challenge(desk, findings, hypotheses)
  hypotheses.push(...rivals.map((one, i): Hypothesis => ({ ...one, id: `H${hypotheses.length + i + 1}` })))
  const results: Record<string, Awaited<ReturnType<Agents['verifier']['test']>>> = {}
  for (const one of hypotheses) results[one.id] = await agents.verifier.test(desk, one, hypotheses)
  const scaling = await agents.verifier.scaling(desk, hypotheses)
  const judgement = judge({ hypotheses, results, evidence: desk.asked, scaling, frame: desk })
  const narrative = await agents.designer.narrate(desk, judgement.verdict, findings)
  const remedies = await agents.designer.remedies(desk, judgement.verdict, scaling)
  return { ...judgement, findings, hypotheses, narrative, remedies }
}
