import { chmod } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Source, TableName } from '../../domain/index.ts'
import type { FileReading, ReadBatch, ReadFile, ReadItem } from '../../ingest/index.ts'
import { createRoutes, type Routes } from '../enrichment/route.ts'
import { queryParametersOf } from '../enrichment/query-parameters.ts'
import { type Cell, openTableWriter, type TableWriter } from './appending.ts'
import { correctRoutes, correctTemplates } from './corrections.ts'
import { createHeldEvents, type HeldEvents } from './held-events.ts'
import { createPseudonyms, type Pseudonym } from './pseudonyms.ts'
import * as rows from './rows.ts'
import { schema, type StoredTable } from './tables.ts'

type RecordItem = Extract<ReadItem, { kind: 'record' }>
type ItemOf<T extends TableName> = Extract<RecordItem, { table: T }>

export interface LoadOptions {
  readonly signal?: AbortSignal | undefined
  readonly onFile?: ((path: string) => void) | undefined
  /** Events held until they are written. @default 10 000 */
  readonly heldEvents?: number
}

/**
 * Writes a DuckDB file (which must not exist) from files as they are read, and closes it: a reader may open it afterwards.
 * Templates and routes are learned from the whole; rows that were written before something new was learned are put right
 * in the end, so memory does not grow with the records.
 */
export async function loadFile(
  path: string,
  files: AsyncIterable<ReadFile | FileReading> | Iterable<ReadFile | FileReading>,
  { signal, onFile, heldEvents = 10_000 }: LoadOptions = {}
): Promise<readonly Pseudonym[]> {
  const instance = await DuckDBInstance.create(path, { memory_limit: '512MB' })
  await chmod(path, 0o600)
  const connection = await instance.connect()
  try {
    // One transaction: each of many would wait for the disk, and a warehouse cut short is thrown away whole.
    await connection.run('BEGIN TRANSACTION')
    for (const statement of schema) await connection.run(statement)
    const writers = await openWriters(connection)
    const pseudonyms = createPseudonyms()
    const load = createLoad(writers, heldEvents)
    for await (const file of files) {
      signal?.throwIfAborted()
      const reading = readingOf(file)
      onFile?.(reading.path)
      for (const batch of reading.batches()) {
        load.add(reading.id, batch)
        pseudonyms.add(batch.personalData)
        if (signal === undefined) continue
        // A large file must not keep the process from hearing that it is to stop.
        await setImmediate()
        signal.throwIfAborted()
      }
      load.addSource(reading.source())
    }
    signal?.throwIfAborted()
    load.finish()
    for (const writer of Object.values(writers)) writer.close()
    await correctTemplates(connection, load.events)
    await correctRoutes(connection, load.routes.changes())
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

/** A file that is held whole, as one batch. */
function readingOf(file: ReadFile | FileReading): FileReading {
  if (!('lines' in file)) return file
  const { source, lines, items, personalData } = file
  return { id: source.id, path: source.path, batches: () => [{ firstLine: 1, lines, items, personalData }], source: () => source }
}

interface Load {
  add(sourceId: string, batch: ReadBatch): void
  addSource(source: Source): void
  finish(): void
  readonly events: HeldEvents
  readonly routes: Routes
}

function createLoad(writers: Writers, heldEvents: number): Load {
  const counts = new Map<TableName, number>()
  const routes = createRoutes()
  const events = createHeldEvents(heldEvents, (sourceId, item, details) =>
    append(sourceId, item, rows.eventCells(item.record, details))
  )

  function append(sourceId: string, item: RecordItem, cells: readonly Cell[]): number {
    const recordId = (counts.get(item.table) ?? 0) + 1
    counts.set(item.table, recordId)
    writers[item.table].append([...rows.provenanceCells(recordId, sourceId, item), ...cells])
    return recordId
  }

  function addItem(sourceId: string, item: ReadItem): void {
    if (item.kind === 'rejected') writers.rejected.append([sourceId, item.firstLine, item.lastLine, item.reason])
    if (item.kind !== 'record') return
    if (item.table === 'events') events.add(sourceId, item)
    else append(sourceId, item, item.table === 'requests' ? requestCells(item.record) : plainCells(item))
  }

  const requestCells = (record: ItemOf<'requests'>['record']): Cell[] =>
    rows.requestCells(record, routes.add(record), queryParametersOf(record.target))

  return {
    events,
    routes,
    add(sourceId, { firstLine, lines, items }) {
      for (const [index, text] of lines.entries()) writers.lines.append([sourceId, firstLine + index, text])
      for (const item of inOrder(items)) addItem(sourceId, item)
    },
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
