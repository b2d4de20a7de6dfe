import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Desk, FindingDraft, HypothesisDraft } from '../agents/index.ts'
import { citeFact, type JournalEvent, type Plan, state, type Task } from '../domain/index.ts'
import { type AgentScript, createScriptedAgents, createScriptedLedger, type ScriptedLedger } from '../testing/index.ts'
import { conduct } from './conductor.ts'
import { emptyRun, fold } from './fold.ts'
import { openJournal, readJournal } from './journal.ts'
import { planPath } from './plan-file.ts'
import { readStoppedRun } from './resume.ts'
import { createRun, defaultBudget } from './run.ts'
import { missingSections } from './sections.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inquest-conductor-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const incident = { name: 'small', materialsHash: 'hash', brief: null, sources: [] }
const window = { from: '2031-04-07T09:00:00.000Z', to: '2031-04-07T10:00:00.000Z' }
const clock = { now: () => Date.parse('2031-04-08T00:00:00.000Z') }
const facts = () => ({
  id: 'run',
  startedAt: window.from,
  finishedAt: window.to,
  inquestVersion: '0',
  durationMs: 1
})

const task = (id: string): Task => ({
  id,
  role: 'database',
  question: `what of ${id}?`,
  sources: [],
  tellsCauseFromSymptom: '',
  instructions: ''
})
const plan = (...ids: string[]): Plan => ({ round: 1, tasks: ids.map(task), rivalsToRuleOut: [], rationale: 'Because' })
const hypothesis: HypothesisDraft = {
  category: 'inefficient-query',
  component: 'search',
  subject: { population: null, operation: null, entity: null, series: null },
  statement: state('the search is slow'),
  mechanism: state('it reads too much'),
  trigger: null,
  onset: null,
  onsetResolutionSeconds: 60,
  proposedBy: 'theorist',
  predictions: []
}

/** A finding that cites what the tool said of this task. */
async function finding(desk: Desk, { id }: Task): Promise<FindingDraft> {
  const evidence = await desk.call({ tool: 'sql', arguments: { query: id } })
  return {
    topic: id,
    role: 'symptom',
    statement: state('{n} rows', { n: [citeFact(evidence, 'rows'), 'integer'] }),
    subject: null,
    window: null
  }
}

const pause = (ms: number): Promise<void> => new Promise((done) => void setTimeout(done, ms))

const script = (more: AgentScript = {}): AgentScript => ({
  plan: [() => plan('a', 'b', 'c'), () => null],
  investigate: Object.fromEntries(
    ['T1', 'T2', 'T3'].map((id) => [id, async (desk: Desk, given: Task) => [await finding(desk, given)]])
  ),
  propose: [() => [hypothesis]],
  challenge: [() => ({ findings: [], rivals: [{ ...hypothesis, category: 'demand-surge', proposedBy: 'sceptic' }] })],
  test: { H1: () => [], H2: () => [] },
  scaling: [() => missingSections.scaling],
  narrate: [() => missingSections.narrative],
  remedies: [() => []],
  ...more
})

const answers = {
  frame: { facts: { window_from: window.from, window_to: window.to, baseline_from: null, baseline_to: null, abnormal: true } },
  sql: (args: Record<string, unknown>) => ({ facts: { rows: String(args['query']).length } })
}

interface Going {
  readonly ledger?: ScriptedLedger
  readonly signal?: AbortSignal
  readonly resume?: boolean
  readonly toolCalls?: number
  readonly until?: 'plan'
  readonly onEvent?: (event: JournalEvent) => void
}

async function go(
  agents: AgentScript,
  { ledger = createScriptedLedger(answers), signal, resume, toolCalls, until, onEvent }: Going = {}
) {
  const path = join(folder, 'journal.jsonl')
  const stopped = resume ? await readStoppedRun(folder) : null
  if (stopped) ledger.preload(stopped.evidence)
  using journal = openJournal(path, clock, { sequence: stopped?.sequence ?? 0, fresh: !resume })
  const run = createRun({
    incident,
    ledger,
    journal,
    state: stopped?.state ?? emptyRun,
    clock,
    signal,
    onEvent,
    planDesk: { folder, pause: until === 'plan' },
    budget: { ...defaultBudget, toolCalls: toolCalls ?? defaultBudget.toolCalls }
  })
  if (stopped) run.record({ type: 'run-resumed', note: stopped.note })
  else
    run.record({
      type: 'run-started',
      incident: { name: 'small', folder, materialsHash: 'hash', brief: null },
      sources: [],
      model: 'scripted',
      personalData: 'pseudonymised',
      windowAsked: null,
      inquestVersion: '0'
    })
  const scripted = createScriptedAgents(agents)
  const record = await conduct(run, scripted, facts)
  return { record, run, unused: scripted.unused(), ledger }
}

describe('an investigation', () => {
  it('stops at the plan when asked, and gives the specialists what a person made of it', async () => {
    await expect(go(script(), { until: 'plan' })).rejects.toMatchObject({ code: 'paused', exitStatus: 0 })
    const path = planPath(folder, 1)
    const made = await readFile(path, 'utf8')
    expect(made).toContain('question: what of b?')
    const edited = made.replace('what of b?', 'who held the lock?').replace(/ {2}- id: T3[\s\S]*/, '')
    await writeFile(
      path,
      `${edited}  - { role: traffic, question: more?, sources: [], tellsCauseFromSymptom: "", instructions: Compare. }\n`
    )
    const asked: string[] = []
    const investigate = Object.fromEntries(
      ['T1', 'T2', 'T4'].map((id) => [id, (_: Desk, { question }: Task) => (asked.push(question), [])])
    )
    const { record, unused } = await go(script({ plan: [() => null], investigate }), { resume: true })
    expect(asked.sort()).toEqual(['more?', 'what of T1?', 'who held the lock?'].map((text) => text.replace('T1', 'a')))
    expect(record.plans).toMatchObject([{ edited: true, tasks: [{ id: 'T1' }, { id: 'T2' }, { id: 'T4' }] }])
    expect(unused).toEqual([])
    const { lines } = await readJournal(join(folder, 'journal.jsonl'))
    const [original] = lines.flatMap(({ event }) => (event.type === 'plan-made' ? event.plan : []))
    expect(original?.tasks[1]?.question).toBe('what of b?')
  })

  it('takes a plan file that nobody changed for the plan, and names the place when it is none any longer', async () => {
    await expect(go(script(), { until: 'plan' })).rejects.toThrow('The plan is made')
    const path = planPath(folder, 1)
    const made = await readFile(path, 'utf8')
    await writeFile(path, made.replace('role: database', 'role: oracle'))
    await expect(go(script({ plan: [] }), { resume: true })).rejects.toThrow(/plan-1\.yaml: tasks\.0\.role: /)
    await writeFile(path, made)
    const { record } = await go(script({ plan: [() => null] }), { resume: true })
    expect(record.plans[0]?.edited).toBeUndefined()
  })

  it('goes through every role once and ends in a record that is the fold of its journal', async () => {
    const { record, unused } = await go(script())
    expect(unused).toEqual([])
    expect(record.findings.map(({ id, task: of, topic }) => [id, of, topic])).toEqual([
      ['F1', 'T1', 'T1'],
      ['F2', 'T2', 'T2'],
      ['F3', 'T3', 'T3']
    ])
    expect(record.hypotheses.map(({ id }) => id).sort()).toEqual(['H1', 'H2'])
    expect(record.window).toEqual(window)
    expect(record.partial).toBe(false)
    expect(record.usage).toMatchObject({ toolCalls: 4, toolCallsReused: 0, rounds: 1 })
    const { lines } = await readJournal(join(folder, 'journal.jsonl'))
    expect(fold(lines.map(({ event }) => event)).record).toEqual(record)
  })

  it('tells the same story whichever specialist is the quickest', async () => {
    const slow = (...delays: number[]): AgentScript =>
      script({
        investigate: Object.fromEntries(
          delays.map((delay, index) => [
            `T${index + 1}`,
            async (desk: Desk, given: Task) => {
              await pause(delay)
              return [await finding(desk, given)]
            }
          ])
        )
      })
    const first = await go(slow(30, 15, 0))
    await rm(join(folder, 'journal.jsonl'))
    const second = await go(slow(0, 15, 30))
    expect(second.record).toEqual(first.record)
  })

  it('goes on without a role that fails, and says that the run is partial', async () => {
    const { record } = await go(
      script({
        investigate: {
          T1: async (desk, given) => [await finding(desk, given)],
          T2: () => Promise.reject(new Error('no such table')),
          T3: async (desk, given) => [await finding(desk, given)]
        },
        scaling: []
      })
    )
    expect(record.partial).toBe(true)
    expect(record.findings.map(({ task: of }) => of)).toEqual(['T1', 'T3'])
    expect(record.scaling.wouldScalingHelp).toBe('cannot-tell')
    expect(record.method.filter(({ phase }) => phase === 'failed').map(({ text }) => text)).toEqual([
      'T2: no such table.',
      'Scaling: The script has no step for "scaling".'
    ])
  })

  it('refuses a call beyond the budget of its task, and keeps the share of the verdict', async () => {
    const greedy = async (desk: Desk): Promise<FindingDraft[]> => {
      for (let i = 0; i < 100; i++) await desk.call({ tool: 'sql', arguments: { query: `${i}` } })
      return []
    }
    const { record, ledger, run } = await go(script({ investigate: { T1: greedy, T2: () => [], T3: () => [] } }), {
      toolCalls: 100
    })
    expect(record.partial).toBe(true)
    expect(ledger.ran.filter(({ tool }) => tool === 'sql')).toHaveLength(6)
    expect(run.state.failures).toEqual([
      { task: 'T1', code: 'cannot-judge', reason: 'the budget of 6 tool calls for database T1 is spent' }
    ])
    expect(run.state.phase.at).toBe('finished')
  })
})

describe('a resumed investigation', () => {
  it('pays for no finished call or task twice, and makes the record of an uninterrupted one', async () => {
    const whole = await go(script())
    const journal = await readFile(join(folder, 'journal.jsonl'), 'utf8')
    const lines = journal.split('\n').slice(0, -1)
    for (let kept = 2; kept < lines.length; kept++) {
      const cut = lines[kept]?.slice(0, 20) ?? ''
      await writeFile(join(folder, 'journal.jsonl'), `${lines.slice(0, kept).join('\n')}\n${cut}`)
      const before = await readJournal(join(folder, 'journal.jsonl'))
      const paid = before.lines.flatMap(({ event }) => (event.type === 'tool-called' ? [event.evidence.id] : []))
      const again = await go(script({ plan: planFrom(before.lines.map(({ event }) => event)) }), { resume: true })
      expect(again.record).toEqual(whole.record)
      expect(again.ledger.ran).toHaveLength(4 - paid.length)
    }
  })

  /** A round that is planned already is not planned again. */
  const planFrom = (events: readonly JournalEvent[]): NonNullable<AgentScript['plan']> =>
    events.some(({ type }) => type === 'plan-made') ? [() => null] : [() => plan('a', 'b', 'c'), () => null]

  it('goes on after an interruption, which the journal names', async () => {
    const controller = new AbortController()
    const interrupted = go(script(), {
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type === 'task-finished') controller.abort()
      }
    })
    await expect(interrupted).rejects.toThrow('aborted')
    const { lines } = await readJournal(join(folder, 'journal.jsonl'))
    expect(lines.at(-1)?.event).toEqual({ type: 'run-failed', code: 'interrupted', reason: 'stopped from outside' })
    const { record } = await go(script({ plan: [() => null] }), { resume: true })
    expect(record.findings).toHaveLength(3)
    expect(record.partial).toBe(false)
  })
})
