import type { Incident } from '../../domain/index.ts'
import { type FileReading, readMaterials } from '../../ingest/index.ts'
import { loadFile, type LoadOptions } from './load-file.ts'
import type { Pseudonym } from './pseudonyms.ts'

/** What stands beside the tables. */
export interface Loaded {
  readonly incident: Incident
  readonly pseudonyms: readonly Pseudonym[]
}

/** Reads a folder of materials into a DuckDB file, which must not exist. Throws as `readMaterials`. */
export async function loadFolder(folder: string, file: string, options: LoadOptions): Promise<Loaded> {
  const result: { incident?: Incident } = {}
  const pseudonyms = await loadFile(file, keepingResult(readMaterials(folder), result), options)
  const { incident } = result
  if (incident === undefined) throw new TypeError('readMaterials ended without an incident')
  return { incident, pseudonyms }
}

/** Passes files on and keeps what the generator returns at its end. */
async function* keepingResult(
  files: AsyncGenerator<FileReading, Incident>,
  result: { incident?: Incident }
): AsyncGenerator<FileReading, void> {
  result.incident = yield* files
}
