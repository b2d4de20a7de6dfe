import { mkdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plan, Steering } from '../domain/index.ts'
import { InquestError, systemClock } from '../foundation/index.ts'
import { type Catalogue, sources } from '../inquest.ts'
import { listSamples, type Sample } from '../installation.ts'
import { defaultRunFolder, readSteering, writeSteering } from '../investigation/index.ts'
import { keepAsked, readAsked } from './asked-options.ts'
import { type Candidate, findCandidates } from './materials.ts'
import { type PendingRequest, pendingRequests } from './manual-requests.ts'
import { isOwnFolder, isPlainName, placeBelow } from './place.ts'
import { keepPlan, waitingPlan } from './plan-desk.ts'
import { headsOf, lineAt, type RawLines, rawLines } from './raw-lines.ts'
import { materialsPlace, recordedFolder, recordedRuns } from './recorded.ts'
import { listRuns, type RunSummary } from './run-list.ts'
import { type RerunFrom, type RunOptions, type RunProcess, startRunProcess } from './run-process.ts'
import { keepUpload, type UploadedFile } from './uploads.ts'
import { type RunWatch, watchRun } from './watch-run.ts'

/** Where materials come from: a folder below the workspace, or a sample that comes with Inquest. */
export type Materials = { readonly kind: 'folder' | 'sample'; readonly name: string }

/** A run as it stands, whoever conducts it. */
export interface OpenRun {
  readonly id: string
  readonly folder: string
  readonly watch: RunWatch
  /** The process of this server that conducts it; null when it was begun elsewhere or has ended. */
  readonly process: RunProcess | null
  /** What people asked and the run has not taken note of yet. */
  readonly pending: number
  /** Requests of a run by hand that wait for an answer. */
  readonly waiting: readonly PendingRequest[]
  /** The plan that waits for somebody to read it and to let the run go on. */
  readonly plan: Plan | null
}

/** Runs at a time: each loads a warehouse and computes. */
const runsAtATime = 2

/** A folder with incidents and runs, and the runs under way in it. Nothing outside it is read but the samples. */
export interface Workspace extends AsyncDisposable {
  readonly root: string
  readonly samples: readonly Sample[]
  runs(): Promise<RunSummary[]>
  /** Ids of runs that come with Inquest. */
  readonly recorded: readonly string[]
  candidates(): Promise<Candidate[]>
  /** Throws InquestError `usage` for what is not in the workspace. */
  catalogue(materials: Materials): Promise<Catalogue>
  /** Path below the workspace of the folder that was made. */
  upload(name: string, files: readonly UploadedFile[]): Promise<string>
  /** Begins a run; returns its id at once, before its materials are read. */
  start(materials: Materials, options: Omit<RunOptions, 'out' | 'resume'>, suggested?: readonly Steering[]): Promise<string>
  /** Asks something of a run, which takes note of it at its next step. Throws InquestError `usage` when there is a verdict. */
  steer(id: string, steering: Steering): Promise<void>
  /**
   * Begins another run on the materials of an earlier one, with another model or other prompts: anew, or going the way of
   * the earlier one up to a step.
   */
  again(id: string, options: Omit<RunOptions, 'out' | 'resume'>, step?: RerunFrom['step']): Promise<string>
  /** Puts an edited plan in place of the one that waits. Throws InquestError `usage` when none does. */
  editPlan(id: string, plan: Plan): Promise<void>
  resume(id: string): Promise<void>
  stop(id: string): Promise<void>
  /** Throws InquestError `usage` for an unknown id. What was written since the last look is read. */
  open(id: string): Promise<OpenRun>
  /** The first lines of each file of the run's materials. */
  heads(id: string): Promise<string>
  /** Lines of a source of the run's materials: from a line on, or from the time `at`. Personal data as pseudonyms. */
  lines(id: string, source: string, place: { readonly from: number } | { readonly at: string }): Promise<RawLines>
}

/** Opens a folder as a workspace. Throws InquestError `usage` when it is no folder. */
export async function openWorkspace(folder: string): Promise<Workspace> {
  const root = await realpath(folder).catch(() => null)
  if (root === null || !(await stat(root)).isDirectory()) {
    throw new InquestError('usage', `${folder} is no folder.`, 'Name one with --workspace, or leave it out to use this one.')
  }
  const samples = listSamples()
  const processes = new Map<string, RunProcess>()
  const watches = new Map<string, RunWatch>()

  const folderOf = async (id: string): Promise<string> => {
    const recorded = recordedFolder(id)
    if (recorded) return recorded
    const under = processes.has(id) || (isPlainName(id) && (await isOwnFolder(root, 'runs', id)))
    if (under) return join(root, 'runs', id)
    throw new InquestError('usage', `There is no run "${id}" in this workspace.`, 'The start page lists the runs.')
  }
  const lookAt = async (folder: string, id: string): Promise<RunWatch> => {
    const watch = watches.get(id) ?? watchRun(folder)
    watches.set(id, watch)
    await watch.look()
    return watch
  }
  const placeOf = async ({ kind, name }: Materials): Promise<string> => {
    if (kind === 'folder') return placeBelow(root, name)
    const sample = samples.find((one) => one.name === name)
    if (sample) return sample.folder
    throw new InquestError('usage', `There is no sample incident "${name}".`, 'Choose one of those listed.')
  }
  const requireOwn = (id: string): void => {
    if (recordedFolder(id) === null) return
    throw new InquestError(
      'usage',
      'This run comes with Inquest and stays as it is.',
      'Start a run of your own on the same sample.'
    )
  }
  const requireRoom = (): void => {
    const underWay = [...processes].filter(([, { alive }]) => alive)
    if (underWay.length < runsAtATime) return
    throw new InquestError(
      'cannot-judge',
      'As many runs as this machine should carry are under way.',
      'Wait for one, or stop it.'
    )
  }
  const begin = async (
    place: string,
    options: RunOptions,
    suggested: readonly Steering[] = [],
    from?: RerunFrom
  ): Promise<string> => {
    const out = await freeFolder(root, place)
    const id = out.slice(join(root, 'runs').length + 1)
    await keepAsked(out, options)
    for (const [index, one] of suggested.entries()) await writeSteering(out, one, systemClock.now() + index)
    processes.set(id, startRunProcess(place, { ...options, out }, root, from))
    return id
  }
  return {
    root,
    samples,
    recorded: recordedRuns(),
    runs: () => listRuns(join(root, 'runs')),
    candidates: () => findCandidates(root),
    catalogue: async (materials) => sources(await placeOf(materials)),
    upload: (name, files) => keepUpload(root, name, files),
    async start(materials, options, suggested = []) {
      requireRoom()
      return begin(await placeOf(materials), options, suggested)
    },
    async again(id, options, step) {
      requireRoom()
      const run = await folderOf(id)
      const { started } = (await lookAt(run, id)).view.state
      if (!started) throw new InquestError('usage', 'That run has read no materials yet.', 'Wait until it has.')
      return begin(materialsPlace(started.incident.folder), options, [], step ? { run, step } : undefined)
    },
    async editPlan(id, plan) {
      const folder = await folderOf(id)
      requireOwn(id)
      if (processes.get(id)?.alive) throw new InquestError('usage', 'The run is under way.', 'Stop it first.')
      await keepPlan(folder, (await lookAt(folder, id)).view.state, plan)
    },
    async resume(id) {
      const folder = await folderOf(id)
      if (processes.get(id)?.alive) return
      requireOwn(id)
      requireRoom()
      processes.set(id, startRunProcess(null, { ...(await readAsked(folder)), resume: folder, ...(await modelOf(folder)) }, root))
    },
    async steer(id, steering) {
      const folder = await folderOf(id)
      requireOwn(id)
      const watch = await lookAt(folder, id)
      const { at } = watch.view.state.phase
      if (at === 'design' || at === 'report' || at === 'finished') {
        throw new InquestError('usage', 'The verdict of this run is made.', 'Start another run with your explanation.')
      }
      await writeSteering(folder, steering, systemClock.now())
    },
    async stop(id) {
      await folderOf(id)
      processes.get(id)?.stop()
    },
    async open(id) {
      const folder = await folderOf(id)
      const watch = await lookAt(folder, id)
      const { steering, started, phase } = watch.view.state
      const byHand = started?.model === 'manual' && phase.at !== 'finished'
      const pending = [...(await readSteering(folder)).keys()].filter((key) => !steering.has(key)).length
      const process = processes.get(id) ?? null
      return {
        id,
        folder,
        watch,
        process,
        pending,
        waiting: byHand ? await pendingRequests(folder) : [],
        plan: process?.alive ? null : await waitingPlan(folder, watch.view.state)
      }
    },
    async lines(id, source, place) {
      const watch = await lookAt(await folderOf(id), id)
      const materials = watch.view.state.started?.incident.folder ?? ''
      return rawLines(
        materialsPlace(materials),
        source,
        'from' in place ? place.from : await lineAt(materialsPlace(materials), source, place.at)
      )
    },
    async heads(id) {
      const { state } = (await lookAt(await folderOf(id), id)).view
      const { incident, sources = [] } = state.started ?? {}
      return incident ? headsOf(materialsPlace(incident.folder), new Map(sources.map(({ id, path }) => [id, path]))) : ''
    },
    async [Symbol.asyncDispose]() {
      const alive = [...processes.values()].filter((process) => process.alive)
      for (const process of alive) process.stop()
      const late = setTimeout(() => alive.forEach((process) => process.kill()), 10_000)
      await Promise.all(alive.map(({ ended }) => ended))
      clearTimeout(late)
    }
  }
}

/** A folder that no run has yet: two that begin in the same second are told apart by a number. */
async function freeFolder(root: string, materials: string): Promise<string> {
  const first = defaultRunFolder(root, materials, new Date())
  await mkdir(join(root, 'runs'), { recursive: true })
  for (let n = 1; ; n++) {
    const folder = n === 1 ? first : `${first}-${n}`
    // Made here and now: whoever comes next finds it taken.
    const made = await mkdir(folder).then(
      () => true,
      () => false
    )
    if (made) return folder
    if (n > 100) throw new InquestError('usage', `${first} cannot be made.`, 'Is the workspace writable?')
  }
}

/** A run is resumed with the model that it began with. */
async function modelOf(folder: string): Promise<Pick<RunOptions, 'model'>> {
  const watch = watchRun(folder)
  await watch.look()
  const model = watch.view.state.started?.model
  return model === undefined ? {} : { model }
}
