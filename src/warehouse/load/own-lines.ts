import type { DuckDBConnection } from '@duckdb/node-api'

/** A source whose lines the engine read by itself, a row each in their order. */
export interface OwnLines {
  readonly sourceId: string
  readonly table: string
}

/** Reads a plain file's lines into a table of their own: a third of what it costs to hand them over one by one. */
export async function readOwnLines(connection: DuckDBConnection, sourceId: string, file: string): Promise<OwnLines> {
  const table = `lines_of_${sourceId}`
  await connection.run(
    `CREATE TABLE ${table} AS SELECT coalesce(line, '') AS text FROM read_csv($1, columns = {'line': 'VARCHAR'},
       delim = '\x01', quote = '', escape = '', header = false, auto_detect = false, strict_mode = false, max_line_size = 4000000)`,
    [file]
  )
  return { sourceId, table }
}
