import { z } from 'zod'

/** What went wrong on the wire, in the terms that decide whether to try again. */
export type ModelFaultKind =
  | 'rate-limited'
  | 'server-error'
  | 'refused-request'
  | 'unauthorised'
  | 'not-json'
  | 'timeout'
  | 'connection'
  | 'cut-off'
  | 'empty'
  | 'too-long'
  | 'bad-tool-call'
  | 'refusal'

/** A model call that gave nothing usable. */
export class ModelFault extends Error {
  override readonly name = 'ModelFault'
  readonly kind: ModelFaultKind
  readonly status: number | null
  /** What the server asked us to wait, in milliseconds. */
  readonly retryAfterMs: number | null

  constructor(
    kind: ModelFaultKind,
    message: string,
    details: { status?: number; retryAfterMs?: number | null; cause?: unknown } = {}
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.kind = kind
    this.status = details.status ?? null
    this.retryAfterMs = details.retryAfterMs ?? null
  }
}

/** Kinds that a second try may cure. */
const passing: ReadonlySet<ModelFaultKind> = new Set([
  'rate-limited',
  'server-error',
  'not-json',
  'timeout',
  'connection',
  'cut-off',
  'empty'
])
export const isPassing = (fault: ModelFault): boolean => passing.has(fault.kind)

/** Seconds or HTTP date → milliseconds from `now`; null when absent or unreadable. Source: RFC 9110 section 10.2.3. */
export function retryAfterMsOf(header: string | null, now: number): number | null {
  if (!header) return null
  const wait = /^\d+(\.\d+)?$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isFinite(wait) ? Math.max(0, wait) : null
}

/**
 * A `fetch` that never lets a broken reply pass for a good one: an error status, an HTML page with status 200, or a body
 * that ends early each become a ModelFault before any client library sees them.
 */
export function strictFetch(send: typeof fetch = fetch, now: () => number = Date.now): typeof fetch {
  return async (input, init) => {
    const response = await send(input, init).catch((cause: unknown) => {
      throw faultOfThrown(cause)
    })
    const body = await response.text().catch((cause: unknown) => {
      throw faultOfThrown(cause)
    })
    if (!response.ok) throw faultOfStatus(response, body, now())
    try {
      checkToolCalls(JSON.parse(body))
    } catch (cause) {
      if (cause instanceof ModelFault) throw cause
      const kind = body.trimStart().startsWith('<') ? 'not-json' : 'cut-off'
      throw new ModelFault(kind, `the endpoint answered ${response.status} with ${excerpt(body)}`, {
        status: response.status,
        cause
      })
    }
    return new Response(body, { status: response.status, headers: response.headers })
  }
}

/** The parts of a completion that client libraries let pass when broken. */
const Completion = z.object({
  choices: z.array(
    z.object({
      message: z.object({
        tool_calls: z.array(z.object({ function: z.object({ name: z.string(), arguments: z.string() }) })).nullish()
      })
    })
  )
})

function checkToolCalls(body: unknown): void {
  const calls = Completion.safeParse(body).data?.choices.flatMap(({ message }) => message.tool_calls ?? []) ?? []
  for (const { function: called } of calls) {
    try {
      JSON.parse(called.arguments || '{}')
    } catch (cause) {
      throw new ModelFault('bad-tool-call', `the arguments of ${called.name} are not JSON: ${excerpt(called.arguments)}`, {
        cause
      })
    }
  }
}

function faultOfStatus(response: Response, body: string, now: number): ModelFault {
  const { status } = response
  const tooLong = status === 400 && /context.{0,20}length|too many tokens|maximum context/i.test(body)
  const kind: ModelFaultKind = tooLong
    ? 'too-long'
    : status === 429
      ? 'rate-limited'
      : status === 401 || status === 403
        ? 'unauthorised'
        : status >= 500 || status === 408
          ? 'server-error'
          : 'refused-request'
  const retryAfterMs = retryAfterMsOf(response.headers.get('retry-after'), now)
  return new ModelFault(kind, `the endpoint answered ${status}: ${excerpt(body)}`, { status, retryAfterMs })
}

function faultOfThrown(cause: unknown): ModelFault {
  if (cause instanceof ModelFault) return cause
  const message = cause instanceof Error ? cause.message : String(cause)
  const timedOut = cause instanceof Error && (cause.name === 'TimeoutError' || cause.name === 'AbortError')
  return new ModelFault(
    timedOut ? 'timeout' : 'connection',
    timedOut ? 'the endpoint did not answer in time' : `the connection failed: ${message}`,
    { cause }
  )
}

function excerpt(body: string): string {
  const flat = body.replaceAll(/\s+/g, ' ').trim()
  return flat ? `"${flat.slice(0, 200)}"` : 'an empty body'
}

/** The ModelFault inside whatever a client library made of it, or undefined. */
export function modelFaultOf(thrown: unknown): ModelFault | undefined {
  for (let error: unknown = thrown, depth = 0; error instanceof Error && depth < 8; error = error.cause, depth++) {
    if (error instanceof ModelFault) return error
  }
  return undefined
}
