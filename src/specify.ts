import { mkdir, readdir, readFile } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import type { JournalEvent, RunRecord } from './domain/index.ts'
import { investigate, type InvestigateOptions, type Options, sources } from './inquest.ts'

// Specification-driven work: each step writes one document, which a person may edit before the next.

export interface SpecOptions extends Options {
  /** Folder of the specification. @default specs/<NNN>-<name>/ in the current directory */
  readonly out?: string | undefined
  /** @default 'builtin' */
  readonly model?: string | undefined
}

const files = { spec: 'spec.md', plan: 'plan.md', tasks: 'tasks.md', traceability: 'traceability.md', run: 'run' } as const

const rooms = () =>
  Promise.all([import('./foundation/index.ts'), import('./specification/index.ts'), import('./investigation/index.ts')])

/** Writes spec.md for a folder of materials: what must come of an inquest into it, as requirements that can be tested. */
export async function specify(
  folder: string,
  options: SpecOptions = {}
): Promise<{ readonly dir: string; readonly path: string }> {
  const [{ systemClock }, { specText }, { writeWhole }] = await rooms()
  const { incident } = await sources(folder, options)
  const dir = options.out ?? (await freeFolder(folder))
  const created = new Date(systemClock.now()).toISOString().slice(0, 10)
  const path = join(dir, files.spec)
  await refuseOver(path)
  await writeWhole(path, specText({ incident, folder: resolve(folder), created, scope: 'all' }))
  return { dir, path }
}

/** Writes plan.md from spec.md as it stands. */
export async function planSpecification(dir: string, options: SpecOptions = {}): Promise<string> {
  const [, { checkNames, planText, readRequirements }, { writeWhole }] = await rooms()
  const spec = await documentIn(dir, files.spec, `inquest specify <folder> --out ${dir}`)
  const { incident } = await sources(await materialsOf(spec, dir), options)
  const path = join(dir, files.plan)
  await writeWhole(path, planText(readRequirements(spec, checkNames), { incident, model: options.model ?? 'builtin' }))
  return path
}

/** Writes tasks.md: the planner's questions for the specialists, and the steps around them. No question is asked yet. */
export async function draftSpecTasks(dir: string, options: SpecOptions = {}): Promise<string> {
  const [{ InquestError }, { checkNames, investigationTasks, readRequirements, tasksText }, { readStoppedRun, writeWhole }] =
    await rooms()
  const spec = await documentIn(dir, files.spec, `inquest specify <folder> --out ${dir}`)
  await documentIn(dir, files.plan, `inquest plan ${dir}`)
  const { out: _, ...asked } = options
  const run = join(dir, files.run)
  await investigate(await materialsOf(spec, dir), { ...asked, out: run, until: 'plan' }).catch((thrown: unknown) => {
    if (!(thrown instanceof InquestError && thrown.code === 'paused')) throw thrown
  })
  const plan = (await readStoppedRun(run)).state.plans[0] ?? null
  const lead =
    'Each question is one specialist’s. Reword, add or strike out questions (labels: application, database, infrastructure, ' +
    `traffic, dependencies, changes, citizen-impact), then: \`inquest tasks ${dir} --run\`. Strike out [monitoring] or [resilience] to have none designed; the other steps are taken whatever stands here.`
  const path = join(dir, files.tasks)
  await writeWhole(path, tasksText(basename(resolve(dir)), lead, investigationTasks(plan, readRequirements(spec, checkNames))))
  return path
}

export interface RunTasks {
  readonly record: RunRecord
  readonly traceability: string
  readonly unmet: readonly string[]
}

/**
 * Executes the tasks of tasks.md as it stands, ticks each as it is done, and writes traceability.md. Stopped, it goes on
 * where it stood; finished, it only holds the requirements as they are now against the run.
 */
export async function runSpecTasks(dir: string, options: SpecOptions = {}): Promise<RunTasks> {
  const [, specification, investigation] = await rooms()
  await documentIn(dir, files.tasks, `inquest tasks ${dir}`)
  const run = join(dir, files.run)
  const finished = await recordIn(run)
  if (finished) {
    const asked = new Set(finished.plans.flatMap(({ tasks }) => tasks.map(({ question }) => question)))
    const added = specification
      .questionsIn(specification.readTasks(await readFile(join(dir, files.tasks), 'utf8')))
      .filter(({ done, text }) => !done && !asked.has(text))
    for (const { id, text } of added) {
      options.observer?.notice?.(
        `${id} was added after the run had finished and is not answered: ${text}. To ask it, remove ${run} and go on from \`inquest tasks ${dir}\`.`
      )
    }
  }
  const { out: _, ...asked } = options
  const record = finished ?? (await goOn(dir, run, asked))
  return trace(dir, record, files.run, specification, investigation.writeWhole)
}

async function goOn(dir: string, run: string, options: Omit<InvestigateOptions, 'out'>): Promise<RunRecord> {
  const [
    ,
    { finishedBy, leftOut, planOfTasks, questionsIn, readTasks, tickTask },
    { readStoppedRun, writePlanFile, writeWhole }
  ] = await rooms()
  const path = join(dir, files.tasks)
  const stopped = await readStoppedRun(run)
  let text = await readFile(path, 'utf8')
  const made = stopped.state.plans.find(({ round }) => round === 1)
  const begun = stopped.state.tasks.size > 0
  let ids = made?.tasks.map(({ id }) => id) ?? []
  if (made && !begun) await writePlanFile(run, planOfTasks(made, readTasks(text)))
  let writing = Promise.resolve()
  const tick = (event: JournalEvent): void => {
    if (event.type === 'plan-edited' && event.plan.round === 1) ids = event.plan.tasks.map(({ id }) => id)
    const done = finishedBy(event)
    if (done === null) return
    const tasks = readTasks(text)
    const line = questionsIn(tasks)[ids.indexOf(done)] ?? tasks.find(({ label }) => label === done)
    if (!line || line.done) return
    text = tickTask(text, line.id)
    const now = text
    writing = writing.then(() => writeWhole(path, now))
  }
  for (const event of before(stopped.state)) tick(event)
  const { observer } = options
  try {
    const { record } = await investigate(undefined, {
      ...options,
      resume: run,
      without: leftOut(readTasks(text)),
      observer: {
        ...observer,
        event: (event) => {
          tick(event)
          observer?.event?.(event)
        }
      }
    })
    return record
  } finally {
    await writing
  }
}

/** What was done before the run stopped, as far as tasks are concerned. */
function before({
  frame,
  tasks
}: {
  readonly frame: object | null
  readonly tasks: ReadonlyMap<string, { readonly status: string }>
}): JournalEvent[] {
  return [
    ...(frame ? [{ type: 'frame-set' as const, window: null, baseline: null, evidence: '' }] : []),
    ...[...tasks].flatMap(([task, { status }]) =>
      status === 'finished' ? [{ type: 'task-finished' as const, task, findings: 0 }] : []
    )
  ]
}

/** All steps at once, for who wants to edit nothing. */
export async function investigateBySpec(folder: string, options: SpecOptions = {}): Promise<RunTasks & { readonly dir: string }> {
  const { dir } = await specify(folder, options)
  await planSpecification(dir, options)
  await draftSpecTasks(dir, options)
  return { dir, ...(await runSpecTasks(dir, options)) }
}

/** Hybrid: a specification of monitoring and resilience on a finished analysis, with the teams' work as its tasks. */
export async function specifyDesign(runFolder: string, options: SpecOptions = {}): Promise<RunTasks & { readonly dir: string }> {
  const [{ InquestError, systemClock }, specification, { writeWhole }] = await rooms()
  const { checkNames, designTasks, planText, readRequirements, specText, tasksText } = specification
  const record = await recordIn(runFolder)
  if (!record) throw new InquestError('usage', `${runFolder} holds no finished run.`, 'Investigate first, or name another run.')
  const { name, brief, materialsHash } = record.incident
  const incident = { name, brief, materialsHash, sources: record.sources }
  const dir = options.out ?? (await freeFolder(`${name}-design`))
  const created = new Date(systemClock.now()).toISOString().slice(0, 10)
  const spec = specText({ incident, folder: runFolder, created, scope: 'design', record })
  await refuseOver(join(dir, files.spec))
  await writeWhole(join(dir, files.spec), spec)
  const requirements = readRequirements(spec, checkNames)
  await writeWhole(join(dir, files.plan), planText(requirements, { incident, model: record.model }))
  const lead = 'Work for the teams that are named in brackets, from the design of the run. Tick what is done.'
  await writeWhole(join(dir, files.tasks), tasksText(basename(resolve(dir)), lead, designTasks(record, requirements)))
  return { dir, ...(await trace(dir, record, relative(resolve(dir), resolve(runFolder)), specification, writeWhole)) }
}

async function trace(
  dir: string,
  record: RunRecord,
  runFolder: string,
  { checkNames, readRequirements, traceabilityText, traceRequirements }: Awaited<ReturnType<typeof rooms>>[1],
  writeWhole: Awaited<ReturnType<typeof rooms>>[2]['writeWhole']
): Promise<RunTasks> {
  const traced = traceRequirements(readRequirements(await readFile(join(dir, files.spec), 'utf8'), checkNames), record)
  const traceability = join(dir, files.traceability)
  await writeWhole(traceability, traceabilityText(traced, record, runFolder))
  return {
    record,
    traceability,
    unmet: traced.flatMap(({ met, requirement: { id, title }, why }) => (met === true ? [] : [`${id} ${title}: ${why}`]))
  }
}

async function recordIn(runFolder: string): Promise<RunRecord | null> {
  const [{ RunRecord }, { runFiles }] = await Promise.all([import('./domain/index.ts'), import('./investigation/index.ts')])
  const text = await readFile(join(runFolder, runFiles.record), 'utf8').catch(() => null)
  return text === null ? null : RunRecord.parse(JSON.parse(text))
}

/** The next free `specs/<NNN>-<name>`. */
async function freeFolder(folder: string): Promise<string> {
  await mkdir('specs', { recursive: true })
  const numbers = (await readdir('specs')).map((name) => Number(/^(\d{3,})-/.exec(name)?.[1] ?? 0))
  const name =
    basename(resolve(folder))
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-') || 'incident'
  return join('specs', `${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}-${name}`)
}

async function refuseOver(path: string): Promise<void> {
  const [{ InquestError }] = await rooms()
  if ((await readFile(path).catch(() => null)) === null) return
  throw new InquestError(
    'usage',
    `${path} is there already, perhaps edited.`,
    'Name another folder with --out, or go on with `inquest plan`.'
  )
}

async function documentIn(dir: string, file: string, next: string): Promise<string> {
  const [{ InquestError }] = await rooms()
  const path = join(dir, file)
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) throw new InquestError('usage', `There is no ${path}.`, `Write it with: ${next}`)
  return text
}

/** The folder of materials that spec.md names. */
async function materialsOf(spec: string, dir: string): Promise<string> {
  const [{ InquestError }] = await rooms()
  const [, folder] = /^\*\*Input\*\*: `([^`]+)`/m.exec(spec) ?? []
  if (folder === undefined) {
    throw new InquestError(
      'usage',
      `${join(dir, files.spec)} does not name its materials.`,
      'It needs a line: **Input**: `<folder>`'
    )
  }
  return folder
}
