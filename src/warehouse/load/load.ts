import type { Source, TableName } from '../../domain/index.ts'
import type { ReadBatch, ReadItem } from '../../ingest/index.ts'
import { createRoutes, type Routes } from '../enrichment/route.ts'
import { queryParametersOf } from '../enrichment/query-parameters.ts'
import type { Cell, TableWriter } from './appending.ts'
import { createHeldEvents, type HeldEvents } from './held-events.ts'
import * as rows from './rows.ts'
import type { StoredTable } from './tables.ts'

type RecordItem = Extract<ReadItem, { kind: 'record' }>
type ItemOf<T extends TableName> = Extract<RecordItem, { table: T }>

export type Writers = Readonly<Record<StoredTable, TableWriter>>

/** Takes what was read to the tables. */
export interface Load {
  /** `keepLines`: unless they are kept elsewhere. */
  add(sourceId: string, batch: ReadBatch, options: { readonly keepLines: boolean }): void
  /** Takes records whose lines are already there, each numbered by its line after `base`. */
  addRest(sourceId: string, items: readonly ReadItem[], base: number): void
  /** Makes room for so many more records of a table, and says after which number. */
  reserve(table: TableName, records: number): number
  addSource(source: Source): void
  finish(): void
  readonly events: HeldEvents
  readonly routes: Routes
}

export function createLoad(writers: Writers, heldEvents: number): Load {
  const counts = new Map<TableName, number>()
  const routes = createRoutes()
  const events = createHeldEvents(heldEvents, (sourceId, item, details) =>
    append(sourceId, item, rows.eventCells(item.record, details))
  )

  function append(sourceId: string, item: RecordItem, cells: readonly Cell[], recordId = reserve(item.table, 1) + 1): number {
    writers[item.table].append(rows.provenanceCells(recordId, sourceId, item).concat(cells))
    return recordId
  }

  function reserve(table: TableName, records: number): number {
    const before = counts.get(table) ?? 0
    counts.set(table, before + records)
    return before
  }

  function addItem(sourceId: string, item: ReadItem, recordId?: number): void {
    if (item.kind === 'rejected') writers.rejected.append([sourceId, item.firstLine, item.lastLine, item.reason])
    if (item.kind !== 'record') return
    if (item.table === 'events') events.add(sourceId, item)
    else append(sourceId, item, item.table === 'requests' ? requestCells(item.record) : plainCells(item), recordId)
  }

  const requestCells = (record: ItemOf<'requests'>['record']): Cell[] =>
    rows.requestCells(record, routes.add(record), queryParametersOf(record.target))

  return {
    events,
    routes,
    add(sourceId, { firstLine, lines, items }, { keepLines }) {
      for (const [index, text] of keepLines ? lines.entries() : []) writers.lines.append([sourceId, firstLine + index, text])
      for (const item of inOrder(items)) addItem(sourceId, item)
    },
    addRest(sourceId, items, base) {
      for (const item of items) addItem(sourceId, item, base + item.firstLine)
    },
    reserve,
    addSource(source) {
      writers.sources.append([
        source.id,
        source.path,
        source.format,
        source.zone.name,
        source.firstTime,
        source.lastTime,
        source.lines.total,
        Object.values(source.records).reduce((sum, count) => sum + count, 0),
        source.lines.rejected
      ])
    },
    finish: () => events.flush()
  }
}

function plainCells(item: Exclude<RecordItem, { table: 'events' | 'requests' }>): Cell[] {
  switch (item.table) {
    case 'statements':
      return rows.statementCells(item.record)
    case 'spans':
      return rows.spanCells(item.record)
    case 'metrics':
      return rows.metricCells(item.record)
    case 'alerts':
      return rows.alertCells(item.record)
    case 'reports':
      return rows.reportCells(item.record)
    case 'changes':
      return rows.changeCells(item.record)
  }
}

/** Readers go through a file from top to bottom; one that does not is put in order, because record ids promise it. */
function inOrder(items: readonly ReadItem[]): readonly ReadItem[] {
  const ordered = items.every((item, index) => item.firstLine >= (items[index - 1]?.firstLine ?? 0))
  return ordered ? items : items.toSorted((a, b) => a.firstLine - b.firstLine)
}
