import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { QueryResult } from '../warehouse.ts'
import { remembering } from './remembered.ts'

const answer = (length: number): QueryResult => ({
  columns: [{ name: 'text', type: 'VARCHAR' }],
  rows: [['x'.repeat(length)]],
  cut: false
})

test('a question asked again is answered from memory, and another parameter or limit is another question', async () => {
  const asked: unknown[] = []
  const query = remembering(async (sql, parameters, limits) => {
    asked.push([sql, parameters, limits?.rows])
    return answer(3)
  })
  const first = await query('SELECT $1', [1])
  expect(await query('SELECT $1', [1])).toBe(first)
  await query('SELECT $1', ['1'])
  await query('SELECT $1', [1], { rows: 2 })
  expect(asked).toEqual([
    ['SELECT $1', [1], undefined],
    ['SELECT $1', ['1'], undefined],
    ['SELECT $1', [1], 2]
  ])
})

test('a failure is not remembered, and a call that was given up does not answer', async () => {
  let calls = 0
  const query = remembering(async () => {
    if (++calls === 1) throw new Error('the process died')
    return answer(1)
  })
  await expect(query('SELECT 1')).rejects.toThrow('died')
  expect((await query('SELECT 1')).rows).toEqual(answer(1).rows)
  await expect(query('SELECT 1', [], { signal: AbortSignal.abort() })).rejects.toThrow('aborted')
})

test('what is kept stays bounded, and every answer is that of its own question', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 120 }), async (questions) => {
      let calls = 0
      const query = remembering(async (_, [n] = []) => {
        calls++
        return answer(Number(n) * 80_000)
      })
      for (const n of questions) expect((await query('SELECT $1', [n])).rows).toEqual(answer(n * 80_000).rows)
      expect(calls).toBeGreaterThanOrEqual(new Set(questions).size)
    }),
    { numRuns: 8 }
  )
  let calls = 0
  const query = remembering(async () => {
    calls++
    return answer(1_600_000)
  })
  for (let n = 0; n < 20; n++) await query('SELECT $1', [n])
  await query('SELECT $1', [0])
  expect(calls).toBe(21)
  await query('SELECT $1', [19])
  expect(calls).toBe(21)
})
