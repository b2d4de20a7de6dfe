import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { RunRecord } from '../src/domain/index.ts'
import { createIncidentFolder, type IncidentFolder, smallIncident } from '../src/testing/index.ts'
import { createInquestProcess, type InquestProcess } from './inquest-process.ts'

const Verification = z.object({ problems: z.array(z.object({ where: z.string(), expected: z.string(), found: z.string() })) })

/** Edits are tried by the hundred in mutations.test.ts; here each check is a process that asks everything again. */
const all = process.env['INQUEST_TEST_ALL'] !== undefined

let incident: IncidentFolder
let inquest: InquestProcess
beforeAll(async () => {
  incident = await createIncidentFolder(smallIncident(), 'parcels')
  inquest = createInquestProcess()
  await inquest.run('investigate', incident.folder, '--out', 'run', '--quiet')
})
afterAll(async () => {
  await incident[Symbol.asyncDispose]()
  await inquest[Symbol.asyncDispose]()
})

/** Verifies a copy of the run in which something was changed. */
async function verifyEdited(name: string, file: string, edit: (text: string) => string): Promise<string[]> {
  const copy = join(inquest.cwd, name)
  await cp(join(inquest.cwd, 'run'), copy, { recursive: true })
  const before = await readFile(join(copy, file), 'utf8')
  const after = edit(before)
  expect(after).not.toBe(before)
  await writeFile(join(copy, file), after)
  const { status, stdout } = await inquest.run('verify', name, '--json', '--quiet')
  expect(status).toBe(4)
  return Verification.parse(JSON.parse(stdout)).problems.map(({ where }) => where)
}

const inReport = (change: (record: RunRecord) => void) => (text: string) => {
  const record = RunRecord.parse(JSON.parse(text))
  change(record)
  return JSON.stringify(record, null, 2)
}

describe('verify, on a run of the built command line', () => {
  it('finds a digit changed in the summary of report.json, and in report.md', async () => {
    const [json, markdown] = await Promise.all([
      verifyEdited(
        'digit',
        'report.json',
        inReport(({ verdict: { summary } }) => {
          const [first] = summary
          if (first) first.text = first.text.replace(/\d/, (digit) => String((Number(digit) + 1) % 10))
        })
      ),
      verifyEdited('markdown', 'report.md', (text) =>
        text.replace(/(\d) runs/, (_, digit: string) => `${(Number(digit) + 1) % 10} runs`)
      )
    ])
    expect(json).toEqual(['/verdict/summary/0/text'])
    expect(markdown).toHaveLength(1)
    expect(markdown[0]).toMatch(/^report\.md:\d+$/)
  })

  it.skipIf(!all)('finds a cause that was swapped with its symptom, and a citation that was taken out', async () => {
    let [cause, symptom] = [-1, -1]
    const [swapped, uncited] = await Promise.all([
      verifyEdited(
        'swapped',
        'report.json',
        inReport(({ timeline }) => {
          cause = timeline.findIndex(({ mark }) => mark === 'cause')
          symptom = timeline.findIndex(({ mark }) => mark === 'symptom')
          const [one, other] = [timeline[cause], timeline[symptom]]
          if (one && other) [one.mark, other.mark] = [other.mark, one.mark]
        })
      ),
      verifyEdited(
        'uncited',
        'report.json',
        inReport(({ findings }) => {
          for (const name of Object.keys(findings[0]?.statement.values ?? {}).slice(0, 1))
            delete findings[0]?.statement.values[name]
        })
      )
    ])
    expect(swapped.toSorted()).toEqual([`/timeline/${cause}/mark`, `/timeline/${symptom}/mark`].sort())
    expect(uncited).toContain('/findings/0/statement')
  })

  it.skipIf(!all)(
    'finds another category, another confidence, a rival taken out, an answer turned round in the journal',
    async () => {
      const [verdict, rival, journal] = await Promise.all([
        verifyEdited(
          'verdict',
          'report.json',
          inReport(({ verdict: said }) => {
            said.confidence = 0.99
            if (said.rootCause) said.rootCause.category = 'misconfiguration'
          })
        ),
        verifyEdited(
          'rival',
          'report.json',
          inReport(({ hypotheses }) => void hypotheses.pop())
        ),
        verifyEdited('journal', 'journal.jsonl', (text) => text.replace('"outcome":"no"', '"outcome":"yes"'))
      ])
      expect(verdict.toSorted()).toEqual(['/verdict/confidence', '/verdict/rootCause/category'])
      expect(rival.some((where) => /^\/hypotheses\/\d+$/.test(where))).toBe(true)
      expect(journal.some((where) => /^journal\.jsonl tests of H\d/.test(where))).toBe(true)
    }
  )

  it('finds materials that were changed, and says where to look for those that are gone', async () => {
    await cp(incident.folder, incident.path('moved'), { recursive: true })
    expect((await inquest.run('verify', 'run', '--materials', incident.path('moved'), '--quiet')).status).toBe(0)
    const metrics = incident.path('moved', 'metrics.csv')
    await writeFile(metrics, (await readFile(metrics, 'utf8')).replace(',120,', ',121,'))
    const changed = await inquest.run('verify', 'run', '--materials', incident.path('moved'), '--quiet')
    expect(changed.status).toBe(4)
    expect(changed.stdout).toContain('/incident/materialsHash')
    const gone = await inquest.run('verify', 'run', '--materials', '/no/such/folder')
    expect(gone.status).toBe(3)
    expect(gone.stderr).toContain('/no/such/folder')
  })
})
