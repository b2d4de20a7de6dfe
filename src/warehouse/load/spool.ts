import { closeSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs'
import type { DuckDBConnection } from '@duckdb/node-api'
import { epochMsOf } from '../../domain/index.ts'
import { type Cell, number, type TableWriter, text, unfit } from './appending.ts'
import type { ColumnType } from './tables.ts'

/** Between cells, before items of a list, and before the letter that stands for what may not stand in a cell. */
const [unit, item, mark] = ['\u001f', '\u001e', '\u001c']
const rowEnd = '\n'
/** What may not stand in a cell as it is, and the letter for it. */
const letters: Readonly<Record<string, string>> = {
  '\n': 'n',
  '\r': 'r',
  '\0': '0',
  '\u001d': 'g',
  [item]: 's',
  [unit]: 'u',
  [mark]: 'e'
}
// oxlint-disable-next-line no-control-regex -- what may not stand in a cell
const odd = /[\n\r\0\u001c-\u001f]/
const everyOdd = new RegExp(odd.source, 'g')
/** An empty text: a cell with nothing in it is NULL. */
const emptyText = `${mark}z`

/** Bytes written at once, and bytes after which the table takes what is there. */
const [heldChars, fullBytes] = [1 << 16, 64 << 20]
const usualRow = 2 << 20

/**
 * Writes rows as text that the engine reads in large portions: half of what it costs to hand them over cell by cell, and a
 * tenth where a cell is a list. @param file is made, and removed at the end
 */
export function openSpool(
  connection: DuckDBConnection,
  table: string,
  columns: Readonly<Record<string, ColumnType>>,
  file: string
): TableWriter {
  const types = Object.values(columns)
  /** Columns that hold something for which a letter stands. */
  const marked = types.map(() => false)
  const descriptor = openSync(file, 'w', 0o600)
  let [held, bytes, longest] = ['', 0, usualRow]

  function cellOf(cell: Cell, type: ColumnType, column: number): string {
    switch (type) {
      case 'BIGINT':
        return String(Math.trunc(number(cell, type)))
      case 'INTEGER':
        return String(number(cell, type) | 0)
      case 'DOUBLE':
        return String(number(cell, type))
      case 'BOOLEAN':
        if (typeof cell !== 'boolean') throw unfit(cell, type)
        return String(cell)
      case 'TIMESTAMP':
        return String(epochMsOf(text(cell, type)))
      case 'JSON':
        // It holds no control characters.
        return JSON.stringify(cell)
      case 'VARCHAR': {
        const said = text(cell, type)
        return said === '' ? markedAs(emptyText, column) : withoutOdd(said, column)
      }
      case 'VARCHAR[]': {
        if (!Array.isArray(cell)) throw unfit(cell, type)
        let list = '['
        for (const one of cell as readonly Cell[]) list += item + withoutOdd(text(one, type), column)
        return list
      }
    }
  }
  function withoutOdd(said: string, column: number): string {
    return odd.test(said)
      ? markedAs(
          said.replace(everyOdd, (letter) => mark + (letters[letter] ?? 'e')),
          column
        )
      : said
  }
  function markedAs(said: string, column: number): string {
    marked[column] = true
    return said
  }
  function write(): void {
    bytes += writeSync(descriptor, held, bytes)
    held = ''
  }
  async function take(): Promise<void> {
    if (held !== '') write()
    if (bytes === 0) return
    await connection.run(takeFrom(table, columns, marked, longest), [file])
    ftruncateSync(descriptor)
    bytes = 0
    marked.fill(false)
  }

  let isOpen = true
  function discard(): void {
    if (!isOpen) return
    isOpen = false
    closeSync(descriptor)
    rmSync(file, { force: true })
  }

  return {
    append(cells) {
      let row = ''
      let column = 0
      for (const type of types) {
        const cell = cells[column] ?? null
        if (column > 0) row += unit
        if (cell !== null && (typeof cell !== 'number' || Number.isFinite(cell))) row += cellOf(cell, type, column)
        column += 1
      }
      if (row.length * 3 > longest) longest = row.length * 3 + 1
      held += row + rowEnd
      if (held.length >= heldChars) write()
    },
    async settle() {
      if (bytes >= fullBytes) await take()
    },
    async close() {
      await take()
      discard()
    },
    discard
  }
}

/** Reads the file's rows into the table. */
function takeFrom(
  table: string,
  columns: Readonly<Record<string, ColumnType>>,
  marked: readonly boolean[],
  longest: number
): string {
  const read = Object.entries(columns).map(([name, type]) => `'${name}': '${readAs(type)}'`)
  const values = Object.entries(columns).map(([name, type], column) => valueOf(`"${name}"`, type, marked[column] ?? false))
  return `INSERT INTO ${table} SELECT ${values.join(', ')} FROM read_csv($1, columns = {${read.join(', ')}}, delim = chr(31),
    quote = '', escape = '', comment = '', nullstr = '', new_line = '\\n', header = false, auto_detect = false, max_line_size = ${longest})`
}

function readAs(type: ColumnType): ColumnType {
  if (type === 'TIMESTAMP') return 'BIGINT'
  return type === 'JSON' || type === 'VARCHAR[]' ? 'VARCHAR' : type
}

function valueOf(name: string, type: ColumnType, isMarked: boolean): string {
  if (type === 'TIMESTAMP') return `make_timestamp(${name} * 1000)`
  if (type === 'VARCHAR[]') {
    const list = `string_split(${name}, chr(30))[2:]`
    return isMarked ? `list_transform(${list}, lambda x: ${unmarked('x')})` : list
  }
  return type === 'VARCHAR' && isMarked ? unmarked(name) : name
}

/** The mark itself last: what it stands before would else be taken for marked. */
function unmarked(name: string): string {
  let value = `replace(${name}, '${emptyText}', '')`
  for (const [letter, written] of Object.entries(letters).toSorted(([a], [b]) => Number(a === mark) - Number(b === mark)))
    value = `replace(${value}, '${mark}${written}', chr(${letter.charCodeAt(0)}))`
  return value
}
