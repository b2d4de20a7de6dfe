import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { JournalEvent, JournalLine } from '../../src/domain/index.ts'
import { madeSite } from './made-site.ts'

const count = 10_000

/** A run with as many tool calls and findings as a very long one, each call with a table of its own. */
function* events(): Generator<JournalEvent> {
  const task = {
    id: 'T1',
    role: 'traffic' as const,
    question: 'how much?',
    sources: [],
    tellsCauseFromSymptom: '',
    instructions: ''
  }
  yield {
    type: 'run-started',
    incident: { name: 'long', folder: '/nowhere', materialsHash: 'hash', brief: null },
    sources: [],
    model: 'builtin',
    personalData: 'pseudonymised',
    windowAsked: null,
    inquestVersion: '0'
  }
  yield { type: 'phase-started', phase: 'intake', round: 0 }
  yield { type: 'phase-started', phase: 'plan', round: 1 }
  yield { type: 'plan-made', plan: { round: 1, tasks: [task], rivalsToRuleOut: [], rationale: 'Because' } }
  yield { type: 'phase-started', phase: 'investigate', round: 1 }
  yield { type: 'task-started', task }
  for (let n = 6; n < count; n++) yield call(n)
}

function call(n: number): JournalEvent {
  const id = `ev_${n.toString(16).padStart(12, '0')}`
  const columns = ['time', 'value', 'share'].map((name) => ({ name, unit: null }))
  const rows = Array.from({ length: 12 }, (_, row) => ['2031-04-07T09:00:00.000Z', row * n, row / n])
  const evidence = {
    id,
    tool: 'demand',
    arguments: { n },
    status: 'found' as const,
    reading: `call ${n}`,
    facts: { n, more: 'text' }
  }
  return {
    type: 'tool-called',
    by: 'traffic T1',
    evidence: { ...evidence, columns, rows, omitted: null, sources: ['S1'] },
    reused: false,
    durationMs: 1
  }
}

it('opens a run of 10 000 events in less than a second of work', async () => {
  await using site = await madeSite()
  const folder = join(site.place.folder, 'runs', 'long')
  await mkdir(folder, { recursive: true })
  const lines = Array.from(events(), (event, sequence): JournalLine => ({
    version: 1,
    sequence,
    at: '2031-04-07T12:00:00.000Z',
    event
  }))
  await writeFile(join(folder, 'journal.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  // Processor time: on a crowded machine the clock tells of the others.
  const before = process.cpuUsage()
  const answer = await site.get('/runs/long')
  const { user, system } = process.cpuUsage(before)
  expect(answer.status).toBe(200)
  const text = await answer.text()
  expect(text).toContain(`call ${count - 1}`)
  expect(text.length).toBeLessThan(60_000)
  expect((user + system) / 1000).toBeLessThan(1000)
})
