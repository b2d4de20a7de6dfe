import { describe, expect, it } from 'vitest'
import { cellOf, renderStatement, Statement } from '../../domain/index.ts'
import { madeEvidence } from '../../verdict/testing/made-evidence.ts'
import {
  answerIn,
  baseline,
  dearStatement,
  healthy,
  limitCut,
  locked,
  surge,
  type World,
  window
} from '../../verdict/testing/made-world.ts'
import { createBuiltinAgents } from './index.ts'
import { type Conducted, conductAt, madeDesk, madeSource, type MadeDesk } from './testing/made-desk.ts'

const sources = [
  madeSource('S1', 'postgres-stderr', 'statements', 'events'),
  madeSource('S2', 'metrics-csv', 'metrics'),
  madeSource('S3', 'access-log', 'requests')
]
const agents = createBuiltinAgents()
const deskIn = (world: World, refused: readonly string[] = []): MadeDesk =>
  madeDesk({
    sources,
    window,
    baseline,
    answer: (call) => (refused.includes(call.tool) ? undefined : madeEvidence(call, answerIn(world, call)))
  })

/** Every statement anywhere in the result. */
function statementsIn(value: unknown): Statement[] {
  if (Array.isArray(value)) return value.flatMap(statementsIn)
  if (typeof value !== 'object' || value === null) return []
  if ('template' in value) return [Statement.parse(value)]
  return Object.values(value).flatMap(statementsIn)
}

describe('the built-in analyst', () => {
  it.each([
    ['a dear statement', dearStatement, 'inefficient-query'],
    ['a surge', surge, 'demand-surge'],
    ['locks', locked, 'lock-contention'],
    ['a cut limit', limitCut, 'misconfiguration']
  ] as const)('finds %s', async (_, world, category) => {
    const { verdict } = await conductAt(deskIn(withSlow(world)), agents)
    expect(verdict).toMatchObject({ status: 'determined', rootCause: { category } })
  })

  it('proposes the class that what is new speaks of, about the thing that says so, and convicts nobody by that alone', async () => {
    const row = {
      kind: 'line',
      who: 'store',
      what: 'write failed: No space left on device',
      count: 60,
      before: 0,
      first_at: window.from,
      surprise: 90
    }
    const { hypotheses, judged } = await conductAt(deskIn({ ...dearStatement, novelties: { rows: [row] } }), agents)
    const told = hypotheses.find(({ category }) => category === 'quota-exhaustion')
    expect(told).toMatchObject({ proposedBy: 'sceptic', subject: { entity: 'store' } })
    expect(told?.component).toContain('No space left on device')
    expect(judged.find(({ category }) => category === 'quota-exhaustion')?.fate).not.toBe('accepted')
  })

  it('keeps what others drafted where one draft cannot be made', async () => {
    const failed: string[] = []
    const desk = deskIn({
      ...dearStatement,
      novelties: { rows: [{ kind: 'line', who: null, what: 'No space left', count: 60 }] }
    })
    const { hypotheses } = await conductAt({ ...desk, failed: (part) => failed.push(part) }, agents)
    expect(failed).toEqual(['novelties'])
    expect(hypotheses.map(({ category }) => category)).toContain('inefficient-query')
  })

  it('finds no incident where nothing departs', async () => {
    expect((await conductAt(deskIn(healthy), agents)).verdict.status).toBe('no-incident')
  })

  it('always lets scaling be argued when load is measured', async () => {
    const { hypotheses, judged } = await conductAt(deskIn(dearStatement), agents)
    expect(hypotheses.map(({ category }) => category)).toContain('demand-surge')
    const rival = judged.find(({ category }) => category === 'demand-surge')
    expect(rival?.fate).toBe('rejected')
    expect(Object.keys(rival?.reason.values ?? {})).not.toHaveLength(0)
  })

  const tools = [
    'operations',
    'operation_runs',
    'frame',
    'catalogue',
    'series_onsets',
    'holders_waiters',
    'demand',
    'limits',
    'log_templates'
  ]
  it.each(tools)('goes on without %s', async (tool) => {
    const { verdict } = await conductAt(deskIn(dearStatement, [tool]), agents)
    expect(['determined', 'undetermined']).toContain(verdict.status)
  })

  it('says what to fetch when every tool is refused, or there is no window', async () => {
    const all = await conductAt(madeDesk({ sources: [], window, baseline, answer: () => undefined }), agents)
    expect(all.verdict.status).toBe('undetermined')
    expect(all.narrative.fetchNext.length).toBeGreaterThan(2)
    const unframed = await conductAt(
      madeDesk({ sources, window: null, baseline: null, answer: (call) => madeEvidence(call) }),
      agents
    )
    expect(unframed.verdict.status).toBe('undetermined')
  })

  it('passes an abort on', async () => {
    const controller = new AbortController()
    controller.abort(new Error('stop'))
    const desk = { ...deskIn(dearStatement, ['operations', 'frame', 'catalogue']), signal: controller.signal }
    await expect(conductAt(desk, agents)).rejects.toThrow('stop')
  })

  it('says the same twice', async () => {
    expect(await conductAt(deskIn(dearStatement), agents)).toEqual(await conductAt(deskIn(dearStatement), agents))
  })
})

describe('what the built-in analyst writes', () => {
  const conducted = async (world: World): Promise<[Conducted, MadeDesk]> => {
    const desk = deskIn(world)
    return [await conductAt(desk, agents), desk]
  }

  it('cites only cells that hold what it quotes', async () => {
    const [result, desk] = await conducted(dearStatement)
    const byId = new Map(desk.asked.map((one) => [one.id, one]))
    const statements = statementsIn(result)
    expect(statements.length).toBeGreaterThan(40)
    for (const statement of statements) {
      expect(renderStatement(statement)).toBe(statement.text)
      for (const { citation } of Object.values(statement.values)) {
        const carrier = byId.get(citation.evidence)
        expect(carrier && cellOf(carrier, citation), statement.text).toBe(citation.value)
      }
    }
  })

  it('never states as proven which index is missing, and says how to find out', async () => {
    const [{ narrative, remedies, verdict }] = await conducted(dearStatement)
    const claimed = [
      ...narrative.proven,
      ...narrative.timeline.map(({ statement }) => statement),
      ...verdict.summary,
      ...verdict.explains
    ]
    expect(claimed.filter(({ text }) => /index/i.test(text))).toEqual([])
    expect(narrative.unproven.some(({ text }) => /index/i.test(text))).toBe(true)
    expect(narrative.fetchNext[0]?.command).toMatch(/^EXPLAIN \(ANALYZE, BUFFERS\) select \* from plots/)
    expect(remedies.some((remedy) => remedy.class === 'fix-cause' && remedy.horizon === 'durable')).toBe(true)
    expect(remedies.some((remedy) => remedy.class === 'scale')).toBe(false)
  })

  it('proposes scaling for a surge, and undoing for a cut limit', async () => {
    const [{ remedies }] = await conducted(withSlow(surge))
    expect(remedies.map((remedy) => remedy.class)).toContain('scale')
    const [cut] = await conducted(withSlow(limitCut))
    expect(cut.remedies.map((remedy) => remedy.class)).toContain('revert')
    expect(cut.remedies.map((remedy) => remedy.class)).not.toContain('scale')
  })

  it('marks the cause in the timeline, in order of time', async () => {
    const [{ narrative }] = await conducted(dearStatement)
    expect(narrative.timeline.map(({ mark }) => mark)).toContain('cause')
    const times = narrative.timeline.map(({ time }) => time)
    expect(times).toEqual(times.toSorted())
  })

  it('tells what filled up after the first slow run from what ramped before', async () => {
    const [{ findings }] = await conducted(dearStatement)
    const order = findings.filter(({ topic }) => topic === 'order-of-events')
    expect(order.some(({ role }) => role === 'symptom')).toBe(true)
  })
})

/** Operations that stand out to whoever looks, whatever the world's verdict on their cost. */
function withSlow(world: World): World {
  const requests = ['GET /plots', 'GET /users', 'POST /plots', 'GET /help'].map((operation) => ({
    ...world['operations']?.rows?.[0],
    population: 'requests',
    operation,
    label: operation,
    median_ms: 9000,
    p95_ms: 9500,
    slow_runs: 40,
    slow_share: 0.8,
    share_of_time: 0.25
  }))
  return { ...world, operations: { rows: [...(world['operations']?.rows ?? []), ...requests] } }
}
