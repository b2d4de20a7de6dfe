import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { citeFact, type Finding, state } from '../../domain/index.ts'
import type { EvidenceTool } from '../../evidence/index.ts'
import { InquestError } from '../../foundation/index.ts'
import type { ModelReply, ModelRequest, Send } from '../../models/index.ts'
import { loadPrompts } from '../../prompts/index.ts'
import { createBuiltinAgents } from '../builtin/index.ts'
import type { Desk } from '../roles.ts'
import type { LlmContext } from './context.ts'
import { answers } from './drafts.ts'
import { evidenceText } from './evidence-text.ts'
import { createLlmAgents } from './index.ts'
import { misfits } from './misfits.ts'
import { withNamedWindows, withTimes } from './named-windows.ts'
import { evidence, loadDoubled } from './testing/made-evidence.ts'
import { madeEffort } from './testing/made-effort.ts'

const cut = { rows: 15, cell: 160, whole: 3000 }

describe('windows', () => {
  const schema = z.toJSONSchema(z.object({ window: z.object({ from: z.string(), to: z.string() }), limit: z.int().optional() }))
  const desk = { window: { from: '2031-04-07T09:00:00.000Z', to: '2031-04-07T12:00:00.000Z' }, baseline: null }

  it.each([
    [{}, desk.window],
    [{ window: 'incident' }, desk.window],
    [
      { window: { from: '2031-04-07T08:00', to: '2031-04-07T09:00Z' } },
      { from: '2031-04-07T08:00:00.000Z', to: '2031-04-07T09:00:00.000Z' }
    ]
  ])('may be left out, named or told roughly: %j', (args, window) => {
    expect(withTimes(args, schema, desk)).toEqual({ window })
    expect(withNamedWindows(schema)).toMatchObject({ required: [] })
  })

  it('are left to the tool to refuse where there are none', () => {
    expect(withTimes({ window: 'baseline' }, schema, desk)).toEqual({})
  })
})

describe('an answer', () => {
  it.each(Object.entries(answers))('%s has an example that fits', (_, answer) => {
    expect(answer.meta()?.['examples']).toHaveLength(1)
    for (const example of [answer.meta()?.['examples']].flat()) expect(answer.safeParse(example).error).toBeUndefined()
  })

  it('that does not fit is told field by field, with the mend', () => {
    const bad = { findings: [{ topic: 'cost', role: 'effect', statement: 7 }] }
    const call = { id: 'call_1', name: 'hand_in', arguments: bad }
    expect(misfits([call], answers.FindingDrafts)).toEqual([
      expect.stringMatching(/^findings\[0\]\.role is "effect"; write one of "cause", "symptom"/),
      'findings[0].statement is 7; it takes a string.'
    ])
  })
})

describe('evidence as text', () => {
  it('numbers its rows, leaves unknown facts out, and says what it cut', () => {
    const text = evidenceText(evidence, cut, { window: null, baseline: null })
    expect(text).toContain('facts: load_ratio=2.04')
    expect(text).not.toContain('clients')
    expect(text).toContain('14 | 140')
    expect(text).not.toContain('15 | 150')
    expect(text).toContain('5 more rows are kept and not shown')
  })

  it('tells once what all rows share, shows the end of long lines, and says what a column means', () => {
    const long = `GET /bookings ${'x'.repeat(400)} 503 12.4s`
    const lines = {
      ...evidence,
      columns: ['source', 'text', 'robust_z'].map((name) => ({ name, unit: null })),
      rows: [1, 2, 3, 4].map((z) => ['S7', long, z])
    }
    const noted = new Set<string>()
    const text = evidenceText(lines, { ...cut, cell: 60, whole: 900 }, { window: null, baseline: null }, noted)
    expect(text).toContain('in every row: source=S7')
    expect(text).toMatch(/GET \/bookings x+…x* 503 12.4s/)
    expect(text).toContain('meaning: robust_z: distance from its peers')
    expect(evidenceText(lines, cut, { window: null, baseline: null }, noted)).not.toContain('meaning:')
  })

  it('shows rows rather than long cells of a table that does not fit: single records are what tells', () => {
    const runs = {
      ...evidence,
      columns: ['time', 'duration', 'text'].map((name) => ({ name, unit: null })),
      rows: Array.from({ length: 26 }, (_, at) => [
        `10:${10 + at}`,
        at % 2 === 0 ? 65 : 14_000,
        `select ${'column, '.repeat(60)} ${at}`
      ])
    }
    const text = evidenceText(runs, { rows: 15, cell: 60, whole: 1200 }, { window: null, baseline: null })
    expect(text.match(/^\d+ \| /gm)?.length).toBeGreaterThanOrEqual(8)
    expect(text.length).toBeLessThan(1300)
  })

  it('shows more of each row where there are few', () => {
    const diff = `-pool: 24\n+pool: 2 ${'#'.repeat(300)}`
    const one = { ...evidence, columns: [{ name: 'content', unit: null }], rows: [[diff], ['-']] }
    expect(evidenceText(one, { ...cut, cell: 60 }, { window: null, baseline: null })).toContain(`+pool: 2 ${'#'.repeat(200)}`)
  })
})

describe('a conversation', () => {
  const demand: EvidenceTool = {
    name: 'demand',
    description: 'Load against the baseline.',
    arguments: z.object({ window: z.string() }),
    run: async () => ({ status: 'no_data', reading: '' })
  }
  const call = (name: string, args: Record<string, unknown>): ModelReply => ({
    text: '',
    toolCalls: [{ id: 'call_1', name, arguments: args }],
    usage: { inputTokens: 0, outputTokens: 0 }
  })
  const handIn = (template: string): ModelReply =>
    call('hand_in', { findings: [{ topic: 'load', role: 'context', statement: template }] })
  const desk: Desk = {
    incident: { name: 'x', materialsHash: '', brief: null, sources: [] },
    window: null,
    baseline: null,
    call: async ({ tool }) => {
      if (tool !== 'demand') throw new InquestError('usage', `there is no tool "${tool}"`, 'Call demand.')
      return evidence
    }
  }

  const contextOver = async (send: Send, turns = 5): Promise<LlmContext> => ({
    openLine: () => ({ send, [Symbol.dispose]: () => undefined }),
    prompts: await loadPrompts(),
    tools: [demand],
    effort: madeEffort(turns),
    builtin: createBuiltinAgents(),
    onStruck: ({ reason }) => void struck.push(reason)
  })

  async function talk(replies: readonly ModelReply[], turns = 5): Promise<{ findings: string[]; requests: ModelRequest[] }> {
    const requests: ModelRequest[] = []
    const left = [...replies]
    const send: Send = async (request) => {
      requests.push(request)
      const reply = left.shift()
      if (!reply) throw new Error('asked more often than scripted')
      return reply
    }
    const context = await contextOver(send, turns)
    const task = {
      id: 'T1',
      role: 'traffic' as const,
      question: 'Did load grow?',
      sources: [],
      tellsCauseFromSymptom: '',
      instructions: ''
    }
    const findings = await createLlmAgents('scripted', context).specialist.investigate(desk, task, 1)
    expect(left).toEqual([])
    return { findings: findings.map(({ statement }) => statement.text), requests }
  }
  const struck: string[] = []

  it('calls a tool, sees its table as data, and hands in a cited finding', async () => {
    const { findings, requests } = await talk([call('demand', { window: 'incident' }), handIn(loadDoubled)])
    expect(findings).toEqual(['load rose 2×'])
    expect(requests[1]?.messages.at(-1)?.content).toMatch(/^<data [0-9a-f]{16}>\nev_00000000000a demand/)
    expect(requests[0]?.about).toMatchObject({ conversation: 'specialist T1', prompt: 'specialist/investigate' })
  })

  it('keeps what stands, sends back once what does not, with the reason, and strikes it the second time', async () => {
    const { findings, requests } = await talk([
      call('demand', {}),
      call('hand_in', {
        findings: [loadDoubled, `${loadDoubled}, by 300`].map((statement) => ({ topic: 'load', role: 'context', statement }))
      }),
      handIn('still 300')
    ])
    expect(requests[2]?.messages.at(-1)?.content).toContain('the figure 300 is typed')
    expect(findings).toEqual(['load rose 2×'])
    expect(struck).toEqual([expect.stringContaining('still 300')])
  })

  it('keeps the order in which explanations were handed in, though the first had to be mended', async () => {
    const finding: Finding = {
      id: 'F1',
      by: 'traffic',
      task: 'T1',
      topic: 'load',
      role: 'context',
      statement: state('load rose {r}', { r: [citeFact(evidence, 'load_ratio'), 'ratio'] }),
      subject: null,
      window: null
    }
    const explanation = (category: string, statement: string): object => ({
      category,
      component: 'the pool',
      subject: {},
      statement,
      mechanism: loadDoubled
    })
    const replies = [
      call('hand_in', { hypotheses: [explanation('misconfiguration', 'set to 2'), explanation('demand-surge', loadDoubled)] }),
      call('hand_in', { hypotheses: [explanation('misconfiguration', loadDoubled)] })
    ]
    const { theorist } = createLlmAgents('scripted', await contextOver(async () => replies.shift() ?? call('hand_in', {})))
    const proposed = await theorist.propose(desk, [finding], [])
    expect(proposed.map(({ category }) => category)).toEqual(['misconfiguration', 'demand-surge'])
  })

  it('may only hand in once its turns are used up', async () => {
    const { requests } = await talk([...Array.from({ length: 3 }, () => call('demand', {})), handIn(loadDoubled)], 3)
    expect(requests[2]?.tools.map(({ name }) => name).sort()).toEqual(['demand', 'hand_in'])
    expect(requests[3]?.tools.map(({ name }) => name)).toEqual(['hand_in'])
  })

  it('is told what it has seen before, and no more calls a turn are answered than allowed', async () => {
    const three = ['call_1', 'call_2', 'call_3'].map((id) => ({ id, name: 'demand', arguments: {} }))
    const { requests } = await talk([
      { text: '', toolCalls: three, usage: { inputTokens: 0, outputTokens: 0 } },
      handIn(loadDoubled)
    ])
    const results = requests[1]?.messages
      .filter(({ role }) => role === 'tool')
      .map(({ content }) => content.replace(/^<data \w+>\n/, ''))
    expect(results).toEqual([
      expect.stringMatching(/^ev_00000000000a demand [\s\S]*5 more rows/),
      expect.stringContaining('asked before'),
      expect.stringContaining('more calls than a turn answers')
    ])
  })

  it('goes on when a call makes no sense', async () => {
    const { findings } = await talk([call('demand', { window: 7 }), call('demand', {}), handIn(loadDoubled)])
    expect(findings).toEqual(['load rose 2×'])
  })
})
