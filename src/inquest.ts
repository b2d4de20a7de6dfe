import { basename, join, resolve } from 'node:path'
import type { Incident, RunRecord, Scalar, TimeWindow } from './domain/index.ts'
import type { ModelOptions, Verification } from './investigation/index.ts'
import type { CacheEntry } from './warehouse/index.ts'
import { type ElsewhereOptions, elsewhereOf } from './elsewhere.ts'
import { inquestVersion } from './installation.ts'
import { aborting, loggerFor, openDesk, openMaterials, type Options } from './open-materials.ts'

export { inquestVersion, sampleIncident } from './installation.ts'
export type { Verification } from './investigation/index.ts'
export type { Observer, Options } from './open-materials.ts'

// The rooms are loaded when they are used: `inquest --help` waits for none of them.

export interface InvestigateOptions extends Options, ModelOptions, ElsewhereOptions {
  /** Folder of the run. @default runs/<time>-<name>/ in the current directory */
  readonly out?: string | undefined
  /** Folder of a stopped run to go on with. */
  readonly resume?: string | undefined
  /** The harmful time; found in the materials by default. */
  readonly window?: TimeWindow | undefined
  /** Halves of the design that nobody asks for. @default none */
  readonly without?: readonly ('monitoring' | 'resilience')[] | undefined
  /** Stops once the plan is made, so that it can be edited and the run resumed: throws InquestError `paused`. */
  readonly until?: 'plan' | undefined
  /** @default 'builtin' */
  readonly model?: string | undefined
  /** @default false */
  readonly showPersonalData?: boolean | undefined
}

export interface Investigation {
  readonly record: RunRecord
  readonly runFolder: string
  readonly reportJson: string
}

/**
 * Investigates a folder of materials and writes its report.
 * Throws InquestError: `usage` for what cannot be asked, `materials` for what cannot be read, `cannot-judge` when stopped.
 */
export async function investigate(folder: string | undefined, options: InvestigateOptions = {}): Promise<Investigation> {
  const [{ InquestError, systemClock }, rooms] = await Promise.all([
    import('./foundation/index.ts'),
    import('./investigation/index.ts')
  ])
  const { observer, signal } = options
  const stopped = options.resume === undefined ? null : await rooms.readStoppedRun(options.resume)
  const elsewhere = await elsewhereOf(options)
  const use = await rooms.modelUseOf(options, stopped, process.cwd())
  const materials = folder ?? stopped?.started.incident.folder
  if (materials === undefined) {
    throw new InquestError('usage', 'No folder of materials is named.', 'Name one: inquest investigate <folder>')
  }
  const runFolder = options.resume ?? options.out ?? rooms.defaultRunFolder('', materials, new Date(systemClock.now()))
  if (!stopped) await rooms.requireFreeRunFolder(runFolder, materials)
  const personalData = stopped?.started.personalData ?? (options.showPersonalData ? 'shown' : 'pseudonymised')
  await using desk = await openDesk(materials, personalData, options)
  const { warehouse, incident, ledger } = desk
  const windowAsked = stopped ? stopped.started.windowAsked : (options.window ?? null)
  rooms.requireReadable(incident, windowAsked)
  for (const notice of rooms.noticesOn(incident)) observer?.notice?.(notice)
  using begun = await rooms.beginRun(
    {
      runFolder,
      materials,
      incident,
      ledger,
      personalData,
      windowAsked,
      use,
      mode: options.mode,
      until: options.until,
      elsewhere,
      without: options.without,
      signal,
      version: inquestVersion(),
      clock: systemClock,
      logger: await loggerFor(options),
      onEvent: (event) => observer?.event?.(event)
    },
    stopped
  )
  try {
    const agents = await rooms.agentsFor(begun.run, {
      ...options,
      use,
      runFolder,
      redact: (text) => warehouse.redact(text),
      onHost: (text) => observer?.step?.(text),
      onWaiting: (text) => observer?.notice?.(text)
    })
    const record = await rooms.conduct(begun.run, agents, () => begun.facts())
    return { record, runFolder, reportJson: await writeReport(runFolder, record) }
  } catch (cause) {
    if (!signal?.aborted) throw cause
    throw new InquestError(
      'cannot-judge',
      'Interrupted; the journal keeps what is done.',
      `Go on with: inquest investigate --resume ${runFolder}`,
      { cause }
    )
  }
}

/** report.json comes last: where it is, the run is finished. */
async function writeReport(runFolder: string, record: RunRecord): Promise<string> {
  const { designFiles, renderHtml, renderJson, renderMarkdown } = await import('./report/index.ts')
  const { runFiles, writeWhole } = await import('./investigation/index.ts')
  const { monitoringFiles } = await import('./resilience/index.ts')
  const json = renderJson(record)
  await writeWhole(join(runFolder, runFiles.markdown), renderMarkdown(record))
  await writeWhole(join(runFolder, runFiles.html), renderHtml(record))
  for (const [path, content] of [...designFiles(record), ...monitoringFiles(record)]) {
    await writeWhole(join(runFolder, path), content)
  }
  await writeWhole(join(runFolder, runFiles.record), json)
  return json
}

/** Checks a report against the materials again, without a model or network. */
export async function verify(
  runFolder: string,
  options: Options & { readonly materials?: string | undefined } = {}
): Promise<Verification> {
  const [{ runFiles, verifyRun }, { designFiles, renderHtml, renderMarkdown }, { monitoringFiles }] = await Promise.all([
    import('./investigation/index.ts'),
    import('./report/index.ts'),
    import('./resilience/index.ts')
  ])
  const { materials, signal, observer } = options
  return verifyRun(runFolder, {
    materials,
    signal,
    onProgress: (text) => observer?.doing?.(text),
    files: (record) => new Map([...designFiles(record), ...monitoringFiles(record)]),
    renderers: { [runFiles.markdown]: renderMarkdown, [runFiles.html]: renderHtml },
    version: inquestVersion(),
    open: (folder, personalData) => openDesk(folder, personalData, options)
  })
}

/** What each file of a folder is taken for. */
export interface Catalogue {
  readonly incident: Incident
  /** By table: 'complete', 'sample' or 'unknown', measured against the volume metrics. */
  readonly completeness: Readonly<Record<string, string>>
}

export async function sources(folder: string, options: Options = {}): Promise<Catalogue> {
  await using desk = await openDesk(folder, 'pseudonymised', options)
  const { incident, ledger } = desk
  if (incident.sources.every(({ lines }) => lines.records === 0)) return { incident, completeness: {} }
  const { facts } = await ledger.call({ tool: 'catalogue', arguments: {} }, { by: 'sources', ...aborting(options) })
  const said = Object.entries(facts).flatMap(([name, value]) =>
    name.endsWith('_complete') && typeof value === 'string' ? [[name.replace(/_complete$/, ''), value] as const] : []
  )
  return { incident, completeness: Object.fromEntries(said) }
}

export interface QueryAnswer {
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly rows: readonly (readonly Scalar[])[]
  /** True when there are more rows than were asked for. */
  readonly cut: boolean
}

/** One SELECT over the parsed materials. Throws InquestError `usage` for what the door refuses. */
export async function query(
  folder: string,
  sql: string,
  options: Options & { readonly limit?: number | undefined; readonly showPersonalData?: boolean | undefined } = {}
): Promise<QueryAnswer> {
  await using warehouse = await openMaterials(folder, options)
  const { columns, rows, cut } = await warehouse.query(sql, [], { rows: options.limit ?? 1000, ...aborting(options) })
  const shown = (cell: Scalar): Scalar => (typeof cell === 'string' && !options.showPersonalData ? warehouse.redact(cell) : cell)
  return { columns, rows: rows.map((row) => row.map(shown)), cut }
}

/** The scenarios of the library: what is told of each, and not what is wrong in it. */
export async function listScenarios(): Promise<
  { readonly name: string; readonly service: string; readonly formats: readonly string[] }[]
> {
  const library = await import('./simulator/index.ts')
  return library.listScenarios()
}

export interface SimulateOptions {
  readonly seed?: number
  readonly out?: string
  readonly overwrite?: boolean
  /** A day on which nothing goes wrong, under the scenario's load. @default false */
  readonly healthy?: boolean
}

/** Writes the materials of a scenario, and what is true of it beside their folder. The same seed writes the same files. */
export async function simulate(
  scenario: string | undefined,
  { seed = 0, out, overwrite = false, healthy = false }: SimulateOptions = {}
): Promise<{ readonly materials: string; readonly truthPath: string | null }> {
  const { InquestError } = await import('./foundation/index.ts')
  if (scenario === undefined) {
    throw new InquestError('usage', 'No scenario is named.', '`inquest simulate --list` names them.')
  }
  const library = await import('./simulator/index.ts')
  const name = basename(scenario).replace(/\.ya?ml$/, '')
  const folder = out ?? join('simulated', `${name}-${healthy ? 'healthy-' : ''}${seed}`)
  if (healthy) return { ...(await library.simulateHealthy(scenario, seed, folder, { overwrite })), truthPath: null }
  return library.simulate(scenario, seed, folder, { overwrite })
}

export interface SimulateManyOptions {
  /** One, or null for all that are not sealed. */
  readonly scenario: string | null
  readonly seeds: readonly number[]
  readonly out?: string
  readonly jobs?: number | undefined
  readonly overwrite?: boolean | undefined
  readonly onMade?: (materials: string, done: number, total: number) => void
}

/** Writes scenarios with many seeds, side by side: each as `simulate` writes it. Gives how many there are, and where. */
export async function simulateMany({
  scenario,
  seeds,
  out = 'simulated',
  onMade,
  ...options
}: SimulateManyOptions): Promise<{ readonly folder: string; readonly incidents: number }> {
  const library = await import('./simulator/index.ts')
  const made = await library.simulateMany(scenario === null ? library.openScenarios() : [scenario], seeds, out, {
    ...options,
    onMade: ({ materials }, done, total) => onMade?.(materials, done, total)
  })
  return { folder: resolve(out), incidents: made.length }
}

export interface CacheContent {
  readonly folder: string
  readonly entries: readonly CacheEntry[]
}

/** The parsed materials that are kept on this machine, the last used first. */
export async function cacheList(): Promise<CacheContent> {
  const [{ readConfig }, { listCache }] = await Promise.all([import('./foundation/index.ts'), import('./warehouse/index.ts')])
  const { cacheDir } = readConfig()
  return { folder: cacheDir, entries: await listCache(cacheDir) }
}

/** Removes parsed materials: all, or those of one incident by its name or the beginning of its key. */
export async function cacheClear(name?: string): Promise<{ readonly removed: number; readonly bytes: number }> {
  const [{ readConfig }, { clearCache }] = await Promise.all([import('./foundation/index.ts'), import('./warehouse/index.ts')])
  return clearCache(readConfig().cacheDir, name === undefined ? {} : { name })
}
