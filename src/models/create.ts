import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { forbidTracing, InquestError, type ModelAccess } from '../foundation/index.ts'
import { strictFetch } from './http.ts'
import { parseModelName } from './model-name.ts'

/** A model that can be asked, and the one host that it sends to. */
export interface ModelHandle {
  /** As chosen: `openai:gpt-5-mini`. */
  readonly name: string
  /** Host and port; what a run announces before it sends anything. */
  readonly host: string
  readonly chat: BaseChatModel
}

export interface ModelSettings {
  readonly temperature?: number | undefined
  readonly maxOutputTokens?: number | undefined
  /** Longest wait for one reply. @default 180_000 */
  readonly timeoutMs?: number
}

/**
 * Makes a model by name. Retries, limits and the journal are the caller's: the client itself tries once and streams
 * nothing, so that a reply is whole or a fault.
 * Throws InquestError `cannot-judge` when a key, an endpoint or the provider's package is missing.
 */
export async function createModel(name: string, access: ModelAccess, settings: ModelSettings = {}): Promise<ModelHandle> {
  forbidTracing()
  const { provider, model } = parseModelName(name)
  const { temperature, maxOutputTokens, timeoutMs = 180_000 } = settings
  const common = {
    model,
    maxRetries: 0,
    timeout: timeoutMs,
    streaming: false,
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxOutputTokens === undefined ? {} : { maxTokens: maxOutputTokens })
  }
  if (provider === 'openai') {
    const { baseUrl } = access.openai
    const { ChatOpenAI } = await import('@langchain/openai')
    const apiKey = access.openai.apiKey ?? keyForLocal(baseUrl)
    return {
      name,
      host: new URL(baseUrl).host,
      chat: new ChatOpenAI({ ...common, apiKey, configuration: { baseURL: baseUrl, fetch: strictFetch() } })
    }
  }
  if (provider === 'azure') {
    const { apiKey, endpoint, apiVersion } = access.azure
    if (!apiKey || !endpoint) throw missing(name, 'AZURE_OPENAI_API_KEY and AZURE_OPENAI_ENDPOINT')
    const { AzureChatOpenAI } = await import('@langchain/openai')
    const chat = new AzureChatOpenAI({
      ...common,
      azureOpenAIApiKey: apiKey,
      azureOpenAIEndpoint: endpoint,
      azureOpenAIApiDeploymentName: model,
      azureOpenAIApiVersion: apiVersion,
      configuration: { fetch: strictFetch() }
    })
    return { name, host: new URL(endpoint).host, chat }
  }
  return otherProvider(name, provider, model, common)
}

/** Any provider of LangChain whose package the user has installed. */
async function otherProvider(name: string, provider: string, model: string, settings: object): Promise<ModelHandle> {
  const { initChatModel } = await import('langchain')
  try {
    const configurable = await initChatModel(model, { modelProvider: provider, ...settings })
    return { name, host: `the endpoint of LangChain's provider "${provider}"`, chat: configurable }
  } catch (cause) {
    throw new InquestError(
      'cannot-judge',
      `the model "${name}" cannot be made: ${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)}`,
      `Install the provider's package (for example: npm install @langchain/${provider}), or choose openai:… or azure:….`,
      { cause }
    )
  }
}

/** A server on this machine asks for no key; everything else does. */
function keyForLocal(baseUrl: string): string {
  const { hostname } = new URL(baseUrl)
  if (['localhost', '127.0.0.1', '[::1]'].includes(hostname)) return 'none'
  throw missing(`openai at ${hostname}`, 'OPENAI_API_KEY')
}

function missing(what: string, variables: string): InquestError {
  return new InquestError(
    'cannot-judge',
    `${what} has no key`,
    `Set ${variables} in the environment, or use --model builtin, which needs none.`
  )
}
