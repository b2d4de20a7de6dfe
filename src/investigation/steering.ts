import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Agents, Desk, HypothesisDraft } from '../agents/index.ts'
import { causeTitles, type Hypothesis, state as say, Steering } from '../domain/index.ts'
import { predictionsFor } from '../verdict/index.ts'
import { isSame, propose } from './numbering.ts'
import type { Run } from './run.ts'
import { writeWhole } from './run-folder.ts'

/** What people ask of a run lies here, one file each, until the run takes note: so it is kept whatever happens to either. */
const folderOfSteering = 'steering'

/** What lies in a run's folder, by its file's name, in the order in which it came. What is no steering is passed over. */
export async function readSteering(runFolder: string): Promise<ReadonlyMap<string, Steering>> {
  const names = await readdir(join(runFolder, folderOfSteering)).catch((): string[] => [])
  const found = new Map<string, Steering>()
  for (const name of names.filter((one) => /^\d+\.json$/.test(one)).sort()) {
    const steering = Steering.safeParse(await jsonIn(join(runFolder, folderOfSteering, name))).data
    if (steering) found.set(name.replace('.json', ''), steering)
  }
  return found
}

/** Lays something that a person asks into a run's folder. Returns the id under which the run will answer. */
export async function writeSteering(runFolder: string, steering: Steering, now: number): Promise<string> {
  await mkdir(join(runFolder, folderOfSteering), { recursive: true })
  const id = String(now).padStart(15, '0')
  await writeWhole(join(runFolder, folderOfSteering, `${id}.json`), `${JSON.stringify(Steering.parse(steering))}\n`)
  return id
}

async function jsonIn(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** Journals what people asked since the last look, so that they see it was received; heeded it is at its own seams. */
export async function takeNote(run: Run): Promise<void> {
  for (const [id, steering] of (await run.inbox?.()) ?? []) {
    if (!run.state.steering.has(id)) run.record({ type: 'steering-received', id, steering })
  }
}

/**
 * The seam at which a run takes note of what people asked: everything is journalled; explanations are proposed, and tests
 * are run when the time for tests has come (`verifying`). Returns the explanations that are new.
 */
export async function heed(run: Run, agents: Agents, desk: Desk, verifying = false): Promise<Hypothesis[]> {
  await takeNote(run)
  const known = new Set(run.state.hypotheses.map(({ id }) => id))
  for (const [id, steering] of run.state.steering) {
    if (run.state.answers.has(id) || (steering.kind === 'test' && !verifying)) continue
    if (steering.kind === 'hypothesis') await suggest(run, agents, desk, id, steering)
    else await testFor(run, agents, desk, id, steering)
  }
  return run.state.hypotheses.filter(({ id }) => !known.has(id))
}

/** What comes after the verdict was made is answered too, and moves nothing. */
export async function heedTooLate(run: Run): Promise<void> {
  await takeNote(run)
  for (const id of run.state.steering.keys()) {
    const answer = 'It came after the verdict was made. Begin another run with it.'
    if (!run.state.answers.has(id)) run.record({ type: 'steering-answered', id, hypothesis: null, answer })
  }
}

type Suggested = Extract<Steering, { kind: 'hypothesis' }>

async function suggest(run: Run, agents: Agents, desk: Desk, id: string, { category, component }: Suggested): Promise<void> {
  const drafted = await agents.theorist.consider(desk, category, run.state.findings)
  const draft = drafted ? { ...drafted, proposedBy: 'person' } : uncarried(category, component)
  const held = run.state.hypotheses.find((one) => isSame(one, draft))
  const answer = (hypothesis: string, text: string): void =>
    run.record({ type: 'steering-answered', id, hypothesis, answer: text })
  if (held) return answer(held.id, `It is the same as ${held.id}, which is being tested already.`)
  propose(run, [draft])
  const made = run.state.hypotheses.at(-1)?.id ?? ''
  answer(
    made,
    drafted
      ? `It became ${made} and is put to the same tests as the others.`
      : `It became ${made} and is tested, but no evidence that was found carries it: it can be accepted only if some does.`
  )
}

/** An explanation of which the materials say nothing: it is tested for what its class predicts, and stands on nothing else. */
function uncarried(category: Suggested['category'], component: string): HypothesisDraft {
  return {
    category,
    component: component.trim() || 'what a person suspects',
    subject: { population: null, operation: null, entity: component.trim() || null, series: null },
    statement: say(`a person suspects ${causeTitles[category]}`),
    mechanism: say('how it would have done the harm is not shown by any evidence that was found'),
    trigger: null,
    onset: null,
    onsetResolutionSeconds: 60,
    proposedBy: 'person',
    predictions: predictionsFor(category)
  }
}

async function testFor(
  run: Run,
  agents: Agents,
  desk: Desk,
  id: string,
  { hypothesis, test }: Extract<Steering, { kind: 'test' }>
): Promise<void> {
  const about = run.state.hypotheses.find((one) => one.id === hypothesis)
  const result = about ? await agents.verifier.testOnce(desk, about, test) : null
  if (about && result) run.record({ type: 'test-run', hypothesis, result })
  const words = { yes: 'yes', no: 'no', 'cannot-tell': 'the materials cannot tell' } as const
  run.record({
    type: 'steering-answered',
    id,
    hypothesis: about ? hypothesis : null,
    answer: result
      ? `${result.question} ${words[result.outcome]}: ${result.statement.text}.`
      : 'There is no such test or explanation.'
  })
}
