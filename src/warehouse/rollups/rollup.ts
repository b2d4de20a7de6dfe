import type { DuckDBConnection } from '@duckdb/node-api'
import type { Columns } from '../load/tables.ts'
import type { Fragments } from './fragments.ts'

/** A small table that is made of the record tables when they are complete, so that a question about all rows reads few. */
export interface Rollup {
  readonly table: string
  readonly columns: Columns
  /** Fills the table. */
  fill(connection: DuckDBConnection, gathered: Gathered): Promise<void>
}

/** What was seen while lines were loaded. */
export interface Gathered {
  /** By source. */
  readonly fragments: ReadonlyMap<string, Fragments>
}
