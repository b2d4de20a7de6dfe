import { chmod } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { FileReading, ReadFile } from '../../ingest/index.ts'
import { duckdb } from '../duckdb.ts'
import { openTableWriter, type TableWriter } from './appending.ts'
import { correctRoutes, correctTemplates } from './corrections.ts'
import type { Fragments } from '../rollups/fragments.ts'
import { makeRollups } from '../rollups/make-rollups.ts'
import { setIntervalMeans } from './interval-means.ts'
import { createLoad, type Writers } from './load.ts'
import { type OwnLines, readOwnLines } from './own-lines.ts'
import { loadPlainRequests } from './plain-requests.ts'
import { createPseudonyms, type Pseudonym } from './pseudonyms.ts'
import { openSpool } from './spool.ts'
import { linesView, schema, type StoredTable, storedAs, tables } from './tables.ts'

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
  const instance = await duckdb.DuckDBInstance.create(path, { memory_limit: '512MB' })
  await chmod(path, 0o600)
  const connection = await instance.connect()
  let opened: Writers | null = null
  try {
    // Few transactions: each of many would wait for the disk, and a warehouse cut short is thrown away whole.
    await connection.run('BEGIN TRANSACTION')
    for (const statement of schema) await connection.run(statement)
    const writers = await openWriters(connection, path)
    opened = writers
    const pseudonyms = createPseudonyms()
    const load = createLoad(writers, heldEvents)
    const ownLines: OwnLines[] = []
    const fragments = new Map<string, Fragments>()
    for await (const file of files) {
      signal?.throwIfAborted()
      const reading = readingOf(file)
      onFile?.(reading.path)
      const own = reading.plainFile ? await readOwnLines(connection, reading.id, reading.plainFile) : null
      if (own) ownLines.push(own)
      const taken = own && reading.bulk ? await loadPlainRequests(connection, own, reading.bulk, load) : null
      if (taken) {
        pseudonyms.add(taken.personalData)
        fragments.set(reading.id, taken.fragments)
        load.addSource(reading.source())
        continue
      }
      for (const batch of reading.batches()) {
        load.add(reading.id, batch, { keepLines: own === null })
        pseudonyms.add(batch.personalData)
        for (const writer of Object.values(writers)) await writer.settle()
        // A large file must not keep the process from hearing that it is to stop, nor the tables from taking what is ready.
        await setImmediate()
        signal?.throwIfAborted()
      }
      load.addSource(reading.source())
    }
    signal?.throwIfAborted()
    load.finish()
    for (const writer of Object.values(writers)) await writer.close()
    await correctTemplates(connection, load.events)
    await correctRoutes(connection, load.routes.changes())
    await connection.run(linesView(ownLines))
    await connection.run('COMMIT')
    await connection.run('BEGIN TRANSACTION')
    await setIntervalMeans(connection)
    await makeRollups(connection, { fragments })
    await connection.run('COMMIT')
    await connection.run('CHECKPOINT')
    return pseudonyms.all()
  } finally {
    for (const writer of Object.values(opened ?? {})) await writer.discard()
    connection.closeSync()
    instance.closeSync()
  }
}

/** Tables of many rows take theirs in large portions. */
async function openWriters(connection: DuckDBConnection, path: string): Promise<Writers> {
  const spool = (table: StoredTable): TableWriter => openSpool(connection, storedAs(table), tables[table], `${path}.${table}`)
  const open = (table: StoredTable): Promise<TableWriter> => openTableWriter(connection, table)
  return {
    events: spool('events'),
    requests: spool('requests'),
    statements: spool('statements'),
    spans: spool('spans'),
    metrics: spool('metrics'),
    alerts: await open('alerts'),
    reports: await open('reports'),
    changes: await open('changes'),
    rejected: await open('rejected'),
    lines: spool('lines'),
    sources: await open('sources')
  }
}

/** A file that is held whole, as one batch. */
function readingOf(file: ReadFile | FileReading): FileReading {
  if (!('lines' in file)) return file
  const { source, lines, items, personalData } = file
  return { id: source.id, path: source.path, batches: () => [{ firstLine: 1, lines, items, personalData }], source: () => source }
}
