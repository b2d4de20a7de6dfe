import { createHash } from 'node:crypto'

/** A tool as a model sees it. */
export interface ToolSpec {
  readonly name: string
  readonly description: string
  /** JSON schema. */
  readonly parameters: object
}

export interface ToolRequest {
  /** Unique within the exchange; equal in every replay, because it counts (`call_1`, `call_2` …). */
  readonly id: string
  readonly name: string
  readonly arguments: Readonly<Record<string, unknown>>
}

/** A message without anything that differs between two runs of the same conversation. */
export type ExchangeMessage =
  | { readonly role: 'system' | 'user'; readonly content: string }
  | { readonly role: 'assistant'; readonly content: string; readonly toolCalls: readonly ToolRequest[] }
  | { readonly role: 'tool'; readonly content: string; readonly answers: string; readonly name: string }

export interface ModelRequest {
  readonly messages: readonly ExchangeMessage[]
  readonly tools: readonly ToolSpec[]
  /** `required`: the reply must call a tool (how structured answers are asked for). */
  readonly toolChoice: 'auto' | 'required'
  /** Who asks and from which prompt: for people and for the journal. Never sent, and no part of the request's identity. */
  readonly about?: RequestAbout
  /** What is wrong with a reply, in sentences that name the field and the mend. Never sent. */
  readonly check?: (reply: Pick<ModelReply, 'toolCalls'>) => readonly string[]
}

export interface RequestAbout {
  /** Unique within a run, and equal in every run that goes the same way: `specialist T1`. */
  readonly conversation: string
  readonly title: string
  /** Id and content hash of the prompt that it began with. */
  readonly prompt: string
  readonly promptHash: string
}

export interface ModelUsage {
  readonly inputTokens: number
  readonly outputTokens: number
}

export interface ModelReply {
  readonly text: string
  readonly toolCalls: readonly ToolRequest[]
  readonly usage: ModelUsage
}

/** Sends one request and gives one whole reply, or throws a ModelFault. */
export type Send = (request: ModelRequest, signal?: AbortSignal) => Promise<ModelReply>

/** A conversation's way to its model; closed when the conversation ends, so that nobody waits for it any longer. */
export interface Line extends Disposable {
  readonly send: Send
}

/** Identity of a request: the same conversation with the same tools has the same hash in every process. */
export function requestHashOf(model: string, { messages, tools, toolChoice }: ModelRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([model, messages, tools, toolChoice]))
    .digest('hex')
    .slice(0, 16)
}

/** Rough size of a request in tokens: four characters each. For budgets before the server has counted. */
export function estimatedTokens({ messages, tools }: ModelRequest): number {
  return Math.ceil((JSON.stringify(messages).length + JSON.stringify(tools).length) / 4)
}
