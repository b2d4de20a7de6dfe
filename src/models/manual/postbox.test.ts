import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModelReply, ModelRequest } from '../exchange.ts'
import { createPostbox } from './postbox.ts'
import { waitingRequests } from './waiting.ts'

let root = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'inquest-manual-'))
})
afterAll(() => rm(root, { recursive: true }))

const lookUp = {
  name: 'look_up',
  description: 'Looks a word up.',
  parameters: { type: 'object', properties: { word: { type: 'string' } }, required: ['word'] }
}
const handIn = {
  name: 'hand_in',
  description: 'Hands in.',
  parameters: {
    type: 'object',
    properties: { meaning: { type: 'string', description: 'In one sentence.' } },
    required: ['meaning'],
    examples: [{ meaning: 'a row of those who wait' }]
  }
}
function request(who: string, more: Partial<ModelRequest> = {}): ModelRequest {
  return {
    messages: [
      { role: 'system', content: 'You look words up.' },
      { role: 'user', content: `What is a queue, ${who}?` }
    ],
    tools: [lookUp, handIn],
    toolChoice: 'required',
    about: { conversation: who, title: `colleague ${who}`, prompt: 'look/up', promptHash: '' },
    check: ({ toolCalls }) => (toolCalls[0]?.arguments['word'] === '' ? ['word is empty; write a word.'] : []),
    ...more
  }
}
const calling = (word: string): object => ({ calls: [{ tool: 'look_up', arguments: { word } }] })
const wordsOf = (reply: ModelReply): unknown[] => reply.toolCalls.map((call) => call.arguments['word'])

async function answerTo(folder: string, number: string, answer: unknown, ending = 'json'): Promise<void> {
  await mkdir(join(folder, 'responses'), { recursive: true })
  await writeFile(join(folder, 'responses', `${number}.${ending}`), typeof answer === 'string' ? answer : JSON.stringify(answer))
}
const page = (folder: string, number: string): Promise<string> => readFile(join(folder, 'requests', `${number}.md`), 'utf8')
const quick = { pollMs: 5, gatherMs: 5 }

describe('a manual model', () => {
  it('writes a page that a person can answer, names what is wrong with an answer, and takes the mended one', async () => {
    const folder = join(root, 'a')
    const waiting: (string | null)[] = []
    await answerTo(folder, '0001', 'I would look it up.', 'md')
    const { send } = createPostbox({
      folder,
      ...quick,
      onWaiting: ({ problem }) => {
        waiting.push(problem)
        if (waiting.length === 2) void answerTo(folder, '0001', { calls: [{ tool: 'find', arguments: {} }] }, 'md')
        if (waiting.length === 3) void answerTo(folder, '0001', calling(''), 'md')
        if (waiting.length === 4)
          void answerTo(folder, '0001', `Sure:\n\`\`\`json\n${JSON.stringify(calling('queue'))}\n\`\`\``, 'md')
      }
    })
    expect(wordsOf(await send(request('Ann')))).toEqual(['queue'])
    expect(waiting).toEqual([
      null,
      expect.stringContaining('no JSON object'),
      expect.stringContaining('here is no tool "find": write one of look_up'),
      'word is empty; write a word.'
    ])
    const text = await page(folder, '0001')
    for (const part of [
      'You look words up.',
      'What is a queue, Ann?',
      'look_up(word: string): Looks a word up.',
      'or your answer, where what lies before you is enough',
      '"meaning": string',
      'responses/0001.json'
    ]) {
      expect(text).toContain(part)
    }
    expect(await waitingRequests(folder)).toEqual([])
  })

  it('puts conversations that run side by side on one page, what is common to them once', async () => {
    const folder = join(root, 'b')
    const { send, open } = createPostbox({ folder, ...quick })
    open()
    open()
    const first = send(request('Ann'))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await waitingRequests(folder)).toEqual([])
    const replies = Promise.all([first, send(request('Bob'))])
    await answerTo(folder, '0001', { A: calling('first'), B: { meaning: 'second' } })
    expect((await replies).map(({ toolCalls }) => toolCalls[0]?.name)).toEqual(['look_up', 'hand_in'])
    const text = await page(folder, '0001')
    expect(text.split('You look words up.')).toHaveLength(2)
    expect(text).toMatch(/## A · colleague Ann[\s\S]*## B · colleague Bob[\s\S]*A may call look_up\.\nB may call look_up\./)
  })

  it('asks for the key that is missing from a page of several', async () => {
    const folder = join(root, 'c')
    const problems: string[] = []
    const { send, open } = createPostbox({
      folder,
      ...quick,
      onWaiting: ({ problem }) => {
        if (!problem) return
        problems.push(problem)
        void answerTo(folder, '0001', { A: calling('a'), B: calling('b') })
      }
    })
    open()
    open()
    await answerTo(folder, '0001', { A: calling('a') })
    await Promise.all([send(request('Ann')), send(request('Bob'))])
    expect(problems).toEqual(['B: is missing.'])
  })

  it('goes on from an earlier page with results and the answer’s shape, or with what is to be mended, and repeats nothing', async () => {
    const folder = join(root, 'd')
    const { send } = createPostbox({ folder, ...quick })
    await answerTo(folder, '0001', calling('queue'))
    await send(request('Ann'))
    const asked = { role: 'assistant' as const, content: '', toolCalls: [{ id: 'call_1', name: 'look_up', arguments: {} }] }
    const told = { role: 'tool' as const, content: 'a line of people', answers: 'call_1', name: 'look_up' }
    const { messages } = request('Ann')
    await answerTo(folder, '0002', { meaning: 'wait 3' })
    await send(request('Ann', { messages: [...messages, asked, told], tools: [handIn] }))
    const second = await page(folder, '0002')
    expect(second).not.toContain('You look words up.')
    for (const part of [
      'goes on from request 0001',
      'a line of people',
      '"meaning": string  // In one sentence.',
      'a row of those who wait'
    ]) {
      expect(second).toContain(part)
    }
    await answerTo(folder, '0002-2', { meaning: 'a wait' })
    const mending = { role: 'user' as const, content: 'The figure 3 is typed.' }
    await send(request('Ann', { messages: [...messages, asked, told, asked, mending], tools: [handIn] }))
    const third = await page(folder, '0002-2')
    expect(third).toContain('The figure 3 is typed.')
    expect(third).toContain('goes on from request 0002')
    expect(third).not.toContain('a line of people')
  })

  it('finds the page again that waited when the run was stopped, with its number and its answer', async () => {
    const folder = join(root, 'e')
    const stop = new AbortController()
    const before = createPostbox({ folder, ...quick, onWaiting: ({ number }) => number === '0002' && stop.abort() })
    await answerTo(folder, '0001', calling('one'))
    await before.send(request('Ann'))
    await expect(before.send(request('Bob'), stop.signal)).rejects.toThrow(/abort/i)
    expect((await waitingRequests(folder)).map(({ number, title }) => [number, title])).toEqual([['0002', 'colleague Bob']])
    await answerTo(folder, '0002', calling('two'))
    const after = createPostbox({ folder, ...quick })
    expect(wordsOf(await after.send(request('Bob')))).toEqual(['two'])
  })
})
