import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ask } from '../src/asking.ts'
import { investigate } from '../src/inquest.ts'
import { createIncidentFolder, type IncidentFolder, smallIncident, startOpenAiServer } from '../src/testing/index.ts'
import { analyst, evidenceIn, handIn, planOf } from './scripted-analyst.ts'

let root = ''
let incident: IncidentFolder
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'inquest-limits-'))
  incident = await createIncidentFolder(smallIncident(), 'parcels')
  vi.stubEnv('INQUEST_CACHE_DIR', join(root, 'cache'))
  vi.stubEnv('INQUEST_LOG_LEVEL', 'silent')
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await incident[Symbol.asyncDispose]()
  await rm(root, { recursive: true })
})

describe('the limits of a model’s run', () => {
  it('leave a valid report, marked partial, when a tenth of the tokens is allowed', async () => {
    await using server = await startOpenAiServer((request) => analyst(request))
    vi.stubEnv('OPENAI_BASE_URL', server.baseUrl)
    const { record } = await investigate(incident.folder, { model: 'openai:scripted', tokens: 4000, out: join(root, 'poor') })
    expect(record.partial).toBe(true)
    expect(record.usage.inputTokens + record.usage.outputTokens).toBeLessThanOrEqual(4000)
    expect(record.timeline.length).toBeGreaterThan(0)
    expect(record.method.map(({ text }) => text).join('\n')).toContain('budget of 4000 tokens')
  })

  it('let eight specialists ask side by side: eight at a second a call take less than one and a half times one', async () => {
    const ended: number[] = []
    await using server = await startOpenAiServer(async (request) => {
      const specialist = String(request.body.messages[0]?.content).includes('You are a specialist')
      if (specialist) await sleep(1000)
      return analyst(request, ({ role, text }) => {
        if (role === 'planner' && text.includes('This is round 1'))
          return handIn(planOf(Array.from({ length: 8 }, () => 'database')))
        if (role !== 'specialist') return undefined
        ended.push(performance.now())
        return handIn({ findings: [] })
      })
    })
    vi.stubEnv('OPENAI_BASE_URL', server.baseUrl)
    await investigate(incident.folder, { model: 'openai:scripted', out: join(root, 'side') })
    expect(ended).toHaveLength(8)
    // The first to end took a second; all have ended before half of another.
    expect(Math.max(...ended) - Math.min(...ended)).toBeLessThan(500)
  })
})

describe('a prompt that runs alone', () => {
  it('is answered in cited sentences, and keeps what was asked', async () => {
    await using server = await startOpenAiServer((request) => {
      const results = request.body.messages.filter(({ role }) => role === 'tool').map(({ content }) => String(content))
      if (results.length === 0) return { toolCalls: [{ name: 'operations', arguments: {} }] }
      const id = evidenceIn(results.join('\n'))
      const sentence = `{${id}:top_operation} took most of the time`
      return handIn({
        summary: [sentence],
        sections: [{ heading: 'Order', sentences: [sentence, 'it took 3 hours'] }],
        notShown: ['Why.']
      })
    })
    vi.stubEnv('OPENAI_BASE_URL', server.baseUrl)
    const { answer, markdown, folder } = await ask(incident.folder, {
      prompt: 'true-cause',
      model: 'openai:scripted',
      out: join(root, 'asked')
    })
    expect(answer.summary[0]?.text).toContain('took most of the time')
    expect(answer.sections).toHaveLength(1)
    expect(markdown).toContain('no evidence carries it: one sentence')
    expect(answer.sections[0]?.sentences).toHaveLength(1)
    expect(await readdir(folder)).toEqual(expect.arrayContaining(['answer.json', 'answer.md']))
    expect(JSON.parse(await readFile(join(folder, 'answer.json'), 'utf8'))).toMatchObject({
      prompt: 'ask/true-cause',
      model: 'openai:scripted'
    })
    await expect(ask(incident.folder, { prompt: 'timeline' })).rejects.toThrow('A prompt needs a model')
  })
})
