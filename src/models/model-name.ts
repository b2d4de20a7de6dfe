import { InquestError } from '../foundation/index.ts'

/** A model as chosen on the command line or in the configuration. */
export interface ModelName {
  /** `openai` for every OpenAI-compatible endpoint, `azure`, or another LangChain provider. */
  readonly provider: string
  readonly model: string
}

const example = 'For example --model openai:gpt-5-mini, --model azure:my-deployment, or --model builtin (no model at all).'

/** `provider:model` → ModelName. Throws InquestError `usage` with an example. */
export function parseModelName(text: string): ModelName {
  const [, provider, model] = /^([a-z][a-z0-9_-]*):(\S+)$/.exec(text) ?? []
  if (!provider || !model) throw new InquestError('usage', `"${text}" does not name a model`, example)
  return { provider, model }
}
