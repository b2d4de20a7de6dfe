import type { Incident, PersonalDataType, Scalar } from '../domain/index.ts'

export interface QueryResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  /** Timestamps come back as Instants (UTC, milliseconds), BIGINT and DECIMAL as numbers, structs and lists as JSON text. */
  readonly rows: readonly (readonly Scalar[])[]
  /** True when the row limit cut the result. */
  readonly cut: boolean
}

export interface QueryLimits {
  /** @default 10_000 */
  readonly rows?: number
  /** @default 30_000 */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/**
 * A folder's parsed materials behind a read-only door: one SELECT a call, no file, network, setting or extension, in a
 * process that is killed when it exceeds its time or memory.
 *
 * Tables: see docs/design/warehouse.md. Positional parameters `$1, $2 …`.
 */
export interface Warehouse extends AsyncDisposable {
  readonly incident: Incident
  /** Personal values and the pseudonym of each, in order of first appearance. */
  readonly pseudonyms: readonly { readonly type: PersonalDataType; readonly value: string; readonly pseudonym: string }[]
  /** Replaces every personal value in a text by its pseudonym, and what only looks like one by its type in brackets. */
  redact(text: string): string
  /** Throws InquestError `usage` for what the door refuses, `cannot-judge` for time, memory or a dead process. */
  query(sql: string, parameters?: readonly Scalar[], limits?: QueryLimits): Promise<QueryResult>
}
