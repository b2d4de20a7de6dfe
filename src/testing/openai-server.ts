import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'

/** What the server does with one request. */
export type Step =
  | { readonly text: string; readonly finish?: string }
  | { readonly toolCalls: readonly { readonly name: string; readonly arguments: unknown }[] }
  /** Arguments sent as they stand, be they JSON or not. */
  | { readonly rawToolCall: { readonly name: string; readonly arguments: string } }
  | { readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> }
  | { readonly behave: 'reset' | 'hang' | 'half-body' }

const ChatRequest = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.unknown() })),
  tools: z.array(z.object({ function: z.object({ name: z.string() }) })).optional()
})

export interface ReceivedRequest {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly text: string
  readonly body: z.infer<typeof ChatRequest>
}

/** Steps in order, or a function that answers any number of requests in any order. */
export type Script = readonly Step[] | ((request: ReceivedRequest, index: number) => Step | Promise<Step>)

export interface OpenAiServer extends AsyncDisposable {
  /** To be used as OPENAI_BASE_URL. */
  readonly baseUrl: string
  readonly requests: readonly ReceivedRequest[]
  /** Steps that nobody asked for: a test that scripts them and does not use them is wrong. */
  unusedSteps(): number
}

/** A real HTTP server on loopback that speaks the OpenAI chat completions protocol by a script. */
export async function startOpenAiServer(script: Script): Promise<OpenAiServer> {
  const requests: ReceivedRequest[] = []
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy())
  })
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    if (request.url?.endsWith('/models')) {
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ object: 'list', data: [{ id: 'scripted', object: 'model' }] }))
      return
    }
    const received = { path: request.url ?? '', headers: request.headers, text: body, body: ChatRequest.parse(JSON.parse(body)) }
    const index = requests.push(received) - 1
    const step = typeof script === 'function' ? await script(received, index) : script[index]
    respond(response, step ?? { status: 500, body: `the script has no step ${index + 1}` }, index)
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('the server has no port')
  return {
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
    requests,
    unusedSteps: () => (typeof script === 'function' ? 0 : Math.max(0, script.length - requests.length)),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }
}

function respond(response: ServerResponse, step: Step, index: number): void {
  if ('status' in step) {
    response.writeHead(step.status, { 'content-type': 'application/json', ...step.headers }).end(step.body)
    return
  }
  if ('behave' in step) {
    if (step.behave === 'reset') response.destroy()
    if (step.behave === 'half-body') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' })
      response.write('{"id":"chatcmpl-')
      setTimeout(() => response.destroy(), 10)
    }
    return
  }
  const calls =
    'toolCalls' in step
      ? step.toolCalls.map(({ name, arguments: args }) => ({ name, arguments: JSON.stringify(args) }))
      : 'rawToolCall' in step
        ? [step.rawToolCall]
        : []
  const content = 'text' in step ? step.text : null
  const message = {
    role: 'assistant',
    content,
    ...(calls.length > 0
      ? { tool_calls: calls.map((call, i) => ({ id: `call-${index}-${i}`, type: 'function', function: call })) }
      : {})
  }
  const finish = 'finish' in step && step.finish ? step.finish : calls.length > 0 ? 'tool_calls' : 'stop'
  const usage = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 }
  response.writeHead(200, { 'content-type': 'application/json' }).end(
    JSON.stringify({
      id: `chatcmpl-${index}`,
      object: 'chat.completion',
      created: 0,
      model: 'scripted',
      choices: [{ index: 0, message, finish_reason: finish }],
      usage
    })
  )
}
