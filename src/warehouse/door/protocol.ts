import type { Scalar } from '../../domain/index.ts'
import type { QueryResult } from '../warehouse.ts'

/** What the warehouse's process says to the door's. */
export type DoorRequest =
  | { readonly kind: 'open'; readonly settings: DoorSettings }
  | {
      readonly kind: 'query'
      readonly id: number
      readonly sql: string
      readonly parameters: readonly Scalar[]
      readonly rows: number
    }
  | { readonly kind: 'cancel'; readonly id: number }
  /** Nothing runs: the file is let go, and another may be opened. */
  | { readonly kind: 'close' }

/** What the door's process answers. `sql-error` carries DuckDB's own words, `refused` the door's. */
export type DoorReply =
  | { readonly kind: 'opened' }
  | { readonly kind: 'result'; readonly id: number; readonly result: QueryResult }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: FailureReason; readonly message: string }
  | { readonly kind: 'unopened'; readonly message: string }
  /** `residentBytes`: what the process holds with its file closed. */
  | { readonly kind: 'closed'; readonly residentBytes: number }

export type FailureReason = 'refused' | 'sql-error' | 'interrupted' | 'out-of-memory'

export interface DoorSettings {
  /** The DuckDB file. */
  readonly file: string
  /** What DuckDB may allocate through its buffers, bytes. */
  readonly engineBytes: number
  /** Resident memory at which the process ends itself, bytes. DuckDB's own limit does not cover single values. */
  readonly processBytes: number
}

/** What the watch writes to stderr before it ends the process: how the parent knows why it died. */
export const memoryMark = 'inquest-door: memory limit'
