/** DuckDB behind a locked, read-only door. */
export type { QueryLimits, QueryResult, Warehouse } from './warehouse.ts'
