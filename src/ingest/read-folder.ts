import type { Incident } from '../domain/index.ts'
import type { ReadMaterialsOptions } from './read-materials.ts'
import type { FileReading } from './reader.ts'

/** As `readMaterials`; the formats are loaded when a folder is read: a warehouse from the cache needs none of them. */
export async function* readMaterials(folder: string, options?: ReadMaterialsOptions): AsyncGenerator<FileReading, Incident> {
  const reading = await import('./read-materials.ts')
  return yield* reading.readMaterials(folder, options)
}
