import { estimatedTokens, type ModelReply, type ModelRequest, type RequestAbout, requestHashOf, type Send } from './exchange.ts'
import { ModelFault } from './http.ts'
import { asPlainText, withActions } from './json-actions.ts'
import type { Limiter } from './limits.ts'
import { type RetryOptions, withRetries } from './retry.ts'

/** A finished call as the journal keeps it. */
export interface ModelCall {
  /** Request hash and, for a request made more than once, its count. */
  readonly key: string
  readonly model: string
  readonly request: ModelRequest
  /** With the usage of all tries that were answered. */
  readonly reply: ModelReply
  readonly durationMs: number
  /** Faults survived on the way, in words. */
  readonly faults: readonly string[]
}

export interface GuardOptions {
  readonly model: string
  readonly limiter: Limiter
  readonly retry?: RetryOptions
  /** Personal data out, before anything leaves. */
  readonly redact: (text: string) => string
  /** A call that was finished before (resume, replay): it is not paid twice. */
  readonly recall: (key: string) => ModelReply | undefined
  readonly record: (call: ModelCall) => void | Promise<void>
  /** Throws when the budget does not allow a request of this size; else holds it until the call is recorded. */
  readonly reserve: (estimatedInputTokens: number, about: RequestAbout | undefined) => Disposable
  readonly now: () => number
}

/** How often a reply that cannot be read is sent back with the reason. */
const mendings = 2

/**
 * The one seam around every model call: recall, budget, redaction, limits, retries, mending, record.
 * Throws ModelFault when nothing usable could be had.
 */
export function guardedSend(send: Send, options: GuardOptions): Send {
  const seen = new Map<string, number>()
  let plain = false
  return async (asked, signal) => {
    const request = redacted(asked, options.redact)
    const hash = requestHashOf(options.model, request)
    const count = (seen.get(hash) ?? 0) + 1
    seen.set(hash, count)
    const key = count === 1 ? hash : `${hash}-${count}`
    const known = options.recall(key)
    if (known) return known

    const reserved = options.reserve(estimatedTokens(request), request.about)
    try {
      return await answered(request, key, signal)
    } finally {
      reserved[Symbol.dispose]()
    }
  }

  async function answered(request: ModelRequest, key: string, signal: AbortSignal | undefined): Promise<ModelReply> {
    const spent = { inputTokens: 0, outputTokens: 0 }
    const faults: string[] = []
    const startedAt = options.now()
    const once = (current: ModelRequest): Promise<ModelReply> =>
      withRetries(() => options.limiter.run(() => send(plain ? asPlainText(current) : current, signal), signal), {
        ...options.retry,
        signal,
        onRetry: (fault, attempt, waitMs) => {
          faults.push(`${fault.kind}: ${fault.message}`)
          options.retry?.onRetry?.(fault, attempt, waitMs)
        }
      })
    let current = request
    for (let attempt = 0; ; attempt++) {
      try {
        const reply = withActions(await once(current), request)
        spent.inputTokens += reply.usage.inputTokens
        spent.outputTokens += reply.usage.outputTokens
        const fault = faultIn(reply, request)
        if (!fault || attempt >= mendings) {
          if (fault) throw new ModelFault('bad-tool-call', `after ${mendings} corrections ${fault}`)
          const paid = { ...reply, usage: { ...spent } }
          await options.record({ key, model: options.model, request, reply: paid, durationMs: options.now() - startedAt, faults })
          return paid
        }
        faults.push(fault)
        current = corrected(request, reply.text || JSON.stringify(reply.toolCalls), fault)
      } catch (thrown) {
        if (!(thrown instanceof ModelFault) || attempt >= mendings) throw thrown
        faults.push(`${thrown.kind}: ${thrown.message}`)
        if (thrown.kind === 'bad-tool-call') current = corrected(request, '', thrown.message)
        // An endpoint that refuses a request with tools may know none: ask again with the tools described in words.
        else if (thrown.kind === 'refused-request' && !plain && request.tools.length > 0) plain = true
        else throw thrown
      }
    }
  }
}

/** Why a reply that came whole cannot be used; null when it can. */
function faultIn(reply: ModelReply, { tools, toolChoice, check }: ModelRequest): string | null {
  const unknown = reply.toolCalls.find(({ name }) => !tools.some((tool) => tool.name === name))
  if (unknown) return `there is no tool "${unknown.name}"`
  if (toolChoice === 'required' && reply.toolCalls.length === 0) return 'it called no tool'
  const misfits = check?.(reply) ?? []
  return misfits.length > 0 ? `it does not fit: ${misfits.join(' ')}` : null
}

/** The request with the unreadable reply and the reason behind it. */
function corrected(request: ModelRequest, text: string, fault: string): ModelRequest {
  const names = request.tools.map(({ name }) => name).join(', ')
  return {
    ...request,
    messages: [
      ...request.messages,
      { role: 'assistant', content: text, toolCalls: [] },
      {
        role: 'user',
        content: `That reply could not be used: ${fault}. Call one of: ${names}, with arguments that fit its schema.`
      }
    ]
  }
}

function redacted(request: ModelRequest, redact: (text: string) => string): ModelRequest {
  return { ...request, messages: request.messages.map((message) => ({ ...message, content: redact(message.content) })) }
}
