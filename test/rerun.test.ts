import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Investigation, investigate } from '../src/inquest.ts'
import { regrade, replay, rerun } from '../src/replaying.ts'
import {
  createIncidentFolder,
  type IncidentFolder,
  type OpenAiServer,
  smallIncident,
  startOpenAiServer
} from '../src/testing/index.ts'
import { readPrompts } from '../src/prompting.ts'
import { analyst } from './scripted-analyst.ts'

let root = ''
let incident: IncidentFolder
let server: OpenAiServer
let first: Investigation
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'inquest-rerun-'))
  incident = await createIncidentFolder(smallIncident(), 'parcels')
  server = await startOpenAiServer((request) => analyst(request))
  vi.stubEnv('INQUEST_CACHE_DIR', join(root, 'cache'))
  vi.stubEnv('OPENAI_BASE_URL', server.baseUrl)
  vi.stubEnv('INQUEST_LOG_LEVEL', 'silent')
  first = await investigate(incident.folder, { model: 'openai:scripted', out: join(root, 'first') })
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await server[Symbol.asyncDispose]()
  await incident[Symbol.asyncDispose]()
  await rm(root, { recursive: true })
})

describe('a run that is over', () => {
  it('is shown again, event by event, and nothing is sent', async () => {
    const before = server.requests.length
    const types: string[] = []
    const { events } = await replay(first.runFolder, ({ type }) => void types.push(type))
    expect(types).toHaveLength(events)
    expect([types[0], types.at(-1)]).toEqual(['run-started', 'run-finished'])
    expect(server.requests).toHaveLength(before)
  })

  it('is judged again as it was', async () => {
    const { before, after } = await regrade(first.runFolder)
    expect(after).toEqual(before)
    expect(after).toEqual(first.record.verdict)
  })

  it('is gone through again from a step with another prompt, and only what comes from there is asked', async () => {
    const { prompts } = await readPrompts()
    const sceptic = prompts.find(({ id }) => id === 'sceptic/challenge')
    const text = await readFile(sceptic?.path ?? '', 'utf8')
    const mine = join(root, 'mine.md')
    await writeFile(mine, text.replace('Try to break the leading explanation', 'Try hard to break the leading explanation'))
    const before = server.requests.length
    const out = join(root, 'second')
    const { record } = await rerun(first.runFolder, { from: 'challenge', out, promptVariants: { 'sceptic/challenge': mine } })
    const asked = server.requests.slice(before).map(({ text: sent }) => sent)
    expect(asked[0]).toContain('Try hard to break')
    expect(asked.filter((sent) => /You plan an inquest|You are a specialist|you form explanations/.test(sent))).toEqual([])
    expect(record.verdict).toEqual(first.record.verdict)
    expect(record.usage.modelCalls).toBe(first.record.usage.modelCalls)
    await expect(rerun(first.runFolder, { from: 'plan', round: 7, out: join(root, 'third') })).rejects.toThrow(
      'never came to plan of round 7'
    )
  })
})
