import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { InquestError } from '../foundation/index.ts'
import { type Answer, saysNothing as abstains } from './answer.ts'
import { runSuite } from './run-suite.ts'
import { answered, type Subject } from './subjects.ts'
import { loadSuite } from './suite.ts'

let out: string
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'inquest-evals-'))
})
afterEach(() => rm(out, { recursive: true, force: true }))

const usage = { modelCalls: 1, inputTokens: 900, outputTokens: 100 }

/** A subject that counts how often it was asked. */
function counting(answer: (call: number, signal: AbortSignal) => Promise<Answer>): Subject & { readonly calls: () => number } {
  let calls = 0
  return {
    name: 'counting',
    prompts: 'p1',
    calls: () => calls,
    answer: async (_, { signal }) => ({ ...answered(await answer(++calls, signal)), usage })
  }
}

describe('a suite', () => {
  it('asks once for each case and trial, and not again when it is resumed', async () => {
    const suite = await loadSuite('smoke')
    const subject = counting(async () => abstains)
    await runSuite({ suite, subjects: [subject], out, trials: 2 })
    expect(subject.calls()).toBe(suite.cases.length * 2)
    const { samples } = await runSuite({ suite, subjects: [subject], out, trials: 2 })
    expect(subject.calls()).toBe(suite.cases.length * 2)
    expect(samples).toHaveLength(suite.cases.length * 2)
    expect(new Set(samples.map(({ key }) => key)).size).toBe(samples.length)
  })

  it('names every broken truth before the first case is tried', async () => {
    const smoke = await loadSuite('smoke')
    await writeFile(join(out, 'bad.yaml'), 'status: determined\ncontributing: [{ what: a slow disk }]\n')
    const cases = [...smoke.cases, ...['bad.yaml', 'gone.yaml'].map((truth) => ({ materials: out, truth: join(out, truth) }))]
    const subject = counting(async () => abstains)
    const run = runSuite({ suite: { ...smoke, cases }, subjects: [subject], out })
    await expect(run).rejects.toThrow(/bad\.yaml: contributing\.0[^]*gone\.yaml/)
    expect(subject.calls()).toBe(0)
  })

  it('asks again with other prompts, and after a line that was cut off', async () => {
    const suite = await loadSuite('smoke')
    const subject = counting(async () => abstains)
    const only = 'blue-badge'
    await runSuite({ suite, subjects: [subject], out, only })
    await appendFile(join(out, 'samples.jsonl'), '{"key":"smoke/cut')
    await runSuite({ suite, subjects: [subject], out, only })
    expect(subject.calls()).toBe(1)
    await runSuite({ suite, subjects: [{ ...subject, prompts: 'p2' }], out, only })
    expect(subject.calls()).toBe(2)
  })

  it('tells errors and time-outs from wrong answers, and tries them again', async () => {
    const suite = await loadSuite('smoke')
    const subject = counting(async (call, signal) => {
      if (call === 1) throw new InquestError('cannot-judge', 'the endpoint is down', 'Wait.')
      if (call === 2) return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))))
      return abstains
    })
    const options = { suite, subjects: [subject], out, only: 'blue-badge', minutes: 0.002 }
    const [first, second, third] = [await runSuite(options), await runSuite(options), await runSuite(options)]
    expect(first.samples[0]).toMatchObject({ status: 'error', label: null, error: expect.stringContaining('endpoint is down') })
    expect(second.samples[0]).toMatchObject({ status: 'time-out', label: null })
    expect(third.samples[0]).toMatchObject({ status: 'ok', label: 'CORRECT', correct: true })
    expect((await readFile(join(out, 'samples.jsonl'), 'utf8')).trim().split('\n')).toHaveLength(3)
  })

  it('stops asking when the budget is spent, and goes on from there', async () => {
    const suite = await loadSuite('smoke')
    const subject = counting(async () => abstains)
    const options = { suite, subjects: [subject], out, concurrency: 1 }
    const { samples, notRun } = await runSuite({ ...options, budget: 2500 })
    expect(samples).toHaveLength(3)
    expect(notRun).toHaveLength(3)
    expect((await runSuite(options)).notRun).toEqual([])
    expect(subject.calls()).toBe(6)
  })
})
