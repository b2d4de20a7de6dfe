import type { Evidence } from '../domain/index.ts'

/** A call as an agent makes it. */
export interface ToolCall {
  readonly tool: string
  readonly arguments: Readonly<Record<string, unknown>>
}

export interface CallOptions {
  /** Who asks: a role, for the journal. */
  readonly by: string
  readonly signal?: AbortSignal
}

/** Keeps every piece of evidence of a run; runs a call once and returns the earlier evidence for an identical one. */
export interface Ledger {
  /** Throws InquestError `usage` for an unknown tool or arguments that do not fit, naming the field and an example. */
  call(call: ToolCall, options: CallOptions): Promise<Evidence>
  get(id: string): Evidence | undefined
  /** In order of first call. */
  all(): readonly Evidence[]
}
