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

/** A call that was answered, for the journal. */
export interface AnsweredCall {
  readonly by: string
  readonly evidence: Evidence
  /** True when earlier evidence was returned and nothing ran. */
  readonly reused: boolean
  readonly durationMs: number
}

/** Keeps every piece of evidence of a run; runs a call once and returns the earlier evidence for an identical one. */
export interface Ledger {
  /** Throws InquestError `usage` for an unknown tool or arguments that do not fit, naming the field and an example. */
  call(call: ToolCall, options: CallOptions): Promise<Evidence>
  /** Runs a call again whatever is kept, and keeps nothing: how `inquest verify` learns what a call says today. */
  recall(call: ToolCall, options?: { readonly signal?: AbortSignal }): Promise<Evidence>
  /** Takes over evidence of an earlier run on the same materials, so that a resumed run does not call again. */
  preload(evidence: Iterable<Evidence>): void
  get(id: string): Evidence | undefined
  /** In order of first call. */
  all(): readonly Evidence[]
}
