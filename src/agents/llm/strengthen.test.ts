import { describe, expect, it } from 'vitest'
import { type Evidence, Resilience, state, type TrialOutcome } from '../../domain/index.ts'
import type { ModelReply, ModelRequest, Send } from '../../models/index.ts'
import { loadPrompts } from '../../prompts/index.ts'
import { createBuiltinAgents } from '../builtin/index.ts'
import type { Desk, Judged } from '../roles.ts'
import type { LlmContext } from './context.ts'
import { createLlmAgents } from './index.ts'
import { madeEffort } from './testing/made-effort.ts'

const said = state('connections are held by dear work', {}, ['ev_00000000000b'])
const window = { from: '2031-01-01T08:00:00.000Z', to: '2031-01-01T09:00:00.000Z' }
const outcome = (harmed: number): TrialOutcome => ({
  harmed,
  harmedOthers: 0,
  harmMinutes: 0,
  harmMinutesOthers: 0,
  statement: said
})
const design = Resilience.parse({
  observability: [],
  measures: [],
  trials: {
    evidence: 'ev_00000000000b',
    calibrated: true,
    statement: said,
    asItWas: outcome(900),
    together: null,
    scaling: [{ factor: 2, ...outcome(880) }]
  },
  continuity: { journeys: [], parts: [], routes: [], notices: [] },
  prevention: [],
  capacity: [],
  spending: [],
  runbooks: [],
  standard: [],
  knowledge: []
})
const judged: Judged = {
  verdict: {
    status: 'determined',
    confidence: 0.9,
    rootCause: {
      hypothesis: 'H1',
      category: 'inefficient-query',
      component: 'the search',
      statement: said.text,
      mechanism: said.text,
      trigger: null,
      onset: null,
      cites: { statement: said, mechanism: said }
    },
    contributing: [],
    summary: [],
    explains: [],
    leavesUnexplained: [],
    openQuestions: []
  },
  hypotheses: [],
  scaling: { physics: { obeys: 'yes', statement: said }, parts: [], wouldScalingHelp: 'no', statement: said },
  findings: []
}

/** The simulation: a time-out of 400 ms leaves 300 harmed, anything else more than nothing did. */
const trialOf = (measures: unknown): Evidence => ({
  id: `ev_${String(JSON.stringify(measures).length).padStart(12, '0')}`,
  tool: 'measure_trial',
  arguments: {},
  status: 'found',
  reading: '',
  facts: {},
  columns: ['measure', 'harmed', 'harm_minutes', 'harmed_others', 'harm_minutes_others'].map((name) => ({ name, unit: null })),
  rows: [
    ['as it was', 900, 60, 300, 50],
    ...(Array.isArray(measures) ? measures : []).map(({ work_timeout_ms }, i) => [
      `P${i + 1}`,
      work_timeout_ms === 400 ? 300 : 950,
      60,
      0,
      0
    ])
  ],
  omitted: null,
  sources: []
})

async function strengthen(replies: readonly object[]) {
  const [requests, struck, left] = [[] as ModelRequest[], [] as string[], [...replies]]
  const send: Send = async (request): Promise<ModelReply> => {
    requests.push(request)
    const next = left.shift()
    if (!next) throw new Error('asked more often than scripted')
    const toolCalls = [{ id: 'call_1', name: 'hand_in', arguments: { ...next } }]
    return { text: '', toolCalls, usage: { inputTokens: 0, outputTokens: 0 } }
  }
  const builtin = createBuiltinAgents()
  const context: LlmContext = {
    openLine: () => ({ send, [Symbol.dispose]: () => undefined }),
    prompts: await loadPrompts(),
    tools: [],
    effort: madeEffort(2),
    builtin: { ...builtin, designer: { ...builtin.designer, strengthen: async () => design } },
    onStruck: ({ reason }) => void struck.push(reason)
  }
  const desk: Desk = {
    incident: { name: 'x', materialsHash: '', brief: null, sources: [] },
    window,
    baseline: null,
    call: async ({ arguments: args }) => trialOf(args['measures'])
  }
  const made = await createLlmAgents('scripted', context).designer.strengthen(desk, judged, null)
  return { measures: made?.measures ?? [], requests, struck, left }
}
const why = 'Dear work holds what others need [ev_00000000000b].'

describe('measures that a model proposes', () => {
  it('are tried, sent back once with the result, and kept where fewer are harmed than without', async () => {
    const { measures, requests, left } = await strengthen([
      { measures: [{ name: 'long', work_timeout_ms: 60_000, why }] },
      { measures: [{ name: 'short', work_timeout_ms: 400, why }] }
    ])
    expect(left).toEqual([])
    expect(JSON.stringify(requests[1]?.messages)).toContain('950')
    expect(measures).toMatchObject([
      { id: 'M1', kind: 'statement-timeout', parameters: [{ name: 'timeout', value: 400 }], outcome: { harmed: 300 } }
    ])
  })

  it('are not asked for again when there are none', async () => {
    const { measures, requests } = await strengthen([{ measures: [] }])
    expect(measures).toEqual([])
    expect(requests).toHaveLength(1)
  })

  it('that cite nothing are struck, and what was designed without a model stands', async () => {
    const uncited = { measures: [{ name: 'short', work_timeout_ms: 400, why: 'It will surely help.' }] }
    const { measures, struck } = await strengthen([uncited, uncited])
    expect(measures).toEqual([])
    expect(struck).toContainEqual(expect.stringContaining('cites nothing'))
  })
})
