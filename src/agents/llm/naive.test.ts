import { describe, expect, it } from 'vitest'
import type { Evidence, Source } from '../../domain/index.ts'
import type { ModelRequest } from '../../models/index.ts'
import { loadPrompts } from '../../prompts/index.ts'
import { createBuiltinAgents } from '../builtin/index.ts'
import type { Desk } from '../roles.ts'
import { createNaiveAgents } from './naive.ts'
import { madeEffort } from './testing/made-effort.ts'

const lines = Array.from({ length: 400 }, (_, i) => `line ${i + 1} of the log`)
const source: Source = {
  id: 'S1',
  path: 'app.log',
  bytes: 0,
  sha256: '',
  format: 'text',
  formatTitle: 'Text',
  confidence: 1,
  encoding: 'utf-8',
  lines: { total: lines.length, records: lines.length, structure: 0, blank: 0, rejected: 0 },
  records: {},
  rejections: [],
  firstTime: null,
  lastTime: null,
  zone: { name: 'UTC', basis: 'assumed-utc', support: '' },
  personalData: {},
  notes: []
}

/** A desk whose raw_lines tool reads the log above. */
const desk: Desk = {
  incident: { name: 'x', materialsHash: '', brief: null, sources: [source] },
  window: null,
  baseline: null,
  call: async ({ tool, arguments: args }): Promise<Evidence> => ({
    id: 'ev_00000000000a',
    tool,
    arguments: {},
    status: 'found',
    reading: '',
    facts: {},
    columns: [{ name: 'text', unit: null }],
    rows: lines.slice(Number(args['from_line']) - 1, Number(args['to_line'])).map((text) => [text]),
    omitted: null,
    sources: []
  })
}

async function askNaively(answer: object): Promise<{ agents: ReturnType<typeof createNaiveAgents>; requests: ModelRequest[] }> {
  const requests: ModelRequest[] = []
  const agents = createNaiveAgents('scripted', {
    openLine: () => ({
      send: async (request) => {
        requests.push(request)
        const toolCalls = [{ id: 'call_1', name: 'hand_in', arguments: { ...answer } }]
        return { text: '', toolCalls, usage: { inputTokens: 0, outputTokens: 0 } }
      },
      [Symbol.dispose]: () => undefined
    }),
    prompts: await loadPrompts(),
    tools: [],
    effort: madeEffort(1, { callsATurn: 1, tasks: 1, cut: { rows: 1, cell: 1, whole: 1 }, excerpt: 4000 }),
    builtin: createBuiltinAgents(),
    onStruck: () => undefined
  })
  return { agents, requests }
}

const pool = {
  outcome: 'cause',
  category: 'demand-surge',
  component: 'the pool of 10',
  cause: 'At 09:00 there were {too} few connections: 10.',
  mechanism: 'They ran out.',
  confidence: 0.9,
  remedies: [{ class: 'scale', horizon: 'now', action: 'Buy 2 servers.' }]
}

describe('a naive prompt', () => {
  it('is asked once, without tools, with stretches from all over the files that fit', async () => {
    const { agents, requests } = await askNaively(pool)
    await agents.theorist.propose(desk, [], [])
    await agents.theorist.propose(desk, [], [])
    expect(requests).toHaveLength(1)
    const [request] = requests
    expect(request?.tools.map(({ name }) => name)).toEqual(['hand_in'])
    const text = request?.messages.map(({ content }) => content).join('\n') ?? ''
    expect(text.length).toBeLessThan(4500)
    for (const number of [1, 101, 201, 301]) expect(text).toContain(`\nline ${number} of the log`)
    expect(text).not.toContain('line 400 of the log')
  })

  it('becomes an explanation whose figures nobody vouches for, tested like any other', async () => {
    const { agents } = await askNaively(pool)
    const [hypothesis] = await agents.theorist.propose(desk, [], [])
    expect(hypothesis).toMatchObject({
      category: 'demand-surge',
      component: 'the pool of (uncited figure)',
      statement: { text: 'At (uncited figure) there were too few connections: (uncited figure).', values: {}, supports: [] }
    })
    expect(hypothesis?.predictions.length).toBeGreaterThan(0)
  })

  it('may say that it cannot tell', async () => {
    const { agents } = await askNaively({ ...pool, outcome: 'no-incident', category: null, remedies: [] })
    expect(await agents.theorist.propose(desk, [], [])).toEqual([])
  })
})
