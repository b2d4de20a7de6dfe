import { describe, expect, it } from 'vitest'
import type { ExchangeMessage, ModelRequest } from '../../models/index.ts'
import { dataBlock } from '../../prompts/index.ts'
import { compacted } from './compact.ts'

const result = (id: string): ExchangeMessage => ({
  role: 'tool',
  name: 'demand',
  answers: id,
  content: dataBlock(
    [
      `${id} demand: load doubled`,
      'facts: load_ratio=2',
      'row | load',
      ...Array.from({ length: 50 }, (_, i) => `${i} | ${i}`)
    ].join('\n')
  )
})
const asked: ExchangeMessage = { role: 'assistant', content: '', toolCalls: [] }
const request: ModelRequest = {
  messages: [{ role: 'user', content: 'Did load grow?' }, asked, result('ev_a'), result('ev_b'), asked, result('ev_c')],
  tools: [],
  toolChoice: 'auto'
}
const contents = (longest: number): string[] => compacted(request, longest).messages.map(({ content }) => content)

describe('a long conversation', () => {
  it('is sent as it is while it is short enough', () => {
    expect(compacted(request, 10_000)).toBe(request)
  })

  it('keeps id, reading, facts and first rows of old results, the oldest first, and the latest whole', () => {
    const [, , first = '', second, , last] = contents(1400)
    expect(first).toMatch(/ev_a demand: load doubled\nfacts: load_ratio=2\nrow \| load\n0 \| 0\n1 \| 1\n\(48 lines/)
    expect(first).toMatch(/^<data \w+>/)
    expect(second).toBe(result('ev_b').content)
    expect(last).toBe(result('ev_c').content)
  })

  it('never shortens the latest results, however long they are', () => {
    expect(contents(0).at(-1)).toBe(result('ev_c').content)
  })

  it('is the same in every process: a resumed run asks what was asked', () => {
    expect(contents(1400)).toEqual(contents(1400))
  })
})
