import { chmod } from 'node:fs/promises'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { TableName } from '../../domain/index.ts'
import type { ReadFile, ReadItem } from '../../ingest/index.ts'
import { type Event, describeEvents } from '../enrichment/events.ts'
import { learnRoutes } from '../enrichment/route.ts'
import { queryParametersOf } from '../enrichment/query-parameters.ts'
import { type Cell, openTableWriter, type TableWriter } from './appending.ts'
import { createPseudonyms, type Pseudonym } from './pseudonyms.ts'
import * as rows from './rows.ts'
import { schema, type StoredTable } from './tables.ts'

type RecordItem = Extract<ReadItem, { kind: 'record' }>
type ItemOf<T extends TableName> = Extract<RecordItem, { table: T }>

/** A record that waits until all materials are seen: templates and routes are learned from the whole. */
interface Held<T extends TableName> {
  readonly sourceId: string
  readonly item: ItemOf<T>
}

export interface LoadOptions {
  readonly signal?: AbortSignal | undefined
  readonly onFile?: ((path: string) => void) | undefined
}

/**
 * Writes a DuckDB file (which must not exist) from files as read, and closes it: a reader may open it afterwards.
 * Memory grows with the events and requests, which are held until templates and routes are learned.
 */
export async function loadFile(
  path: string,
  files: AsyncIterable<ReadFile> | Iterable<ReadFile>,
  { signal, onFile }: LoadOptions = {}
): Promise<readonly Pseudonym[]> {
  const instance = await DuckDBInstance.create(path)
  await chmod(path, 0o600)
  const connection = await instance.connect()
  try {
    // One transaction: each of many would wait for the disk, and a warehouse cut short is thrown away whole.
    await connection.run('BEGIN TRANSACTION')
    for (const statement of schema) await connection.run(statement)
    const writers = await openWriters(connection)
    const pseudonyms = createPseudonyms()
    const load = createLoad(writers)
    for await (const file of files) {
      signal?.throwIfAborted()
      onFile?.(file.source.path)
      load.add(file)
      pseudonyms.add(file.personalData)
    }
    signal?.throwIfAborted()
    load.finish()
    for (const writer of Object.values(writers)) writer.close()
    await connection.run('COMMIT')
    await connection.run('CHECKPOINT')
    return pseudonyms.all()
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

type Writers = Readonly<Record<StoredTable, TableWriter>>

async function openWriters(connection: DuckDBConnection): Promise<Writers> {
  const open = (table: StoredTable): Promise<TableWriter> => openTableWriter(connection, table)
  return {
    events: await open('events'),
    requests: await open('requests'),
    statements: await open('statements'),
    spans: await open('spans'),
    metrics: await open('metrics'),
    alerts: await open('alerts'),
    reports: await open('reports'),
    changes: await open('changes'),
    rejected: await open('rejected'),
    lines: await open('lines'),
    sources: await open('sources')
  }
}

function createLoad(writers: Writers): { add(file: ReadFile): void; finish(): void } {
  const counts = new Map<TableName, number>()
  const events: Held<'events'>[] = []
  const requests: Held<'requests'>[] = []

  function append(sourceId: string, item: RecordItem, cells: readonly Cell[]): void {
    const recordId = (counts.get(item.table) ?? 0) + 1
    counts.set(item.table, recordId)
    writers[item.table].append([...rows.provenanceCells(recordId, sourceId, item), ...cells])
  }

  function addItem(sourceId: string, item: ReadItem): void {
    if (item.kind === 'rejected') writers.rejected.append([sourceId, item.firstLine, item.lastLine, item.reason])
    if (item.kind !== 'record') return
    if (item.table === 'events') events.push({ sourceId, item })
    else if (item.table === 'requests') requests.push({ sourceId, item })
    else append(sourceId, item, plainCells(item))
  }

  return {
    add({ source, lines, items }) {
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
      for (const [index, text] of lines.entries()) writers.lines.append([source.id, index + 1, text])
      for (const item of inOrder(items)) addItem(source.id, item)
    },
    finish() {
      const described = describeEvents(events.map(({ item }): Event => item.record))
      for (const [index, { sourceId, item }] of events.entries()) {
        const details = described[index]
        if (details !== undefined) append(sourceId, item, rows.eventCells(item.record, details))
      }
      const routeOf = learnRoutes(requests.map(({ item }) => item.record))
      for (const { sourceId, item } of requests) {
        append(sourceId, item, rows.requestCells(item.record, routeOf(item.record), queryParametersOf(item.record.target)))
      }
    }
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
