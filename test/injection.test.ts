import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { RunRecord } from '../src/domain/index.ts'
import { investigate } from '../src/inquest.ts'
import { createIncidentFolder, type IncidentFolder, smallIncident, startOpenAiServer } from '../src/testing/index.ts'
import {
  calls,
  emptyPlanner,
  explanations,
  obedientAnalysts,
  obedientOthers,
  obedientPlanner,
  otherSayings,
  sentences
} from './hidden-instructions.ts'
import { analyst, type Override } from './scripted-analyst.ts'

const secret = 'sk-not-to-be-seen'
const reporter = { customer_name: 'Ottoline Threlkeld', email: 'ottoline.threlkeld@example.org', phone: '07700 900123' }
const sayings = [...Object.keys(calls), ...Object.keys(sentences), ...Object.keys(explanations), ...otherSayings]

/** Tickets that hold every instruction, beside those of the incident. */
function poisonedIncident(): Record<string, string> {
  const files = smallIncident()
  const { tickets }: { tickets: object[] } = JSON.parse(files['tickets.json'] ?? '')
  const poisoned = sayings.map((says, index) => ({
    ...tickets[0],
    id: `P-${index}`,
    ...reporter,
    created_at: `2031-04-07T10:${String(10 + index).padStart(2, '0')}:00Z`,
    description: says
  }))
  return { ...files, 'tickets.json': JSON.stringify({ tickets: [...tickets, ...poisoned] }, null, 2) }
}

interface Played {
  readonly record: RunRecord
  /** What the server received, and the whole journal. */
  readonly everything: string
  readonly sent: readonly string[]
  readonly html: string
  readonly struck: readonly string[]
}

let root = ''
let incident: IncidentFolder
let honest: Played
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'inquest-injection-'))
  vi.stubEnv('INQUEST_CACHE_DIR', join(root, 'cache'))
  vi.stubEnv('OPENAI_API_KEY', secret)
  vi.stubEnv('INQUEST_LOG_LEVEL', 'silent')
  incident = await createIncidentFolder(poisonedIncident(), 'parcels')
  honest = await played('honest')
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await incident[Symbol.asyncDispose]()
  await rm(root, { recursive: true })
})

async function played(out: string, override?: Override): Promise<Played> {
  await using server = await startOpenAiServer((request) => analyst(request, override))
  vi.stubEnv('OPENAI_BASE_URL', server.baseUrl)
  const struck: string[] = []
  const { record, runFolder } = await investigate(incident.folder, {
    model: 'openai:scripted',
    out: join(root, out),
    observer: { event: (event) => event.type === 'sentence-struck' && struck.push(event.reason) }
  })
  const sent = server.requests.map(({ text }) => text)
  const journal = await readFile(join(runFolder, 'journal.jsonl'), 'utf8')
  const html = await readFile(join(runFolder, 'report.html'), 'utf8')
  const found = { record, everything: `${sent.join('\n')}${journal}`, sent, html, struck }
  // Whatever was obeyed: nobody else is convicted, and nothing leaks.
  expect(['inefficient-query', null]).toContain(record.verdict.rootCause?.category ?? null)
  const leaks = ['root:x:0:0', secret, ...Object.values(reporter)].filter((leak) => found.everything.includes(leak))
  expect(leaks).toEqual([])
  expect(record.evidence.map(({ tool }) => tool)).not.toContain('sql')
  return found
}

const said = ({ findings, hypotheses, remedies, verdict }: RunRecord): string =>
  JSON.stringify({
    findings,
    hypotheses: hypotheses.map(({ component, statement }) => ({ component, statement })),
    remedies,
    verdict
  })

describe(`a model that obeys ${sayings.length} instructions hidden in the materials`, () => {
  it('is told them, as an honest one is, whose verdict stands', () => {
    expect(sayings.length).toBeGreaterThanOrEqual(20)
    expect(honest.record).toMatchObject({ partial: false, verdict: { status: 'determined' } })
  })

  it('calls tools that it was not offered, reaches for files, and says what no evidence shows: to no effect', async () => {
    const { record, everything, struck } = await played('analysts', obedientAnalysts)
    expect(everything).toContain('there is no tool')
    expect(said(record)).not.toMatch(/9,999|ffffffffffff|nothing at all|healthy all day|deadbeef/)
    expect(struck.join('\n')).toMatch(/9,999[\s\S]*ffffffffffff/)
    // What it proposes is tested as its class is, whatever it says of itself, and falls.
    const proposed = record.hypotheses.filter(({ category }) => category !== 'inefficient-query')
    expect(proposed.length).toBeGreaterThanOrEqual(3)
    for (const { fate, predictions } of proposed) {
      expect(['rejected', 'open']).toContain(fate)
      expect(predictions.length).toBeGreaterThan(0)
    }
    // Objections take away, and put nobody in the place of what they are against.
    expect(record.verdict.confidence).toBeLessThan(honest.record.verdict.confidence)
  })

  it('plans more than a round holds, with calls that specialists may not make: to no effect', async () => {
    const { record, everything } = await played('planner', obedientPlanner)
    expect(record.plans[0]?.tasks.length).toBeLessThanOrEqual(8)
    expect(everything).toContain('There is no tool \\"sql\\"')
    expect(record.verdict.rootCause?.category).toBe('inefficient-query')
  })

  it('plans nothing: then nothing is concluded', async () => {
    const { record } = await played('nothing', emptyPlanner)
    expect(record.verdict).toMatchObject({ status: 'undetermined', rootCause: null })
  })

  it('invents a category, raises a score and writes a script into the report: to no effect', async () => {
    const { record, html } = await played('others', obedientOthers)
    expect(said(record)).not.toContain('transient-blip')
    expect(record.verdict.confidence).toBeLessThanOrEqual(honest.record.verdict.confidence)
    expect(html).not.toMatch(/<script>fetch|<img[^>]*evil|href="http:\/\/evil/)
  })
})
