import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Incident, RunRecord } from '../src/domain/index.ts'
import { createIncidentFolder, type IncidentFolder, smallIncident } from '../src/testing/index.ts'
import { createInquestProcess, type Ended, type InquestProcess } from './inquest-process.ts'

let incident: IncidentFolder
let inquest: InquestProcess
let first: Ended
/** Its folder. */
let run: string
beforeAll(async () => {
  incident = await createIncidentFolder(smallIncident(), 'parcels')
  inquest = createInquestProcess()
  first = await inquest.run('investigate', incident.folder)
  run = join('runs', (await readdir(join(inquest.cwd, 'runs')))[0] ?? '')
})
afterAll(async () => {
  await incident[Symbol.asyncDispose]()
  await inquest[Symbol.asyncDispose]()
})

const file = (...parts: string[]): Promise<string> => readFile(join(inquest.cwd, ...parts), 'utf8')
const record = async (folder: string): Promise<RunRecord> => RunRecord.parse(JSON.parse(await file(folder, 'report.json')))

describe('from a folder to a report', () => {
  it('ends with a verdict on stdout that fits the terminal, and progress on stderr', () => {
    expect(first.status).toBe(0)
    expect(first.stdout).toMatch(/^Verdict: determined, confidence 0\.\d\d\n/)
    expect(first.stdout).toContain('Would more capacity have helped?\n  No.')
    expect(first.stdout).toContain(`Check it: inquest verify ${run}`)
    expect(first.stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
    expect(first.stderr).toContain('Nothing leaves this machine.')
    expect(first.stderr).toContain('Verify: ')
  })

  it('finds the cause, and leaves scaling as a rival that fell', async () => {
    const { verdict, hypotheses, scaling, partial } = await record(run)
    expect(partial).toBe(false)
    expect(verdict.rootCause?.category).toBe('inefficient-query')
    expect(verdict.rootCause?.component).toContain('parcels')
    expect(scaling.wouldScalingHelp).toBe('no')
    expect(hypotheses.find(({ category }) => category === 'demand-surge')?.fate).toBe('rejected')
  })

  it('writes three files into its folder and nothing into the materials', async () => {
    expect((await readdir(join(inquest.cwd, run))).sort()).toEqual([
      'journal.jsonl',
      'monitoring',
      'report.html',
      'report.json',
      'report.md',
      'resilience',
      'runbooks'
    ])
    expect((await readdir(incident.folder)).sort()).toEqual(['logs', 'metrics.csv', 'tickets.json'])
  })

  it('cites only evidence that is in the report, numbered in order', async () => {
    const text = await file(run, 'report.json')
    const { evidence } = await record(run)
    const cited = new Set([...text.matchAll(/"evidence": ?"(ev_\w+)"/g)].map((match) => match[1]))
    expect(cited.size).toBeGreaterThan(5)
    expect([...cited].filter((id) => !evidence.some((one) => one.id === id))).toEqual([])
    expect(evidence.map(({ number }) => number)).toEqual(evidence.map((_, index) => `E${index + 1}`))
  })

  it('keeps personal data out of the report, unless it is asked for', async () => {
    const written = `${await file(run, 'report.json')}${await file(run, 'report.md')}${await file(run, 'journal.jsonl')}`
    expect(written).not.toMatch(/person\d@example\.org|198\.51\.100\.\d/)
  })

  it('tells the same twice, but for the facts of the run; stdout is the report when asked for', async () => {
    const second = await inquest.run('investigate', incident.folder, '--out', 'second', '--json', '--quiet')
    expect(second).toMatchObject({ status: 0, stderr: '' })
    expect(second.stdout.trim()).toBe((await file('second', 'report.json')).trim())
    const [{ run: one, ...said }, { run: other, ...again }] = [await record(run), await record('second')]
    expect(again).toEqual(said)
    expect(other.id).not.toBe(one.id)
  })

  it('verifies what it wrote', async () => {
    const { status, stdout } = await inquest.run('verify', run, '--quiet')
    expect(stdout).toMatch(/^It holds: \d+ tool calls run again, \d+ sentences with \d+ figures/)
    expect(status).toBe(0)
  })

  it('puts the report into runs/ by default, and never over another', async () => {
    expect(run).toMatch(/^runs\/\d{4}-\d\d-\d\dT\d{6}-parcels$/)
    const again = await inquest.run('investigate', incident.folder, '--out', run)
    expect(again.status).toBe(2)
    expect(again.stderr).toContain('holds a finished run already')
  })

  it('refuses to write into the materials', async () => {
    const { status, stderr } = await inquest.run('investigate', incident.folder, '--out', join(incident.folder, 'run'))
    expect(status).toBe(2)
    expect(stderr).toContain('lies inside the materials')
  })
})

describe('the other questions', () => {
  it('says what each file is taken for', async () => {
    const { status, stdout } = await inquest.run('sources', incident.folder, '--quiet', '--json')
    const { sources } = z.object({ incident: Incident }).parse(JSON.parse(stdout)).incident
    expect(sources.map(({ path, format }) => [path, format])).toEqual([
      ['logs/access.log', 'access-log'],
      ['logs/postgres.log', 'postgres-stderr'],
      ['metrics.csv', 'metrics-csv'],
      ['tickets.json', 'reports-json']
    ])
    for (const { lines } of sources) {
      expect(lines.records + lines.structure + lines.blank + lines.rejected).toBe(lines.total)
    }
    expect(status).toBe(0)
  })

  it('answers in SQL: a table, JSON or CSV, with personal data replaced', async () => {
    const sql = 'SELECT count(*) AS n, max(duration_ms) > 9000 AS slow FROM statements'
    expect((await inquest.run('query', incident.folder, sql, '--quiet')).stdout).toBe('n    slow\n240  true\n')
    expect((await inquest.run('query', incident.folder, sql, '--quiet', '--csv')).stdout.trim()).toBe('n,slow\r\n240,true')
    expect(JSON.parse((await inquest.run('query', incident.folder, sql, '--quiet', '--json')).stdout)).toEqual([
      { n: 240, slow: true }
    ])
    const people = await inquest.run('query', incident.folder, 'SELECT DISTINCT client FROM requests', '--quiet')
    expect(people.stdout).not.toContain('198.51')
  })

  it('lets the door refuse what is not one SELECT', async () => {
    const { status, stdout, stderr } = await inquest.run('query', incident.folder, 'DROP TABLE events')
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain('inquest: ')
  })

  it('lists and clears what is kept', async () => {
    expect((await inquest.run('cache', 'list')).stdout).toContain('parcels')
    expect((await inquest.run('cache', 'clear')).stdout).toMatch(/^Removed 1 incident/)
    expect((await inquest.run('cache', 'list')).stdout).toContain('Nothing is kept')
  })
})
