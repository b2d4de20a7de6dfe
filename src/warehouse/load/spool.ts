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

/** Bytes written at once, bytes after which the table takes what is there, and after which it is waited for. */
const [heldChars, readyBytes, fullBytes] = [1 << 16, 4 << 20, 64 << 20]
const usualRow = 2 << 20

/** A file of rows that are written, or taken by the table. */
interface Sheet {
  readonly path: string
  readonly descriptor: number
  bytes: number
  /** The most bytes that a row may have. */
  longest: number
  /** Columns that hold something for which a letter stands. */
  readonly marked: boolean[]
}

/**
 * Writes rows as text that the engine reads in large portions, while further rows are written: half of what it costs to hand
 * them over cell by cell, and a tenth where a cell is a list. @param file this and another beside it are made, and removed at the end
 */
export function openSpool(
  connection: DuckDBConnection,
  table: string,
  columns: Readonly<Record<string, ColumnType>>,
  file: string
): TableWriter {
  const types = Object.values(columns)
  const sheetAt = (path: string): Sheet => ({
    path,
    descriptor: openSync(path, 'w', 0o600),
    bytes: 0,
    longest: usualRow,
    marked: types.map(() => false)
  })
  let [sheet, other] = [sheetAt(file), sheetAt(`${file}-2`)]
  let held = ''
  let lastJson: { readonly cell: Cell; readonly text: string } = { cell: null, text: 'null' }
  /** While the table takes the other sheet. */
  let taking: Promise<void> | null = null
  let isTaken = true

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
        // It holds no control characters. Points of a row share their labels.
        if (cell !== lastJson.cell) lastJson = { cell, text: JSON.stringify(cell) }
        return lastJson.text
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
    sheet.marked[column] = true
    return said
  }
  function write(): void {
    sheet.bytes += writeSync(sheet.descriptor, held, sheet.bytes)
    held = ''
  }
  /** Has the table begin to take what is written; what comes now goes to the other sheet. */
  function turn(): void {
    if (held !== '') write()
    ;[sheet, other] = [other, sheet]
    isTaken = false
    taking = take(other)
    // Whoever settles or closes hears of it.
    taking.catch(() => undefined)
  }
  async function take(full: Sheet): Promise<void> {
    if (full.bytes === 0) return
    await connection.run(takeFrom(table, columns, full.marked, full.longest), [full.path])
    ftruncateSync(full.descriptor)
    full.bytes = 0
    full.marked.fill(false)
    isTaken = true
  }

  let isOpen = true
  async function discard(): Promise<void> {
    if (!isOpen) return
    isOpen = false
    await taking?.catch(() => undefined)
    for (const { descriptor, path } of [sheet, other]) {
      closeSync(descriptor)
      rmSync(path, { force: true })
    }
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
      if (row.length * 3 > sheet.longest) sheet.longest = row.length * 3 + 1
      held += row + rowEnd
      if (held.length >= heldChars) write()
    },
    async settle() {
      if (sheet.bytes < readyBytes || (!isTaken && sheet.bytes < fullBytes)) return
      await taking
      turn()
    },
    async close() {
      await taking
      turn()
      await taking
      await discard()
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
