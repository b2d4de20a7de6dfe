import type { ModelAccess } from '../foundation/index.ts'
import { modelFaultOf, strictFetch } from './http.ts'
import { parseModelName } from './model-name.ts'

/** What an OpenAI-compatible endpoint can do, as tried with a few tokens. */
export interface Probe {
  readonly host: string
  readonly reachable: boolean
  /** Why not, when not. */
  readonly fault: string | null
  /** Does it list the model? Null when it has no list. */
  readonly listed: boolean | null
  readonly tools: boolean
  readonly jsonSchema: boolean
  /** In tokens, when the endpoint tells. */
  readonly contextSize: number | null
}

const weather = {
  type: 'function' as const,
  function: {
    name: 'answer',
    description: 'Give the answer.',
    parameters: { type: 'object', properties: { word: { type: 'string' } }, required: ['word'] }
  }
}

/** Asks an endpoint what it can do. Sends no materials. Never throws for what the endpoint does. */
export async function probeModel(name: string, access: ModelAccess): Promise<Probe> {
  const { model } = parseModelName(name)
  const { default: OpenAI } = await import('openai')
  const { baseUrl, apiKey } = access.openai
  const client = new OpenAI({ apiKey: apiKey ?? 'none', baseURL: baseUrl, maxRetries: 0, timeout: 30_000, fetch: strictFetch() })
  const ask = (extra: object): Promise<Reply> =>
    client.chat.completions.create({
      model,
      messages: [{ role: 'user', content: 'Say the word yes, as asked.' }],
      max_tokens: 50,
      ...extra
    })
  const { listed, contextSize } = await listing(client, model)
  const plain = await attempt(() => ask({}))
  const tools = await attempt(() => ask({ tools: [weather], tool_choice: 'required' }))
  const schema = { name: 'answer', strict: true, schema: { ...weather.function.parameters, additionalProperties: false } }
  const json = await attempt(() => ask({ response_format: { type: 'json_schema', json_schema: schema } }))
  return {
    host: new URL(baseUrl).host,
    reachable: plain.reply !== undefined,
    fault: plain.fault,
    listed,
    tools: (tools.reply?.choices[0]?.message.tool_calls?.length ?? 0) > 0,
    jsonSchema: isObject(json.reply?.choices[0]?.message.content),
    contextSize
  }
}

interface Reply {
  readonly choices: readonly { readonly message: { readonly content: string | null; readonly tool_calls?: readonly unknown[] } }[]
}

async function attempt(call: () => Promise<Reply>): Promise<{ reply?: Reply; fault: string | null }> {
  try {
    return { reply: await call(), fault: null }
  } catch (thrown) {
    return { fault: modelFaultOf(thrown)?.message ?? (thrown instanceof Error ? thrown.message : String(thrown)) }
  }
}

async function listing(
  client: { models: { list(): AsyncIterable<object> } },
  model: string
): Promise<{ listed: boolean | null; contextSize: number | null }> {
  try {
    let seen = 0
    for await (const entry of client.models.list()) {
      seen++
      if (!('id' in entry) || entry.id !== model) continue
      // vLLM says max_model_len, llama.cpp and gateways say context_length or context_window.
      const size = Object.entries(entry).find(
        ([key, value]) => /^(max_model_len|context_(length|window))$/.test(key) && typeof value === 'number'
      )
      return { listed: true, contextSize: typeof size?.[1] === 'number' ? size[1] : null }
    }
    return { listed: seen > 0 ? false : null, contextSize: null }
  } catch {
    return { listed: null, contextSize: null }
  }
}

function isObject(content: string | null | undefined): boolean {
  try {
    const parsed: unknown = JSON.parse(content ?? '')
    return typeof parsed === 'object' && parsed !== null
  } catch {
    return false
  }
}
