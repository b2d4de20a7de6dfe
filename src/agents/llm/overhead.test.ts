import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Evidence } from '../../domain/index.ts'
import { evidenceTools } from '../../evidence/index.ts'
import type { ModelReply } from '../../models/index.ts'
import { loadPrompts } from '../../prompts/index.ts'
import { createBuiltinAgents } from '../builtin/index.ts'
import type { Desk } from '../roles.ts'
import { converse } from './converse.ts'
import type { LlmContext } from './context.ts'
import { madeEffort } from './testing/made-effort.ts'

const turns = 25

/** Processor milliseconds of this process; what other processes take does not count. */
const spent = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

describe('a turn of an agent', () => {
  it('costs less than 20 ms beside its model and its tool', async () => {
    const usage = { inputTokens: 0, outputTokens: 0 }
    let turn = 0
    const next = (): ModelReply => {
      const name = turn++ % (turns + 1) < turns ? 'demand' : 'hand_in'
      return { text: '', usage, toolCalls: [{ id: 'call_1', name, arguments: {} }] }
    }
    let count = 0
    const desk: Desk = {
      incident: { name: 'x', materialsHash: '', brief: null, sources: [] },
      window: null,
      baseline: null,
      call: async ({ tool }): Promise<Evidence> => ({
        id: `ev_${String(count++).padStart(12, '0')}`,
        tool,
        arguments: {},
        status: 'found',
        reading: 'load doubled',
        facts: { load_ratio: 2 },
        columns: [{ name: 'load', unit: null }],
        rows: Array.from({ length: 40 }, (_, i) => [i]),
        omitted: null,
        sources: []
      })
    }
    const context: LlmContext = {
      openLine: () => ({ send: async () => next(), [Symbol.dispose]: () => undefined }),
      prompts: await loadPrompts(),
      tools: evidenceTools.filter(({ name }) => name === 'demand'),
      effort: madeEffort(turns, { tasks: 1, cut: { rows: 8, cell: 80, whole: 1200 } }),
      builtin: createBuiltinAgents(),
      onStruck: () => undefined
    }
    const talk = (): Promise<unknown> =>
      converse({
        context,
        desk,
        role: 'verifier',
        name: 'verifier',
        title: 'Verifier',
        prompt: 'verifier/object',
        answer: z.object({}),
        tools: context.tools,
        settle: (stood) => ({ stood, problems: [] }),
        values: () => ({ explanations: '', frame: '', allowance: '' })
      })
    await talk() // what is loaded and compiled once
    const before = spent()
    await talk()
    expect((spent() - before) / turns).toBeLessThan(20)
  })
})
