import { describe, expect, it } from 'vitest'
import { itemsOf } from '../testing/read-text.ts'

const at = '2031-04-07 09:00:45.267 UTC [1] '
const statement = `${at}LOG:  duration: 900.5 ms  statement: SELECT a FROM b WHERE c = 7`
const plan = (ms: number, text = 'SELECT a FROM b WHERE c = 7'): string =>
  `${at}LOG:  duration: ${ms} ms  plan:\n\tQuery Text: ${text}\n\tSeq Scan on b  (cost=0.00..9.00 rows=1 width=4) (actual time=0.1..900.0 rows=42 loops=1)`
const executions = (...lines: string[]): { durationMs: number | null; planned: boolean }[] =>
  itemsOf(`${lines.join('\n')}\n`, 'statements').map(({ record }) => ({
    durationMs: record.durationMs,
    planned: record.plan !== null
  }))

describe('a statement that the server logs with its duration and again with its plan', () => {
  it('is one execution, whichever line comes first', () => {
    expect(executions(statement, plan(900.5))).toEqual([{ durationMs: 900.5, planned: true }])
    expect(executions(plan(900.1), statement)).toEqual([{ durationMs: 900.5, planned: true }])
  })

  it('keeps the second line as an event', () => {
    expect(itemsOf(`${statement}\n${plan(900.5)}\n`, 'events')).toHaveLength(1)
  })

  it('is not mistaken for another execution: other text, other duration, or a plan each', () => {
    expect(executions(statement, plan(900.5, 'SELECT a FROM b WHERE c = 8'))).toHaveLength(2)
    expect(executions(statement, plan(450))).toHaveLength(2)
    expect(executions(plan(900.5), plan(900.5))).toHaveLength(2)
    expect(executions(statement, statement)).toHaveLength(2)
  })
})
