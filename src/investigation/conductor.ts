import type { Agents, Desk, Tested } from '../agents/index.ts'
import type { Hypothesis, Plan, RunRecord } from '../domain/index.ts'
import { InquestError, inquestErrorOf } from '../foundation/index.ts'
import { createDesk, seatOf, seatsOfMonitoring } from './desk.ts'
import { type Outcome, sideBySide } from './dispatch.ts'
import { askerOf } from './fold.ts'
import { frameOf } from './intake.ts'
import { judgeRun } from './judgement.ts'
import { propose, recordFindings } from './numbering.ts'
import { isPast } from './phases.ts'
import { planPath, readPlanFile, writePlanFile } from './plan-file.ts'
import { quotationCall } from './quotations.ts'
import { buildRecord, type RunFactsOf } from './record.ts'
import type { Run } from './run.ts'
import { missingSections, sectionWritten } from './sections.ts'
import { heed, heedTooLate, takeNote } from './steering.ts'

/**
 * Takes a run from where it stands to its record: the phases in order, each role at its own desk. Everything that
 * comes back is journalled; nothing is kept beside the journal's fold.
 */
export async function conduct(run: Run, agents: Agents, facts: RunFactsOf): Promise<RunRecord> {
  try {
    return await conductPhases(run, agents, facts)
  } catch (thrown) {
    const { code, message } = inquestErrorOf(thrown)
    if (code === 'paused') throw thrown
    const stopped = run.signal?.aborted ? { code: 'interrupted', reason: 'stopped from outside' } : { code, reason: message }
    if (run.state.phase.at !== 'finished') run.record({ type: 'run-failed', ...stopped })
    throw thrown
  }
}

async function conductPhases(run: Run, agents: Agents, facts: RunFactsOf): Promise<RunRecord> {
  await run.during('intake', 0, () => intake(run))
  for (let round = 1; round <= run.budget.rounds; round++) {
    await run.during('plan', round, () => plan(run, agents, round))
    const planned = await planOf(run, round)
    if (!planned) break
    await run.during('investigate', round, () => investigate(run, agents, planned))
  }
  const { round } = run.state.phase
  await run.during('challenge', round, () => challenge(run, agents))
  await run.during('verify', round, () => verify(run, agents))
  await run.during('design', round, () => design(run, agents))
  await run.during('report', round, async () => {
    await quote(run, facts)
    const record = buildRecord(run.state, facts())
    run.record({ type: 'run-finished', record, usage: record.usage })
  })
  if (!run.state.record) throw new Error('the report phase made no record')
  return run.state.record
}

async function intake(run: Run): Promise<void> {
  if (run.state.frame) return
  const asked = run.state.started?.windowAsked
  const desk = createDesk(run, seatOf(run, 'conductor', 'judge', 1))
  const evidence = await desk.call({ tool: 'frame', arguments: asked ? { window: asked } : {} })
  run.record({ type: 'frame-set', ...frameOf(evidence), evidence: evidence.id })
}

async function plan(run: Run, agents: Agents, round: number): Promise<void> {
  await takeNote(run)
  if (run.state.plans.some((made) => made.round === round)) return
  const { findings, hypotheses, tasks } = run.state
  const made = await attempt(run, 'planner', (desk) => agents.planner.plan(desk, round, findings, hypotheses), null)
  if (!made || made.tasks.length === 0) return
  const numbered = made.tasks.map((task, index) => ({ ...task, id: `T${tasks.size + index + 1}` }))
  run.record({ type: 'plan-made', plan: { ...made, round, tasks: numbered } })
}

/** The plan of a round as it goes to its specialists: a person may edit it, until the first of them begins. */
async function planOf(run: Run, round: number): Promise<Plan | undefined> {
  const current = (): Plan | undefined => run.state.plans.find((made) => made.round === round)
  const made = current()
  if (!made || !run.planDesk || isPast(run.state.phase, 'plan', round)) return made
  const { folder, pause } = run.planDesk
  if (pause) {
    await writePlanFile(folder, made)
    throw new InquestError(
      'paused',
      `The plan is made: ${planPath(folder, round)}`,
      `Edit it, and go on with: inquest investigate --resume ${folder}`
    )
  }
  const edited = await readPlanFile(folder, made)
  if (edited) run.record({ type: 'plan-edited', plan: edited })
  return current()
}

async function investigate(run: Run, agents: Agents, { tasks, round }: Plan): Promise<void> {
  await takeNote(run)
  const open = tasks.filter(({ id }) => !run.state.tasks.has(id))
  await sideBySide(
    open,
    run.budget.sideBySide,
    (task) => {
      run.signal?.throwIfAborted()
      run.record({ type: 'task-started', task })
      return agents.specialist.investigate(createDesk(run, seatOf(run, askerOf(task), 'investigate', tasks.length)), task, round)
    },
    (task, outcome) => {
      if (!succeeded(run, task.id, outcome)) return
      recordFindings(run, outcome.value, task.role, task.id)
      run.record({ type: 'task-finished', task: task.id, findings: outcome.value.length })
    }
  )
  const drafts = await attempt(
    run,
    'theorist',
    (desk) => agents.theorist.propose(desk, run.state.findings, run.state.hypotheses),
    []
  )
  propose(run, drafts)
}

async function challenge(run: Run, agents: Agents): Promise<void> {
  await attempt(run, 'steering', (desk) => heed(run, agents, desk), [])
  const { findings, hypotheses } = run.state
  const nothing = { findings: [], rivals: [] }
  const made = await attempt(run, 'sceptic', (desk) => agents.sceptic.challenge(desk, findings, hypotheses), nothing)
  recordFindings(run, made.findings, 'sceptic', 'challenge')
  propose(run, made.rivals)
}

async function verify(run: Run, agents: Agents): Promise<void> {
  await attempt(run, 'steering', (desk) => heed(run, agents, desk, true), [])
  await test(run, agents, run.state.hypotheses)
  // What was asked while the tests ran is tested as well, before anything is judged.
  for (;;) {
    const late = await attempt(run, 'steering', (desk) => heed(run, agents, desk, true), [])
    if (late.length === 0) break
    await test(run, agents, late)
  }
  const { hypotheses } = run.state
  for (const objection of await attempt(run, 'verifier', (desk) => agents.verifier.object(desk, testedIn(run)), [])) {
    run.record({ type: 'objection-made', objection })
  }
  const scaling = await attempt(run, 'scaling', (desk) => agents.verifier.scaling(desk, hypotheses), missingSections.scaling)
  run.record(sectionWritten('scaling', scaling))
  const { verdict } = judgeRun(run.state)
  run.record(sectionWritten('verdict', verdict))
}

function testedIn({ state: { hypotheses, tests } }: Run): Tested[] {
  return hypotheses.map((hypothesis) => ({
    hypothesis,
    tests: tests.flatMap((one) => (one.hypothesis === hypothesis.id ? one.result : []))
  }))
}

async function test(run: Run, agents: Agents, tested: readonly Hypothesis[]): Promise<void> {
  const { hypotheses } = run.state
  await sideBySide(
    tested,
    run.budget.sideBySide,
    (hypothesis) => {
      const rivals = hypotheses.filter(({ id }) => id !== hypothesis.id)
      return agents.verifier.test(judging(run, `verifier ${hypothesis.id}`), hypothesis, rivals)
    },
    ({ id: hypothesis }, outcome) => {
      if (!succeeded(run, `verifier ${hypothesis}`, outcome)) return
      for (const result of outcome.value) run.record({ type: 'test-run', hypothesis, result })
    }
  )
}

async function design(run: Run, agents: Agents): Promise<void> {
  await heedTooLate(run)
  const { verdict, hypotheses, scaling } = judgeRun(run.state)
  const { findings } = run.state
  const judged = { verdict, hypotheses, scaling, findings }
  const { designer } = agents
  const narrative = await attempt(run, 'narrator', (desk) => designer.narrate(desk, verdict, findings), missingSections.narrative)
  run.record(sectionWritten('narrative', narrative))
  const remedies = await attempt(run, 'designer', (desk) => designer.remedies(desk, verdict, scaling), missingSections.remedies)
  run.record(sectionWritten('remedies', remedies))
  const monitoring = run.without.has('monitoring')
    ? null
    : await attempt(run, 'monitoring', (desk) => designer.monitor(desk, judged), null, seatsOfMonitoring)
  run.record(sectionWritten('monitoring', monitoring))
  const resilience = run.without.has('resilience')
    ? null
    : await attempt(run, 'resilience', (desk) => designer.strengthen(desk, judged, monitoring), null)
  run.record(sectionWritten('resilience', resilience))
  const { elsewhere } = run
  if (!elsewhere) return
  const tried = await attempt(run, 'elsewhere', () => elsewhere({ monitoring, resilience }), null)
  run.record(sectionWritten('elsewhere', tried))
}

/** Reads the lines of the materials that the report shows below its evidence. */
async function quote(run: Run, facts: RunFactsOf): Promise<void> {
  const call = quotationCall(buildRecord(run.state, facts()))
  if (call) await attempt(run, 'quotations', (desk) => desk.call(call), null)
}

function judging(run: Run, by: string, worth = 1): Desk {
  // Other desks at most: planner, theorist, sceptic, scaling, narrator, designer, resilience, and one to spare; and monitoring.
  const { toolCalls, ...seat } = seatOf(run, by, 'judge', run.state.hypotheses.length + 8 + seatsOfMonitoring)
  return createDesk(run, { ...seat, toolCalls: toolCalls * worth })
}

/** One role's work; when it fails the run goes on without it, and the report says that it is partial. */
async function attempt<T>(run: Run, by: string, work: (desk: Desk) => Promise<T>, otherwise: T, worth = 1): Promise<T> {
  const outcome: Outcome<T> = await work(judging(run, by, worth)).then(
    (value) => ({ ok: true, value }),
    (thrown: unknown) => ({ ok: false, thrown })
  )
  return succeeded(run, by, outcome) ? outcome.value : otherwise
}

/** Journals a failure; an abort is no failure of the one that was aborted, and goes on. */
function succeeded<R>(run: Run, task: string, outcome: Outcome<R>): outcome is Outcome<R> & { readonly ok: true } {
  run.signal?.throwIfAborted()
  if (outcome.ok) return true
  const { code, message: reason } = inquestErrorOf(outcome.thrown)
  run.logger?.error({ err: outcome.thrown, task }, 'a task failed')
  run.record({ type: 'task-failed', task, code, reason })
  return false
}
