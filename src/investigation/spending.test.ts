import { describe, expect, it } from 'vitest'
import type { PhaseState } from './phases.ts'
import { defaultBudget } from './run.ts'
import { createSpending, type Spender } from './spending.ts'

const about = (conversation: string) => ({ conversation, title: '', prompt: '', promptHash: '' })

/** A run in a phase, after calls of so many tokens each. */
function runAfter(phase: PhaseState['at'], spent: readonly number[], now = 0): Spender {
  const modelCalls = new Map(
    spent.map((tokens, index) => [
      String(index),
      { model: 'm', about: about('specialist T1'), inputTokens: tokens, outputTokens: 0 }
    ])
  )
  return {
    state: { phase: { at: phase }, modelCalls },
    budget: { ...defaultBudget, wallMs: 1000 },
    clock: { now: () => now },
    beganAt: 0
  }
}
const use = { tokens: 1000, tokensPerAgent: undefined, money: undefined, prices: { m: { input: 2, output: 8 } } }

describe('the budget of a run', () => {
  it('keeps a share for judging and reporting while questions are still asked', () => {
    expect(() => createSpending(runAfter('investigate', [500]), use).reserve('m', 101, about('a'))).toThrow(
      'budget of 1000 tokens'
    )
    expect(() => createSpending(runAfter('challenge', [500]), use).reserve('m', 101, about('a'))).not.toThrow()
    expect(() => createSpending(runAfter('design', [990]), use).reserve('m', 11, about('a'))).toThrow('budget of 1000 tokens')
  })

  it('counts what is under way, and no longer when it has ended', () => {
    const spending = createSpending(runAfter('challenge', []), use)
    const held = spending.reserve('m', 600, about('a'))
    expect(() => spending.reserve('m', 600, about('b'))).toThrow('does not allow another request')
    held[Symbol.dispose]()
    expect(() => spending.reserve('m', 600, about('b'))).not.toThrow()
  })

  it('holds one conversation, money and time to theirs', () => {
    const agent = { ...use, tokensPerAgent: 300 }
    expect(() => createSpending(runAfter('challenge', [250]), agent).reserve('m', 51, about('specialist T1'))).toThrow(
      'for specialist T1'
    )
    expect(() => createSpending(runAfter('challenge', [250]), agent).reserve('m', 51, about('specialist T2'))).not.toThrow()
    // 600 tokens at 2 a million cost 0.0012.
    const poor = { ...use, money: 0.0013 }
    expect(() => createSpending(runAfter('challenge', [600]), poor).reserve('m', 100, about('a'))).toThrow('0.0013 of money')
    expect(() => createSpending(runAfter('challenge', [600]), poor).reserve('m', 40, about('a'))).not.toThrow()
    expect(() => createSpending(runAfter('design', [], 1001), use).reserve('m', 1, about('a'))).toThrow('budget of time')
  })

  it('asks nothing of a person', () => {
    expect(() => createSpending(runAfter('plan', [5000], 1e9), use).reserve('manual', 5000, about('a'))).not.toThrow()
  })
})
