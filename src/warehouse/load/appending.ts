import { type DuckDBAppender, type DuckDBConnection, DuckDBTimestampValue } from '@duckdb/node-api'
import { epochMsOf } from '../../domain/index.ts'
import { type ColumnType, keptLines, type StoredTable, tables } from './tables.ts'

/** A value for a column: Instants for timestamps, any JSON-able value for JSON, null for nothing. */
export type Cell = string | number | boolean | null | readonly string[] | Readonly<Record<string, unknown>>

export interface TableWriter {
  /** Cells in the order of the table's columns. */
  append(cells: readonly Cell[]): void
  close(): void
}

type Put = (appender: DuckDBAppender, cell: Cell) => void

/** A cell of another type than its column's is a defect of the caller: it must not become another value in silence. */
function unfit(cell: Cell, type: ColumnType): TypeError {
  return new TypeError(`${JSON.stringify(cell)} is no ${type}`)
}

function number(cell: Cell, type: ColumnType): number {
  if (typeof cell !== 'number') throw unfit(cell, type)
  return cell
}

function text(cell: Cell, type: ColumnType): string {
  if (typeof cell !== 'string') throw unfit(cell, type)
  return storable(cell)
}

const loneSurrogate = /\p{Surrogate}/u
/** Without the flag `u`, halves of pairs match too: most texts hold neither, and this tells fastest. */
const anySurrogate = /[\uD800-\uDFFF]/

/** How a cell goes into a column of each type. Callers give cells of the column's type; null is handled before. */
const putters: Readonly<Record<ColumnType, Put>> = {
  BIGINT: (appender, cell) => appender.appendBigInt(BigInt(number(cell, 'BIGINT'))),
  INTEGER: (appender, cell) => appender.appendInteger(number(cell, 'INTEGER')),
  DOUBLE: (appender, cell) => appender.appendDouble(number(cell, 'DOUBLE')),
  BOOLEAN: (appender, cell) => {
    if (typeof cell !== 'boolean') throw unfit(cell, 'BOOLEAN')
    appender.appendBoolean(cell)
  },
  VARCHAR: (appender, cell) => appender.appendVarchar(text(cell, 'VARCHAR')),
  TIMESTAMP: (appender, cell) => {
    appender.appendTimestamp(new DuckDBTimestampValue(BigInt(epochMsOf(text(cell, 'TIMESTAMP'))) * 1000n))
  },
  JSON: (appender, cell) => appender.appendVarchar(storable(JSON.stringify(cell))),
  // As text, which DuckDB casts: a list given as values makes an object of the engine for each item, freed who knows when.
  'VARCHAR[]': (appender, cell) => {
    if (!Array.isArray(cell)) throw unfit(cell, 'VARCHAR[]')
    const items = cell.map((item: Cell) => `"${text(item, 'VARCHAR[]').replaceAll(/["\\]/g, String.raw`\$&`)}"`)
    appender.appendVarchar(`[${items.join(', ')}]`)
  }
}

/** Lone surrogates have no UTF-8; the rest of Unicode, NUL included, is kept. */
function storable(text: string): string {
  return anySurrogate.test(text) && loneSurrogate.test(text) ? text.replaceAll(/\p{Surrogate}/gu, '\uFFFD') : text
}

/** Appends rows to a table by DuckDB's appender. */
export function openTableWriter(connection: DuckDBConnection, table: StoredTable): Promise<TableWriter> {
  return openColumnWriter(connection, table === 'lines' ? keptLines : table, Object.values(tables[table]))
}

/** The same for a table whose columns have these types. */
export async function openColumnWriter(
  connection: DuckDBConnection,
  table: string,
  types: readonly ColumnType[]
): Promise<TableWriter> {
  const appender = await connection.createAppender(table)
  const puts = types.map((type) => putters[type])
  return {
    append(cells) {
      for (const [index, put] of puts.entries()) {
        const cell = cells[index] ?? null
        if (cell === null || (typeof cell === 'number' && !Number.isFinite(cell))) appender.appendNull()
        else put(appender, cell)
      }
      appender.endRow()
    },
    close() {
      appender.closeSync()
    }
  }
}
