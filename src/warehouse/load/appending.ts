import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api'
import { epochMsOf } from '../../domain/index.ts'
import { duckdb } from '../duckdb.ts'
import { type ColumnType, type StoredTable, storedAs, tables } from './tables.ts'

/** A value for a column: Instants for timestamps, any JSON-able value for JSON, null for nothing. */
export type Cell = string | number | boolean | null | readonly string[] | Readonly<Record<string, unknown>>

export interface TableWriter {
  /** Cells in the order of the table's columns. */
  append(cells: readonly Cell[]): void
  /** Lets the table take what is held, when that is much. */
  settle(): Promise<void>
  close(): Promise<void>
  /** Gives up what is held, when the load has failed; nothing after `close`. */
  discard(): Promise<void>
}

type Put = (appender: DuckDBAppender, cell: Cell) => void

/** A cell of another type than its column's is a defect of the caller: it must not become another value in silence. */
export function unfit(cell: Cell, type: ColumnType): TypeError {
  return new TypeError(`${JSON.stringify(cell)} is no ${type}`)
}

export function number(cell: Cell, type: ColumnType): number {
  if (typeof cell !== 'number') throw unfit(cell, type)
  return cell
}

export function text(cell: Cell, type: ColumnType): string {
  if (typeof cell !== 'string') throw unfit(cell, type)
  return storable(cell)
}

const { DuckDBTimestampValue } = duckdb

/** Records beside each other often share their time. */
let lastInstant = { text: '', value: new DuckDBTimestampValue(0n) }

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
    const instant = text(cell, 'TIMESTAMP')
    if (instant !== lastInstant.text)
      lastInstant = { text: instant, value: new DuckDBTimestampValue(BigInt(epochMsOf(instant)) * 1000n) }
    appender.appendTimestamp(lastInstant.value)
  },
  JSON: (appender, cell) => appender.appendVarchar(storable(JSON.stringify(cell))),
  // As text, which DuckDB casts: a list given as values makes an object of the engine for each item, freed who knows when.
  'VARCHAR[]': (appender, cell) => {
    if (!Array.isArray(cell)) throw unfit(cell, 'VARCHAR[]')
    let list = '['
    for (const item of cell as readonly Cell[]) {
      const plain = text(item, 'VARCHAR[]')
      const escaped = plain.includes('"') || plain.includes('\\') ? plain.replace(/["\\]/g, String.raw`\$&`) : plain
      list += list === '[' ? `"${escaped}"` : `, "${escaped}"`
    }
    appender.appendVarchar(`${list}]`)
  }
}

/** Lone surrogates have no UTF-8; the rest of Unicode, NUL included, is kept. */
function storable(text: string): string {
  return text.isWellFormed() ? text : text.toWellFormed()
}

/** Appends rows to a table by DuckDB's appender. */
export function openTableWriter(connection: DuckDBConnection, table: StoredTable): Promise<TableWriter> {
  return openColumnWriter(connection, storedAs(table), Object.values(tables[table]))
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
      let index = 0
      for (const put of puts) {
        const cell = cells[index++] ?? null
        if (cell === null || (typeof cell === 'number' && !Number.isFinite(cell))) appender.appendNull()
        else put(appender, cell)
      }
      appender.endRow()
    },
    settle: () => Promise.resolve(),
    close() {
      appender.closeSync()
      return Promise.resolve()
    },
    discard: () => Promise.resolve()
  }
}
