import type { Incident, JournalEvent, RunRecord } from './domain/index.ts'
import type { Ledger } from './evidence/index.ts'
import type { Logger } from './foundation/index.ts'
import type { LoadProgress, Warehouse } from './warehouse/index.ts'

// What every composition begins with: a folder as a warehouse, a ledger over it, and who watches.

/** Who watches: every method is optional, and none can change what happens. */
export interface Observer {
  /** A line that stays. */
  step?(text: string): void
  /** What is being done just now. */
  doing?(text: string): void
  event?(event: JournalEvent): void
  /** Something that a person should know whatever comes of it. */
  notice?(text: string): void
}

export interface Options {
  readonly signal?: AbortSignal | undefined
  readonly observer?: Observer | undefined
  /** Logs to stderr. @default false */
  readonly verbose?: boolean | undefined
}

export async function openMaterials(folder: string, options: Options): Promise<Warehouse> {
  const [{ readConfig }, { openWarehouse }] = await Promise.all([import('./foundation/index.ts'), import('./warehouse/index.ts')])
  const { cacheDir, cacheBytes } = readConfig()
  const { signal, observer } = options
  observer?.step?.(`Reading ${folder}`)
  const logger = await loggerFor(options)
  return openWarehouse(folder, {
    cacheDir,
    cacheBytes,
    logger,
    ...(signal ? { signal } : {}),
    onProgress: (progress) => observer?.doing?.(progressText(progress))
  })
}

function progressText(progress: LoadProgress): string {
  switch (progress.stage) {
    case 'hashing':
      return 'looking at the files'
    case 'reading':
      return `read ${progress.path}`
    case 'opening':
      return progress.cached ? 'opening what was read before' : 'opening what was read'
  }
}

/** A ledger over materials, and the incident as its agents and its report may see it. */
export interface Desk {
  readonly incident: Incident
  readonly ledger: Ledger
}

/** Opens a folder and sets a desk over it, whose rooms are loaded while the materials are read. */
export async function openDesk(
  folder: string,
  personalData: RunRecord['personalData'],
  options: Options
): Promise<Desk & AsyncDisposable & { readonly warehouse: Warehouse }> {
  const [warehouse] = await Promise.all([openMaterials(folder, options), deskRooms()])
  return {
    warehouse,
    ...(await deskOver(warehouse, personalData)),
    [Symbol.asyncDispose]: () => warehouse[Symbol.asyncDispose]()
  }
}

const deskRooms = () => Promise.all([import('./evidence/index.ts'), import('./investigation/index.ts')])

/** Sets a desk over a warehouse that is open. */
export async function deskOver(warehouse: Warehouse, personalData: RunRecord['personalData']): Promise<Desk> {
  const [{ createLedger, evidenceTools }, { redactIncident }] = await deskRooms()
  const redact = personalData === 'pseudonymised'
  const incident = redact ? redactIncident(warehouse.incident, (text) => warehouse.redact(text)) : warehouse.incident
  return { incident, ledger: createLedger({ warehouse, tools: evidenceTools, redact }) }
}

export async function loggerFor({ verbose }: Options): Promise<Logger> {
  const { createLogger, readConfig } = await import('./foundation/index.ts')
  return createLogger({ level: verbose ? 'debug' : readConfig().logLevel })
}

export function aborting({ signal }: Options): { signal?: AbortSignal } {
  return signal ? { signal } : {}
}
