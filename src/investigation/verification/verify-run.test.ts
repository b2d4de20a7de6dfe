import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HypothesisDraft } from '../../agents/index.ts'
import { citeCell, citeFact, type Evidence, RunRecord, state } from '../../domain/index.ts'
import { createScriptedAgents, createScriptedLedger, type ScriptedAnswer } from '../../testing/index.ts'
import { readScaling, readTests } from '../../verdict/index.ts'
import { beginRun } from '../begin-run.ts'
import { defaultBudget } from '../run.ts'
import { conduct } from '../conductor.ts'
import { missingSections } from '../sections.ts'
import { type Verification, verifyRun } from './verify-run.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inquest-verify-'))
  await makeRun()
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const window = { from: '2031-04-07T09:00:00.000Z', to: '2031-04-07T10:00:00.000Z' }
const incident = { name: 'small', materialsHash: 'hash', brief: null, sources: [] }
const tables: Record<string, ScriptedAnswer> = {
  frame: { facts: { window_from: window.from, window_to: window.to, abnormal: true } },
  sql: {
    facts: { rows: 2 },
    columns: [
      { name: 'time', unit: 'time' },
      { name: 'duration_ms', unit: 'ms' }
    ],
    rows: [
      ['2031-04-07T09:00:45.000Z', 17_000],
      ['2031-04-07T09:01:00.000Z', 65]
    ],
    sources: ['S1']
  },
  quotations: {
    columns: ['place', 'source', 'path', 'line', 'text'].map((name) => ({ name, unit: null })),
    rows: [[0, 'S1', 'db.log', 12, 'the search took 17000 ms']],
    sources: ['S1']
  }
}

const draft = (category: HypothesisDraft['category'], component: string): HypothesisDraft => ({
  category,
  component,
  subject: { population: null, operation: null, entity: null, series: null },
  statement: state('it is {what}', { what: [{ evidence: '', fact: '', value: '' }, 'text'] }),
  mechanism: state('it takes long'),
  trigger: null,
  onset: window.from,
  onsetResolutionSeconds: 60,
  proposedBy: 'theorist',
  predictions: []
})

/** A small run, written as the composition root writes it. */
async function makeRun(): Promise<void> {
  const ledger = createScriptedLedger(tables)
  let sql: Evidence
  const slow = () => state('a search took {took}', { took: [citeCell(sql, 0, 'duration_ms'), 'ms'] })
  const agents = createScriptedAgents({
    plan: [
      () => ({
        round: 1,
        tasks: [{ id: 'T1', role: 'database', question: '', sources: [], tellsCauseFromSymptom: '', instructions: '' }],
        rivalsToRuleOut: [],
        rationale: ''
      }),
      () => null
    ],
    investigate: {
      T1: async (desk) => {
        sql = await desk.call({ tool: 'sql', arguments: { query: 'select' } })
        return [{ topic: 'slow', role: 'symptom', statement: slow(), subject: null, window: null }]
      }
    },
    propose: [
      () =>
        (['inefficient-query', 'demand-surge'] as const).map((category) => ({
          ...draft(category, 'search'),
          statement: state('{n} runs were seen', { n: [citeFact(sql, 'rows'), 'integer'] }),
          mechanism: slow()
        }))
    ],
    challenge: [() => ({ findings: [], rivals: [] })],
    test: Object.fromEntries(
      ['H1', 'H2'].map((id) => [id, (desk, hypothesis) => readTests(hypothesis, desk, ledger.all())] as const)
    ),
    scaling: [(desk) => readScaling(desk, [], ledger.all())],
    narrate: [
      () => ({
        ...missingSections.narrative,
        timeline: [
          { time: '2031-04-07T09:00:45.000Z', mark: 'cause', statement: slow() },
          { time: '2031-04-07T09:01:00.000Z', mark: 'symptom', statement: state('the pool is full', {}, [sql.id]) }
        ]
      })
    ],
    remedies: [() => []]
  })
  const clock = { now: () => Date.parse('2031-04-08T00:00:00.000Z') }
  const use = { model: 'scripted', budget: defaultBudget }
  const said = { materials: folder, personalData: 'pseudonymised', windowAsked: null, use, version: '0' } as const
  using begun = await beginRun({ runFolder: folder, incident, ledger, clock, ...said }, null)
  const record = await conduct(begun.run, agents, () => begun.facts())
  await writeFile(join(folder, 'report.json'), JSON.stringify(record, null, 2))
  await writeFile(join(folder, 'report.md'), markdown(record))
}

const markdown = (record: RunRecord): string =>
  record.timeline.map(({ time, statement }) => `- ${time} ${statement.text}`).join('\n')

function check(answers = tables, materialsHash = 'hash'): Promise<Verification> {
  const ledger = createScriptedLedger(answers)
  return verifyRun(folder, {
    renderers: { 'report.md': markdown },
    version: '0',
    open: async () => ({
      incident: { ...incident, materialsHash },
      ledger,
      [Symbol.asyncDispose]: async () => undefined
    })
  })
}

async function edit(file: string, from: string | RegExp, to: string): Promise<void> {
  const path = join(folder, file)
  const before = await readFile(path, 'utf8')
  const after = before.replace(from, to)
  expect(after).not.toBe(before)
  await writeFile(path, after)
}

async function editReport(change: (report: RunRecord) => void): Promise<void> {
  const path = join(folder, 'report.json')
  const report = RunRecord.parse(JSON.parse(await readFile(path, 'utf8')))
  change(report)
  await writeFile(path, JSON.stringify(report, null, 2))
}

const wheres = ({ problems }: Verification): string[] => problems.map(({ where }) => where)

describe('verify', () => {
  it('accepts a run that nobody touched', async () => {
    const { problems, checked } = await check()
    expect(problems).toEqual([])
    expect(checked.evidence).toBe(3)
    expect(checked.figures).toBeGreaterThan(4)
  })

  it('names a line of the materials that was quoted otherwise than it stands there', async () => {
    await editReport((report) => {
      const [, cited] = report.evidence
      expect(cited?.lines).toEqual([{ source: 'S1', line: 12, text: 'the search took 17000 ms' }])
      cited!.lines![0]!.text = 'the search took 17 ms'
    })
    expect(wheres(await check())).toEqual(['/evidence/1/lines/0/text'])
  })

  it('names a digit changed in a sentence', async () => {
    await editReport((report) => {
      report.findings[0]!.statement.text = 'a search took 18 s'
    })
    const { problems } = await check()
    expect(problems).toEqual([
      {
        where: '/findings/0/statement/text',
        sentence: 'a search took 18 s',
        expected: 'a search took 17 s',
        found: 'a search took 18 s'
      }
    ])
  })

  it('names a digit changed in a cited value and in the sentence that says it', async () => {
    await editReport((report) => {
      const [finding] = report.findings
      finding!.statement.values['took']!.citation.value = 18_000
      finding!.statement.text = 'a search took 18 s'
    })
    expect(wheres(await check())).toEqual(['/findings/0/statement/values/took/citation/value', '/findings/0/statement/text'])
  })

  it('names a changed cell of evidence', async () => {
    await editReport((report) => {
      report.evidence[1]!.rows[0]![1] = 18_000
    })
    expect((await check()).problems).toMatchObject([{ where: '/evidence/1/rows/0/1', expected: '17000', found: '18000' }])
  })

  it('names a changed time, and a cause and its effect that were swapped', async () => {
    await editReport((report) => {
      report.timeline[0]!.time = '2031-04-07T09:00:46.000Z'
      report.timeline[0]!.mark = 'symptom'
      report.timeline[1]!.mark = 'cause'
    })
    expect(wheres(await check())).toEqual(['/timeline/0/time', '/timeline/0/mark', '/timeline/1/mark'])
  })

  it('names a citation that was deleted', async () => {
    await editReport((report) => {
      report.timeline[1]!.statement.supports = []
    })
    expect(wheres(await check())).toEqual(['/timeline/1/statement/supports/0'])
    await editReport((report) => {
      delete report.timeline[0]!.statement.values['took']
    })
    expect(wheres(await check())).toContain('/timeline/0/statement')
  })

  it('names a changed category, component and confidence, and a rival that was taken out', async () => {
    await editReport((report) => {
      report.hypotheses[0]!.category = 'misconfiguration'
      report.hypotheses[0]!.component = 'the cache'
      report.verdict.confidence = 0.99
      report.hypotheses.splice(1, 1)
    })
    expect(wheres(await check())).toEqual([
      '/hypotheses/0/category',
      '/hypotheses/0/component',
      '/hypotheses/1',
      '/verdict/confidence'
    ])
  })

  it('names what was changed in report.md', async () => {
    await edit('report.md', '17 s', '18 s')
    expect((await check()).problems).toEqual([
      {
        where: 'report.md:1',
        expected: '- 2031-04-07T09:00:45.000Z a search took 17 s',
        found: '- 2031-04-07T09:00:45.000Z a search took 18 s'
      }
    ])
  })

  it('names an edited journal: an answer turned round, a cell, a line taken out', async () => {
    await edit('journal.jsonl', '"outcome":"cannot-tell"', '"outcome":"yes"')
    expect(wheres(await check()).filter((where) => where.startsWith('journal.jsonl tests of H1/')).length).toBe(1)
    await edit('journal.jsonl', '"outcome":"yes"', '"outcome":"cannot-tell"')
    await edit('journal.jsonl', '"rows":2}', '"rows":3}')
    expect(wheres(await check()).some((where) => /^journal.jsonl ev_\w+\/facts\/rows$/.test(where))).toBe(true)
    await edit('journal.jsonl', '"rows":3}', '"rows":2}')
    await edit('journal.jsonl', /.*"finding-made".*\n/, '')
    expect(wheres(await check()).some((where) => /^journal.jsonl:\d+$/.test(where))).toBe(true)
  })

  it('names figures that the materials no longer give, and materials that are others', async () => {
    const now = { ...tables, sql: { ...tables['sql'], facts: { rows: 4 } } }
    const found = await check(now)
    expect(wheres(found)).toContain('/evidence/1/facts/rows')
    expect(found.problems.some(({ sentence }) => sentence === '2 runs were seen')).toBe(true)
    expect(wheres(await check(tables, 'another'))).toEqual(['/incident/materialsHash'])
  })

  it('says that a folder without a finished run is none', async () => {
    await rm(join(folder, 'report.json'))
    await expect(check()).rejects.toThrow('No report.json')
    await rm(join(folder, 'journal.jsonl'))
    await expect(check()).rejects.toThrow('No journal')
  })
})
