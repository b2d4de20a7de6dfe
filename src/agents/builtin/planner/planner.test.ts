import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { state } from '../../../domain/index.ts'
import { draft } from '../draft.ts'
import { madeDesk, madeSource } from '../testing/made-desk.ts'
import { asksIn, writeAsks } from './asks.ts'
import { planner } from './index.ts'

const window = { from: '2031-05-05T09:00:00.000Z', to: '2031-05-05T12:00:00.000Z' }
const refuse = () => undefined
const deskOf = (...sources: ReturnType<typeof madeSource>[]) => madeDesk({ sources, window, baseline: null, answer: refuse })
const finding = (topic: 'operation-stands-out' | 'load') => ({
  ...draft(topic, 'cause', state('it is slow'), { population: 'requests', operation: 'GET /' }),
  id: 'F1',
  by: 'application',
  task: 'T1'
})

describe('the first plan', () => {
  it('is made from the catalogue alone: it asks no tool', async () => {
    const desk = deskOf(madeSource('S1', 'x', 'events', 'metrics', 'reports'))
    expect(await planner.plan(desk, 1, [], [])).not.toBeNull()
    expect(desk.asked).toEqual([])
  })

  it('asks only the specialists whose records are there, and names whose are not', async () => {
    const plan = await planner.plan(deskOf(madeSource('S1', 'tickets', 'reports')), 1, [], [])
    expect(plan?.tasks.map(({ role }) => role)).toEqual(['citizen-impact'])
    expect(plan?.tasks[0]?.sources).toEqual(['S1'])
    expect(plan?.rationale).toContain('database')
  })
})

describe('a later plan', () => {
  it('follows up the operation that stands out', async () => {
    const plan = await planner.plan(deskOf(), 2, [finding('operation-stands-out')], [])
    expect(plan?.tasks.flatMap(({ instructions }) => asksIn(instructions).map(({ tool }) => tool))).toContain('contrast')
  })

  it('ends when there is nothing new to ask', async () => {
    expect(await planner.plan(deskOf(), 2, [finding('load')], [])).toBeNull()
    expect(await planner.plan(deskOf(), 3, [finding('operation-stands-out')], [])).toBeNull()
  })
})

describe('calls in instructions', () => {
  it('are read as they were written', () => {
    const call = fc.record({
      tool: fc.constantFrom('operations', 'lock_waits'),
      arguments: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)), {
        noNullPrototype: true
      })
    })
    fc.assert(
      fc.property(fc.array(call), fc.array(call), (asked, beside) => {
        const read = asksIn(writeAsks(asked, beside))
        expect(read).toEqual([
          ...beside.map((one) => ({ ...JSON.parse(JSON.stringify(one)), beside: true })),
          ...asked.map((one) => ({ ...JSON.parse(JSON.stringify(one)), beside: false }))
        ])
      })
    )
  })

  it('leaves prose to people', () => {
    expect(asksIn('Please ask around.\nask operations not json\nask operations [1]')).toEqual([])
  })
})
