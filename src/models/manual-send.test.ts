import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModelRequest } from './exchange.ts'
import { manualSend } from './manual-send.ts'

let root = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'inquest-manual-'))
})
afterAll(() => rm(root, { recursive: true }))

const request: ModelRequest = {
  messages: [
    { role: 'system', content: 'You look words up.' },
    { role: 'user', content: 'What is a queue?' }
  ],
  tools: [{ name: 'look_up', description: 'Looks a word up.', parameters: { type: 'object', required: ['word'] } }],
  toolChoice: 'required'
}

describe('a manual model', () => {
  it('writes a request that a person can answer, explains a bad reply, and takes the good one', async () => {
    const folder = join(root, 'a')
    const waiting: (string | null)[] = []
    await mkdir(join(folder, 'responses'), { recursive: true })
    await writeFile(join(folder, 'responses', '0001.md'), 'I would look it up.')
    const send = manualSend({
      folder,
      pollMs: 5,
      onWaiting: ({ problem }) => {
        waiting.push(problem)
        if (problem)
          void writeFile(
            join(folder, 'responses', '0001.md'),
            'Sure:\n```json\n{"actions":[{"tool":"look_up","arguments":{"word":"queue"}},{"tool":"look_up","arguments":{"word":"wait"}}]}\n```'
          )
      }
    })
    const reply = await send(request)
    expect(reply.toolCalls.map((call) => call.arguments)).toEqual([{ word: 'queue' }, { word: 'wait' }])
    expect(waiting).toEqual([null, expect.stringContaining('one of: look_up')])
    const page = await readFile(join(folder, 'requests', '0001.md'), 'utf8')
    expect(page).toContain('You look words up.')
    expect(page).toContain('Looks a word up.')
    expect(page).toContain('responses/0001.json')
  })

  it('lets several requests wait at once, each for its own reply', async () => {
    const folder = join(root, 'b')
    const send = manualSend({ folder, pollMs: 5 })
    const replies = Promise.all([send(request), send(request)])
    await mkdir(join(folder, 'responses'), { recursive: true })
    await writeFile(join(folder, 'responses', '0002.json'), '{"word":"second"}')
    await writeFile(join(folder, 'responses', '0001.json'), '{"word":"first"}')
    expect((await replies).map(({ toolCalls }) => toolCalls[0]?.arguments['word'])).toEqual(['first', 'second'])
  })

  it('stops waiting when the run is stopped', async () => {
    const stop = new AbortController()
    const waiting = manualSend({ folder: join(root, 'c'), pollMs: 5, onWaiting: () => stop.abort() })(request, stop.signal)
    await expect(waiting).rejects.toThrow(/abort/i)
  })
})
