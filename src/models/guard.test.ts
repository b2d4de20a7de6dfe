import { createAgent, tool, toolStrategy } from 'langchain'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Script, startOpenAiServer } from '../testing/openai-server.ts'
import { chatModelOf } from './chat-model.ts'
import { createModel } from './create.ts'
import type { ModelReply, ModelRequest } from './exchange.ts'
import { guardedSend, type GuardOptions, type ModelCall } from './guard.ts'
import { langchainSend } from './langchain-send.ts'
import { createLimiter } from './limits.ts'

const lookUp = {
  name: 'look_up',
  description: 'Looks a word up.',
  parameters: { type: 'object', properties: { word: { type: 'string' } }, required: ['word'] }
}
const question: ModelRequest = {
  messages: [{ role: 'user', content: 'Ask about jane@example.org.' }],
  tools: [lookUp],
  toolChoice: 'required'
}
const rightCall = { toolCalls: [{ name: 'look_up', arguments: { word: 'queue' } }] } as const

/** Asks a scripted server through the whole seam. */
async function ask(
  script: Script,
  request: ModelRequest = question,
  options: Partial<GuardOptions> = {},
  timeoutMs = 300
): Promise<{ reply: ModelReply; calls: ModelCall[]; received: string[] }> {
  await using server = await startOpenAiServer(script)
  const access = {
    openai: { apiKey: 'sk-secret', baseUrl: server.baseUrl },
    azure: { apiKey: null, endpoint: null, apiVersion: '' }
  }
  const handle = await createModel('openai:scripted', access, { timeoutMs })
  const calls: ModelCall[] = []
  const send = guardedSend(langchainSend(handle), {
    model: handle.name,
    limiter: createLimiter(),
    retry: { firstWaitMs: 1, retries: 2 },
    redact: (text) => text.replaceAll('jane@example.org', 'email-1'),
    recall: () => undefined,
    record: (call) => void calls.push(call),
    reserve: () => ({ [Symbol.dispose]: () => undefined }),
    now: () => 0,
    ...options
  })
  const reply = await send(request)
  expect(server.unusedSteps()).toBe(0)
  return { reply, calls, received: server.requests.map(({ text }) => text) }
}

describe('a bad model behaviour is survived and recorded', () => {
  it.each<[string, Script, RegExp]>([
    ['429 with Retry-After', [{ status: 429, body: '{}', headers: { 'retry-after': '0.01' } }, rightCall], /^rate-limited/],
    ['429 without', [{ status: 429, body: '{}' }, rightCall], /^rate-limited/],
    ['500', [{ status: 500, body: 'oops' }, rightCall], /^server-error/],
    ['a time-out', [{ behave: 'hang' }, rightCall], /^timeout/],
    ['a connection reset', [{ behave: 'reset' }, rightCall], /^connection/],
    ['a reply cut in the middle', [{ behave: 'half-body' }, rightCall], /^connection/],
    ['an HTML page with status 200', [{ status: 200, body: '<html>Log in</html>' }, rightCall], /^not-json/],
    ['cut JSON', [{ status: 200, body: '{"id":"x","choices":[{' }, rightCall], /^cut-off/],
    ['an empty reply', [{ text: '' }, rightCall], /^empty/],
    ['a reply at its length limit', [{ text: 'and so', finish: 'length' }, rightCall], /^cut-off/],
    ['malformed tool JSON', [{ rawToolCall: { name: 'look_up', arguments: '{"word": "que' } }, rightCall], /^bad-tool-call/],
    ['an unknown tool', [{ toolCalls: [{ name: 'delete_all', arguments: {} }] }, rightCall], /no tool "delete_all"/],
    ['prose where a call was required', [{ text: 'I think it is the pool.' }, rightCall], /called no tool/]
  ])('%s', async (_, script, fault) => {
    const { reply, calls } = await ask(script)
    expect(reply.toolCalls).toEqual([{ id: 'call_1', name: 'look_up', arguments: { word: 'queue' } }])
    expect(calls).toHaveLength(1)
    expect(calls[0]?.faults[0]).toMatch(fault)
  })

  it.each([
    ['in a fence', 'Certainly!\n```json\n{"actions":[{"tool":"look_up","arguments":{"word":"queue"}}]}\n```\nDone.'],
    ['bare', '{"tool":"look_up","arguments":{"word":"queue"}}'],
    ['as the arguments alone', 'Voici : {"word":"queue"}']
  ])('a tool call written as JSON %s is read as one', async (_, text) => {
    expect((await ask([{ text }])).reply.toolCalls[0]?.arguments).toEqual({ word: 'queue' })
  })

  it('a model without tool support gets the tools in words', async () => {
    const { reply, received } = await ask([
      { status: 400, body: '{"error":{"message":"tools are not supported"}}' },
      { text: '{"actions":[{"tool":"look_up","arguments":{"word":"queue"}}]}' }
    ])
    expect(reply.toolCalls[0]?.name).toBe('look_up')
    expect(received[0]).toContain('"tools"')
    expect(received[1]).not.toContain('"tools":')
    expect(received[1]).toContain('Looks a word up.')
  })

  it.each<[string, Script, string]>([
    ['a refusal', [{ text: 'I cannot help with that.', finish: 'content_filter' }], 'refused'],
    ['a wrong key', [{ status: 401, body: '{}' }], '401'],
    [
      'a context that overflows',
      [{ status: 400, body: '{"error":{"message":"maximum context length is 10 tokens"}}' }],
      'maximum context'
    ],
    ['what does not get better', Array.from({ length: 3 }, () => ({ status: 500, body: 'down' })), 'down'],
    ['what stays unreadable', Array.from({ length: 3 }, () => ({ text: 'no.' })), 'called no tool']
  ])('%s ends in a fault with a reason', async (_, script, reason) => {
    await expect(ask(script)).rejects.toThrow(reason)
  })
})

describe('the seam', () => {
  it('lets no personal value and no key out in a body', async () => {
    const { received } = await ask([rightCall])
    expect(received[0]).toContain('email-1')
    expect(received[0]).not.toContain('jane@example.org')
    expect(received[0]).not.toContain('sk-secret')
  })

  it('pays for no finished call twice: what is recalled is not sent', async () => {
    const { calls } = await ask([rightCall])
    const { reply, received } = await ask([], question, { recall: (key) => (key === calls[0]?.key ? calls[0].reply : undefined) })
    expect(reply.toolCalls[0]?.name).toBe('look_up')
    expect(received).toEqual([])
  })

  it('asks the budget before it sends', async () => {
    const broke = (): never => {
      throw new Error('the budget is spent')
    }
    await expect(ask([], question, { reserve: broke })).rejects.toThrow('the budget is spent')
  })
})

describe('a LangChain agent over the seam', () => {
  it('calls tools, sees their results, hands in a typed answer, and makes the same requests in every run', async () => {
    const answer = z.object({ finding: z.string() }).meta({ title: 'hand_in' })
    const run = async (): Promise<{ answer: unknown; keys: string[] }> => {
      const keys: string[] = []
      await using server = await startOpenAiServer([
        rightCall,
        { toolCalls: [{ name: 'hand_in', arguments: { finding: 'queues wait' } }] }
      ])
      const access = { openai: { apiKey: 'k', baseUrl: server.baseUrl }, azure: { apiKey: null, endpoint: null, apiVersion: '' } }
      const handle = await createModel('openai:scripted', access)
      const send = guardedSend(langchainSend(handle), {
        model: handle.name,
        limiter: createLimiter(),
        redact: (text) => text,
        recall: () => undefined,
        record: ({ key }) => void keys.push(key),
        reserve: () => ({ [Symbol.dispose]: () => undefined }),
        now: () => 0
      })
      const agent = createAgent({
        model: chatModelOf(send),
        tools: [
          tool((input) => `${z.object({ word: z.string() }).parse(input).word}: a line of waiting people`, {
            name: 'look_up',
            description: 'Looks a word up.',
            schema: z.object({ word: z.string() })
          })
        ],
        responseFormat: toolStrategy(answer)
      })
      const result = await agent.invoke({ messages: [{ role: 'user', content: 'What is a queue?' }] })
      expect(server.requests[1]?.text).toContain('a line of waiting people')
      return { answer: result.structuredResponse, keys }
    }
    const [first, second] = [await run(), await run()]
    expect(first.answer).toEqual({ finding: 'queues wait' })
    expect(first.keys).toHaveLength(2)
    expect(second.keys).toEqual(first.keys)
  })
})
