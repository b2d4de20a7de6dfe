import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { citeFact, type Evidence, state } from '../../domain/index.ts'
import type { EvidenceTool } from '../../evidence/index.ts'
import { InquestError } from '../../foundation/index.ts'
import type { ModelReply, ModelRequest, Send } from '../../models/index.ts'
import { loadPrompts } from '../../prompts/index.ts'
import type { Desk } from '../roles.ts'
import { createCellBook } from './cell-book.ts'
import { converse } from './converse.ts'
import { answers } from './drafts.ts'
import { evidenceText } from './evidence-text.ts'
import { ground } from './ground.ts'
import { draftFindings } from './drafting.ts'

const evidence: Evidence = {
  id: 'ev_00000000000a',
  tool: 'demand',
  arguments: { window: 'all' },
  status: 'found',
  reading: 'load doubled',
  facts: { load_ratio: 2.04, clients: null },
  columns: [{ name: 'load', unit: 'per-minute' }],
  rows: Array.from({ length: 20 }, (_, i) => [i * 10]),
  omitted: null,
  sources: ['S1']
}
const bookWith = (...seen: Evidence[]): ReturnType<typeof createCellBook> => {
  const book = createCellBook()
  for (const one of seen) book.add(one)
  return book
}
const loadDoubled = {
  template: 'load rose {ratio}',
  values: [{ name: 'ratio', evidence: evidence.id, fact: 'load_ratio', format: 'ratio' as const }],
  supports: []
}

describe('grounding', () => {
  it('takes the value from the cell, whatever the model believed it to be', () => {
    expect(ground(loadDoubled, bookWith(evidence))).toMatchObject({ statement: { text: 'load rose 2×' } })
  })

  it.each([
    ['a figure of its own', { ...loadDoubled, template: 'load rose {ratio}, to 300' }, /stands uncited/],
    [
      'evidence it has not seen',
      { ...loadDoubled, values: [{ ...loadDoubled.values[0]!, evidence: 'ev_ffffffffffff' }] },
      /no evidence ev_ffffffffffff/
    ],
    [
      'a fact that is not there',
      { ...loadDoubled, values: [{ ...loadDoubled.values[0]!, fact: 'cost' }] },
      /has no fact "cost"; it has load_ratio/
    ],
    [
      'a row that is not there',
      { ...loadDoubled, values: [{ name: 'ratio', evidence: evidence.id, row: 20, column: 'load', format: 'number' as const }] },
      /20 rows from 0/
    ],
    ['nothing', { template: 'the database was slow', values: [], supports: [] }, /cites nothing/]
  ])('strikes a sentence that cites %s', (_, draft, reason) => {
    const grounded = ground(draft, bookWith(evidence))
    expect('problem' in grounded ? grounded.problem : '').toMatch(reason)
  })

  it('writes a value in its cell’s own unit, whatever the model calls it', () => {
    const shares = { ...evidence, columns: [{ name: 'load', unit: 'share' }], rows: [[0.539]] }
    const draft = {
      template: '{share} of it',
      values: [{ name: 'share', evidence: evidence.id, row: 0, column: 'load', format: 'percent' as const }],
      supports: []
    }
    expect(ground(draft, bookWith(shares))).toMatchObject({ statement: { text: '54 % of it' } })
  })

  it('takes no evidence as support that was not seen', () => {
    const draft = { template: 'it was so', values: [], supports: ['ev_ffffffffffff'] }
    expect(ground(draft, bookWith(evidence))).toMatchObject({
      problem: expect.stringContaining('ev_ffffffffffff is no evidence')
    })
    expect(ground({ ...draft, supports: [evidence.id] }, bookWith(evidence))).toHaveProperty('statement')
  })

  it('lets later roles cite the cells that findings cite', () => {
    const finding = state('load rose {r}', { r: [citeFact(evidence, 'load_ratio'), 'ratio'] })
    expect(ground(loadDoubled, createCellBook([finding]))).toHaveProperty('statement')
  })
})

describe('evidence as text', () => {
  it('numbers its rows, leaves unknown facts out, and says what it cut', () => {
    const text = evidenceText(evidence)
    expect(text).toContain('facts: load_ratio=2.04')
    expect(text).not.toContain('clients')
    expect(text).toContain('14 | 140')
    expect(text).not.toContain('15 | 150')
    expect(text).toContain('5 more rows are kept and not shown')
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
    call('hand_in', { findings: [{ topic: 'load', role: 'context', statement: { ...loadDoubled, template } }] })
  const desk: Desk = {
    incident: { name: 'x', materialsHash: '', brief: null, sources: [] },
    window: null,
    baseline: null,
    call: async ({ tool }) => {
      if (tool !== 'demand') throw new InquestError('usage', `there is no tool "${tool}"`, 'Call demand.')
      return evidence
    }
  }

  async function talk(replies: readonly ModelReply[], turns = 5): Promise<{ findings: string[]; requests: ModelRequest[] }> {
    const requests: ModelRequest[] = []
    const left = [...replies]
    const send: Send = async (request) => {
      requests.push(request)
      const reply = left.shift()
      if (!reply) throw new Error('asked more often than scripted')
      return reply
    }
    const book = createCellBook()
    const { prompts } = { prompts: await loadPrompts() }
    const answer = await converse({
      send,
      desk,
      book,
      turns,
      prompt: prompts.get('specialist/investigate'),
      answer: answers.FindingDrafts,
      tools: [demand],
      problemsOf: ({ findings }) => draftFindings(findings, book).problems,
      values: { speciality: 'traffic', question: 'Did load grow?', instructions: '', sources: '', frame: '', turns }
    })
    expect(left).toEqual([])
    return { findings: draftFindings(answer.findings, book).stood.map(({ statement }) => statement.text), requests }
  }

  it('calls a tool, sees its table as data, and hands in a cited finding', async () => {
    const { findings, requests } = await talk([call('demand', { window: 'all' }), handIn('load rose {ratio}')])
    expect(findings).toEqual(['load rose 2×'])
    expect(requests[1]?.messages.at(-1)?.content).toMatch(/^<data [0-9a-f]{16}>\nev_00000000000a demand/)
  })

  it('sends back once what does not stand, with the reason, and strikes it the second time', async () => {
    const { findings, requests } = await talk([
      call('demand', { window: 'all' }),
      handIn('load rose {ratio}, by 300'),
      handIn('still 300 {ratio}')
    ])
    expect(requests[2]?.messages.at(-1)?.content).toContain('a figure stands uncited')
    expect(findings).toEqual([])
  })

  it('may only hand in once its turns are used up', async () => {
    const { requests } = await talk(
      [...Array.from({ length: 3 }, () => call('demand', { window: 'all' })), handIn('load rose {ratio}')],
      3
    )
    expect(requests[2]?.tools.map(({ name }) => name).sort()).toEqual(['demand', 'hand_in'])
    expect(requests[3]?.tools.map(({ name }) => name)).toEqual(['hand_in'])
  })

  it('tells the model what is wrong with its arguments and goes on', async () => {
    const { findings, requests } = await talk([
      call('demand', { window: 7 }),
      call('demand', { window: 'all' }),
      handIn('load rose {ratio}')
    ])
    expect(requests[1]?.messages.at(-1)?.role).toBe('tool')
    expect(findings).toEqual(['load rose 2×'])
  })
})
