import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Agents, HypothesisDraft } from '../agents/index.ts'
import { type JournalEvent, state, type Steering } from '../domain/index.ts'
import { createScriptedAgents, createScriptedLedger } from '../testing/index.ts'
import { conduct } from './conductor.ts'
import { emptyRun, fold } from './fold.ts'
import { openJournal } from './journal.ts'
import { createRun } from './run.ts'
import { missingSections } from './sections.ts'
import { readSteering, writeSteering } from './steering.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inquest-steering-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const surge: Steering = { kind: 'hypothesis', category: 'demand-surge', component: 'the portal', reason: 'It was busy on day 1' }
const draft: HypothesisDraft = {
  category: 'lock-contention',
  component: 'table',
  subject: { population: null, operation: null, entity: null, series: null },
  statement: state('work waits'),
  mechanism: state('for a lock'),
  trigger: null,
  onset: null,
  onsetResolutionSeconds: 60,
  proposedBy: 'theorist',
  predictions: []
}
const window = { from: '2031-04-07T09:00:00.000Z', to: '2031-04-07T10:00:00.000Z' }
const clock = { now: () => Date.parse('2031-04-08T00:00:00.000Z') }
const frame = {
  window_from: window.from,
  window_to: window.to,
  baseline_from: null,
  baseline_to: null
}

/** A run whose theorist proposes one explanation; `onEvent` may lay something into its folder while it runs. */
async function go(onEvent: (event: JournalEvent) => void = () => undefined, change: (agents: Agents) => Agents = (same) => same) {
  const events: JournalEvent[] = []
  using journal = openJournal(join(folder, 'journal.jsonl'), clock, { sequence: 0, fresh: true })
  const run = createRun({
    incident: { name: 'small', materialsHash: 'hash', brief: null, sources: [] },
    ledger: createScriptedLedger({ frame: { facts: frame } }),
    journal,
    state: emptyRun,
    clock,
    inbox: () => readSteering(folder),
    onEvent: (event) => {
      events.push(event)
      onEvent(event)
    }
  })
  run.record({
    type: 'run-started',
    incident: { name: 'small', folder, materialsHash: 'hash', brief: null },
    sources: [],
    model: 'scripted',
    personalData: 'pseudonymised',
    windowAsked: null,
    inquestVersion: '0'
  })
  const scripted = createScriptedAgents({
    plan: [
      () => ({
        round: 1,
        tasks: [{ id: 'T1', role: 'database', question: '?', sources: [], tellsCauseFromSymptom: '', instructions: '' }],
        rivalsToRuleOut: [],
        rationale: 'Because'
      }),
      () => null
    ],
    investigate: { T1: () => [] },
    propose: [() => [draft]],
    challenge: [() => ({ findings: [], rivals: [] })],
    test: { H1: () => [], H2: () => [] },
    scaling: [() => missingSections.scaling],
    narrate: [() => missingSections.narrative],
    remedies: [() => []]
  })
  const facts = () => ({ id: 'run', startedAt: window.from, finishedAt: window.to, inquestVersion: '0', durationMs: 1 })
  const record = await conduct(run, change(scripted), facts)
  return { record, events }
}

describe('what a person asks of a run', () => {
  it('is proposed before the sceptic speaks, tested like the others, and told in the method', async () => {
    const id = await writeSteering(folder, surge, 1)
    const { record, events } = await go()
    const types = events.map(({ type }) => type)
    expect(types.indexOf('steering-received')).toBeLessThan(types.lastIndexOf('hypothesis-proposed'))
    expect(record.hypotheses.find(({ category }) => category === 'demand-surge')).toMatchObject({
      id: 'H2',
      proposedBy: 'person',
      fate: expect.not.stringMatching('accepted')
    })
    expect(events).toContainEqual({
      type: 'steering-answered',
      id,
      hypothesis: 'H2',
      answer: expect.stringContaining('no evidence that was found carries it')
    })
    expect(record.method.find(({ phase }) => phase === 'steering')?.text).toContain(
      'A person suspected demand-surge (the portal)'
    )
  })

  it('that is proposed already is not proposed twice', async () => {
    await writeSteering(folder, { ...surge, category: 'lock-contention', component: 'table' }, 1)
    const { record, events } = await go()
    expect(record.hypotheses.map(({ id }) => id)).toEqual(['H1'])
    expect(events).toContainEqual(expect.objectContaining({ type: 'steering-answered', hypothesis: 'H1' }))
  })

  it('while the tests run is tested before the verdict', async () => {
    let laid: Promise<string> | undefined
    const { record } = await go(
      (event) => {
        if (event.type === 'phase-started' && event.phase === 'verify') laid ??= writeSteering(folder, surge, 1)
      },
      (agents) => ({ ...agents, verifier: { ...agents.verifier, test: async () => (await laid, []) } })
    )
    expect(record.hypotheses.map(({ id }) => id).sort()).toEqual(['H1', 'H2'])
  })

  it('after the verdict is answered and moves nothing', async () => {
    const scaling = async () => {
      await writeSteering(folder, surge, 1)
      return missingSections.scaling
    }
    const { record, events } = await go(
      () => undefined,
      (agents) => ({ ...agents, verifier: { ...agents.verifier, scaling } })
    )
    expect(record.hypotheses.map(({ id }) => id)).toEqual(['H1'])
    expect(events.filter(({ type }) => type === 'steering-answered')).toMatchObject([
      { hypothesis: null, answer: expect.stringContaining('after the verdict') }
    ])
  })

  it('of a test that is none is answered in words', async () => {
    await writeSteering(folder, { kind: 'test', hypothesis: 'H1', test: 'no-such-test' }, 1)
    const { events } = await go()
    expect(events).toContainEqual(expect.objectContaining({ answer: 'There is no such test or explanation.' }))
  })

  it('in a phase that was cut off is heeded again when the run goes on', () => {
    const received: JournalEvent[] = [
      { type: 'phase-started', phase: 'intake', round: 0 },
      { type: 'phase-started', phase: 'plan', round: 1 },
      { type: 'phase-started', phase: 'challenge', round: 1 },
      { type: 'steering-received', id: '1', steering: surge },
      { type: 'hypothesis-proposed', hypothesis: { ...draft, id: 'H1' } },
      { type: 'steering-answered', id: '1', hypothesis: 'H1', answer: 'It became H1' },
      { type: 'run-resumed', note: null }
    ]
    const started: JournalEvent = {
      type: 'run-started',
      incident: { name: 'small', folder, materialsHash: 'hash', brief: null },
      sources: [],
      model: 'scripted',
      personalData: 'pseudonymised',
      windowAsked: null,
      inquestVersion: '0'
    }
    const { steering, answers, hypotheses } = fold([started, ...received])
    expect([steering.size, answers.size, hypotheses.length]).toEqual([1, 0, 0])
  })
})
