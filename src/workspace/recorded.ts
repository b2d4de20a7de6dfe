import { existsSync, readdirSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { packagePath } from '../installation.ts'
import { runFiles } from '../investigation/index.ts'

/** Runs that come with Inquest, so that a lesson needs neither a run nor a model. Their ids begin with this. */
const prefix = 'recorded:'

export function recordedRuns(): string[] {
  const folder = packagePath('evals', 'recorded')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, runFiles.journal)))
    .sort()
    .map((name) => `${prefix}${name}`)
}

/** Folder of a recorded run; null for an id that is none. */
export function recordedFolder(id: string): string | null {
  return recordedRuns().includes(id) ? packagePath('evals', 'recorded', id.slice(prefix.length)) : null
}

/** Where a run's materials lie. A recorded run names them within the package. */
export const materialsPlace = (folder: string): string => (isAbsolute(folder) ? folder : packagePath(folder))
