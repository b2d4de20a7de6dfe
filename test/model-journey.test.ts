import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { RunRecord } from '../src/domain/index.ts'
import { waitingRequests } from '../src/models/index.ts'
import { createIncidentFolder, smallIncident, startOpenAiServer } from '../src/testing/index.ts'
import { createInquestProcess } from './inquest-process.ts'
import { analyst } from './scripted-analyst.ts'

const recordIn = async (folder: string): Promise<RunRecord> =>
  RunRecord.parse(JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')))
const lines = async (folder: string): Promise<{ event: { type: string; key?: string } }[]> =>
  (await readFile(join(folder, 'journal.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('an investigation by a language model', () => {
  it('goes from plan to report over the OpenAI protocol, is the same twice, and holds when checked without the model', async () => {
    await using incident = await createIncidentFolder(smallIncident(), 'parcels')
    await using server = await startOpenAiServer((request) => analyst(request))
    await using inquest = createInquestProcess({ OPENAI_BASE_URL: server.baseUrl, OPENAI_API_KEY: 'sk-secret-key' })
    const first = await inquest.run('investigate', incident.folder, '--model', 'openai:scripted', '--out', 'first')
    expect(first).toMatchObject({ status: 0 })
    expect(first.stderr).toContain(`${new URL(server.baseUrl).host} gets the catalogue`)
    const asked = server.requests.length
    await inquest.run('investigate', incident.folder, '--model', 'openai:scripted', '--out', 'second')
    expect(server.requests).toHaveLength(2 * asked)

    const [one, two] = [await recordIn(join(inquest.cwd, 'first')), await recordIn(join(inquest.cwd, 'second'))]
    expect({ ...two, run: one.run }).toEqual(one)
    expect(one).toMatchObject({ model: 'openai:scripted', partial: false, usage: { modelCalls: asked } })
    expect(one.findings.map(({ by }) => by)).toContain('database')
    // Its first proposal fires in healthy time too and was sent back; the second stands.
    expect(one.design?.monitoring?.detectors.map(({ detector }) => detector.title)).toContain('The model’s dear statement')
    expect(one.design?.monitoring?.detectors.map(({ detector }) => detector.title)).not.toContain('Statements run at all')
    expect(one.hypotheses.map(({ category }) => category)).toContain('inefficient-query')
    const everything = await readFile(join(inquest.cwd, 'first', 'journal.jsonl'), 'utf8')
    expect(everything).not.toContain('sk-secret-key')
    await server[Symbol.asyncDispose]()
    expect(await inquest.run('verify', 'first')).toMatchObject({ status: 0 })
  })

  it('pays for no finished call twice when it is resumed after kill -9', async () => {
    await using incident = await createIncidentFolder(smallIncident(), 'parcels')
    let killAt = 3
    let child: { kill(signal: 'SIGKILL'): boolean } | undefined
    await using server = await startOpenAiServer((request, index) => {
      if (index + 1 === killAt) child?.kill('SIGKILL')
      return analyst(request)
    })
    await using inquest = createInquestProcess({ OPENAI_BASE_URL: server.baseUrl })
    const started = inquest.start('investigate', incident.folder, '--model', 'openai:scripted', '--out', 'run')
    child = started.child
    await started.ended
    killAt = -1
    const finished = (await lines(join(inquest.cwd, 'run'))).filter(({ event }) => event.type === 'model-called').length
    expect(finished).toBe(2)
    const before = server.requests.length
    expect(await inquest.run('investigate', '--resume', 'run', '--model', 'openai:scripted')).toMatchObject({ status: 0 })
    const record = await recordIn(join(inquest.cwd, 'run'))
    expect(server.requests.length - before).toBe(record.usage.modelCalls - finished)
  })

  it('ends in a report that says it is partial when the model does not answer', async () => {
    await using incident = await createIncidentFolder(smallIncident(), 'parcels')
    await using server = await startOpenAiServer(() => ({ status: 401, body: '{"error":{"message":"no such key"}}' }))
    await using inquest = createInquestProcess({ OPENAI_BASE_URL: server.baseUrl })
    await inquest.run('investigate', incident.folder, '--model', 'openai:scripted', '--out', 'run')
    expect(await recordIn(join(inquest.cwd, 'run'))).toMatchObject({ partial: true, verdict: { rootCause: null } })
  })

  it('can be played by hand, from request files alone', async () => {
    await using incident = await createIncidentFolder(smallIncident(), 'parcels')
    await using inquest = createInquestProcess()
    const { ended } = inquest.start('investigate', incident.folder, '--model', 'manual', '--out', 'run')
    const run = { over: false }
    void ended.then(() => (run.over = true))
    const pages = new Map<string, string>()
    while (!run.over) {
      const [waiting] = await waitingRequests(join(inquest.cwd, 'run'))
      if (!waiting) {
        await new Promise((resolve) => setTimeout(resolve, 50))
        continue
      }
      const page = await readFile(waiting.path, 'utf8')
      pages.set(waiting.number, page)
      await writeFile(waiting.answerPath, byHand(remembered(page, pages)))
    }
    expect((await ended).status).toBe(0)
    expect(pages.size).toBeLessThanOrEqual(12)
    expect(Math.max(...[...pages.values()].map((page) => page.length)) / 4).toBeLessThan(8000)
    expect(await recordIn(join(inquest.cwd, 'run'))).toMatchObject({ model: 'manual', partial: false })
  })
})

/** A page that goes on from another, with what stood there: as it lies in the same chat. */
function remembered(page: string, pages: ReadonlyMap<string, string>): string {
  const [, earlier = ''] = /This goes on from request (\S+);/.exec(page) ?? []
  const before = pages.get(earlier)
  return before ? `${remembered(before, pages).split('## Your answer')[0]}\n${page}` : page
}

/** What a person would write under a page: the same choices, as a JSON block in prose. */
function byHand(page: string): string {
  const [above = ''] = page.split('## Your answer')
  const results = [...above.matchAll(/^What your calls returned:[\s\S]*/gm)].map(([content]) => ({ role: 'tool', content }))
  const step = analyst({ body: { messages: [{ role: 'system', content: above }, ...results] } })
  const calls = 'toolCalls' in step ? step.toolCalls.map(({ name, arguments: args }) => ({ tool: name, arguments: args })) : []
  const [only] = calls
  const answer = only?.tool === 'hand_in' ? only.arguments : { calls }
  return `Here is my answer.\n\n\`\`\`json\n${JSON.stringify(answer)}\n\`\`\`\n`
}
