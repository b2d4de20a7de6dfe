import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RunRecord } from '../domain/index.ts'
import { investigate } from '../inquest.ts'
import { createIncidentFolder, type IncidentFolder, smallIncident } from '../testing/index.ts'
import { adoptRun } from './adopt-run.ts'
import { gradeReport } from './grade-report.ts'
import { type Investigate, investigating, planning } from './investigating.ts'
import { readTruth } from './ready-case.ts'
import type { Answered } from './subjects.ts'

const about = { signal: new AbortController().signal, trial: 1 }
const options = () => ({ investigate, model: 'builtin', promptsHash: '-', out })

let incident: IncidentFolder
let out: string
let whole: Answered
beforeAll(async () => {
  incident = await createIncidentFolder(smallIncident())
  out = await mkdtemp(join(tmpdir(), 'inquest-subjects-'))
  whole = await investigating(options()).answer(incident.folder, about)
})
afterAll(async () => {
  await incident[Symbol.asyncDispose]()
  await rm(out, { recursive: true, force: true })
})

describe('an investigating subject', () => {
  it('gives the same answer when the phases before one are frozen', async () => {
    const frozen = await investigating({ ...options(), from: 'verify' }).answer(incident.folder, about)
    expect(frozen.answer).toEqual(whole.answer)
    const journal = await readFile(join(frozen.run ?? '', 'journal.jsonl'), 'utf8')
    const upstream = journal.slice(0, journal.indexOf('"phase":"verify"'))
    expect(upstream).toContain('"finding-made"')
  })

  it('leaves a report that a truth written by hand can be held against', async () => {
    const record = RunRecord.parse(JSON.parse(await readFile(join(whole.run ?? '', 'report.json'), 'utf8')))
    const truth = join(out, 'truth.yaml')
    await writeFile(
      truth,
      'status: determined\nacceptCategories: [inefficient-query]\ncomponentAliases: [parcels]\nscalingRemoves: false\n'
    )
    const right = await gradeReport(record, truth)
    expect(right.correct, right.why).toBe(true)
    await writeFile(truth, 'status: determined\nacceptCategories: [memory-leak]\n')
    expect((await gradeReport(record, truth)).why).toContain('inefficient-query where the cause is memory-leak')
    const ready = { id: 'parcels', cluster: 'parcels', materials: incident.folder, truth: await readTruth(truth) }
    const taken = await adoptRun(whole.run ?? '', { suite: 'ours', ready, as: 'by-hand', trial: 1 })
    expect(taken).toMatchObject({ subject: 'by-hand@guided', label: 'WRONG_CATEGORY', correct: false, status: 'ok' })
  })

  it('knows a frozen subject by its name', () => {
    expect(investigating({ ...options(), from: 'challenge' }).name).toBe('builtin@challenge')
  })
})

describe('a planning subject', () => {
  it('stops when the plan is made, before a specialist has looked', async () => {
    const { plan, answer, run } = await planning(options()).answer(incident.folder, about)
    expect(answer).toBeNull()
    expect(plan?.tasks.length).toBeGreaterThan(2)
    expect(await readFile(join(run ?? '', 'journal.jsonl'), 'utf8')).not.toContain('"task-finished"')
  })
})

describe('a subject whose model never answers', () => {
  it('is an error with the reason, and no wrong answer', async () => {
    const record = RunRecord.parse(JSON.parse(await readFile(join(whole.run ?? '', 'report.json'), 'utf8')))
    const unheard: Investigate = (_, { observer }) => {
      observer.event?.({ type: 'task-failed', task: 'planner', code: 'internal', reason: 'the connection failed' })
      return Promise.resolve({ record, runFolder: whole.run ?? '' })
    }
    const unreachable = { ...options(), investigate: unheard, model: 'openai:away' }
    await expect(investigating(unreachable).answer(incident.folder, about)).rejects.toThrow(/openai:away.*the connection failed/)
    await expect(planning(unreachable).answer(incident.folder, about)).rejects.toThrow(/openai:away.*the connection failed/)
  })
})
