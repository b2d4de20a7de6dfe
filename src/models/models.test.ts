import { createServer, type RequestListener, type Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { ModelFault, modelFaultOf, retryAfterMsOf, strictFetch } from './http.ts'
import { parseModelName } from './model-name.ts'
import { withRetries } from './retry.ts'

let server: Server | undefined
afterEach(() => server?.close())

async function urlOf(listener: RequestListener): Promise<string> {
  server = createServer(listener)
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}/`
}

describe('a model’s name', () => {
  it('is a provider and a model, which may itself hold colons', () => {
    expect(parseModelName('openai:llama3:8b')).toEqual({ provider: 'openai', model: 'llama3:8b' })
  })
  it.each(['gpt-5', 'openai:', ':x', 'openai:a b', ''])('"%s" is refused with an example', (text) => {
    expect(() => parseModelName(text)).toThrow('does not name a model')
  })
})

describe('a broken reply', () => {
  it.each([
    ['429', 429, '{}', 'rate-limited'],
    ['500', 500, 'oops', 'server-error'],
    ['401', 401, '{}', 'unauthorised'],
    ['400', 400, '{"error":"bad tool"}', 'refused-request'],
    ['a full context', 400, '{"error":{"message":"maximum context length is 8192 tokens"}}', 'too-long'],
    ['an HTML page with status 200', 200, '<html>Sign in</html>', 'not-json'],
    ['half a JSON', 200, '{"choices":[', 'cut-off'],
    ['nothing', 200, '', 'cut-off']
  ] as const)('%s is a fault of its own kind', async (_, status, body, kind) => {
    const url = await urlOf((_request, response) => response.writeHead(status, { 'retry-after': '2' }).end(body))
    const fault = await strictFetch()(url).catch(modelFaultOf)
    expect(fault).toMatchObject({ kind, status })
  })

  it('cut in the middle by the connection is a fault, not a short answer', async () => {
    const url = await urlOf((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('{"choices":[]}')
      setTimeout(() => response.destroy(), 20)
    })
    expect(await strictFetch()(url).catch(modelFaultOf)).toMatchObject({ kind: 'connection' })
  })

  it('lets a whole answer through untouched', async () => {
    const url = await urlOf((_request, response) => response.end('{"a":1}'))
    expect(await (await strictFetch()(url)).json()).toEqual({ a: 1 })
  })
})

describe('Retry-After', () => {
  const now = Date.parse('2031-04-07T09:00:00Z')
  it.each([
    ['2', 2000],
    ['0.5', 500],
    ['Mon, 07 Apr 2031 09:00:10 GMT', 10_000],
    ['Mon, 07 Apr 2031 08:00:00 GMT', 0],
    ['soon', null],
    [null, null]
  ])('%s is %s ms', (header, ms) => {
    expect(retryAfterMsOf(header, now)).toBe(ms)
  })
})

describe('retries', () => {
  const failing = (faults: ModelFault[]): (() => Promise<string>) => {
    const left = [...faults]
    return async () => {
      const fault = left.shift()
      if (fault) throw new Error('wrapped by a client', { cause: fault })
      return 'answer'
    }
  }
  it('wait as the server asks, then double', async () => {
    const waits: number[] = []
    const faults = [
      new ModelFault('rate-limited', '', { retryAfterMs: 7 }),
      new ModelFault('timeout', ''),
      new ModelFault('empty', '')
    ]
    const answer = await withRetries(failing(faults), { firstWaitMs: 2, onRetry: (_fault, _attempt, ms) => waits.push(ms) })
    expect([answer, waits]).toEqual(['answer', [7, 4, 8]])
  })
  it('do not repeat what cannot get better', async () => {
    await expect(withRetries(failing([new ModelFault('unauthorised', 'no key')]))).rejects.toThrow('no key')
  })
  it('end with the last fault', async () => {
    const faults = Array.from({ length: 3 }, (_, i) => new ModelFault('server-error', `try ${i}`))
    await expect(withRetries(failing(faults), { retries: 2, firstWaitMs: 1 })).rejects.toThrow('try 2')
  })
})
