import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'

/** All rows of a small answer. */
export async function rowsIn(connection: DuckDBConnection, sql: string): Promise<readonly (readonly DuckDBValue[])[]> {
  return (await connection.runAndReadAll(sql)).getRows()
}
