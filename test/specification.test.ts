import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { draftSpecTasks, planSpecification, runSpecTasks, specify, specifyDesign } from '../src/specify.ts'
import { createIncidentFolder, type IncidentFolder, smallIncident } from '../src/testing/index.ts'

let incident: IncidentFolder
let work: string
beforeAll(async () => {
  incident = await createIncidentFolder(smallIncident())
  work = await mkdtemp(join(tmpdir(), 'inquest-spec-'))
})
afterAll(async () => {
  await incident[Symbol.asyncDispose]()
  await rm(work, { recursive: true, force: true })
})

describe('an inquest by specification', () => {
  it('goes from document to document, each as a person left it, and lists what is not met', async () => {
    const out = join(work, '001-small')
    await specify(incident.folder, { out })
    const spec = join(out, 'spec.md')
    await writeFile(spec, `${await readFile(spec, 'utf8')}\n### FR-099 Welsh notices\n\nNotices MUST be in Welsh too.\n`)
    await planSpecification(out)
    expect(await readFile(join(out, 'plan.md'), 'utf8')).toContain('FR-099 Welsh notices | a person')
    await draftSpecTasks(out)
    const tasks = join(out, 'tasks.md')
    const written = await readFile(tasks, 'utf8')
    expect(written).toMatch(/- \[ \] T\d+ \[application\]/)
    await writeFile(
      tasks,
      written.replace(/^.*\[application\].*$/m, '- [ ] T002 [application] Which pages failed first? (FR-001)')
    )
    const { record, traceability, unmet } = await runSpecTasks(out)
    expect(record.plans[0]?.tasks.map(({ question }) => question)).toContain('Which pages failed first?')
    const done = await readFile(tasks, 'utf8')
    expect(done).toContain('- [x] T002 [application] Which pages failed first? (FR-001)')
    expect(done).not.toContain('- [ ]')
    expect(await readFile(traceability, 'utf8')).toMatch(/\| FR-001 Root cause \| met \| .*E\d+/)
    expect(unmet).toContainEqual(expect.stringContaining('FR-099 Welsh notices'))

    const design = await specifyDesign(join(out, 'run'), { out: join(work, '002-design') })
    expect(await readFile(join(design.dir, 'tasks.md'), 'utf8')).toMatch(/- \[ \] T001 \[/)
    expect(await readFile(design.traceability, 'utf8')).toContain('Measures tried on the incident')
  })

  it('designs no resilience where the requirements of it were struck out', async () => {
    const out = join(work, '003-struck')
    await specify(incident.folder, { out })
    const path = join(out, 'spec.md')
    const parts = (await readFile(path, 'utf8')).split(/(?=^### FR-)/m)
    const kept = parts.filter((part) => !part.startsWith('### FR-') || /`(root-cause|paging-detector)`/.test(part))
    await writeFile(path, kept.join(''))
    await planSpecification(out)
    await draftSpecTasks(out)
    const tasks = await readFile(join(out, 'tasks.md'), 'utf8')
    expect(tasks).toMatch(/^- \[ \] T\d+ \[monitoring\]/m)
    expect(tasks).not.toMatch(/^- \[ \] T\d+ \[resilience\]/m)
    const { record, traceability } = await runSpecTasks(out)
    expect(record.design?.monitoring).not.toBeNull()
    expect(record.design?.resilience).toBeNull()
    const traced = await readFile(traceability, 'utf8')
    expect(traced.match(/^\| FR-\d+/gm)?.length).toBe(2)
    const noticed: string[] = []
    await writeFile(
      join(out, 'tasks.md'),
      `${await readFile(join(out, 'tasks.md'), 'utf8')}\n- [ ] T099 [traffic] Was it one client?\n`
    )
    await runSpecTasks(out, { observer: { notice: (text) => noticed.push(text) } })
    expect(noticed).toEqual([expect.stringContaining('T099')])
  })

  it('says which document is missing, and how it is written', async () => {
    await expect(planSpecification(join(work, 'nowhere'))).rejects.toMatchObject({
      code: 'usage',
      nextStep: expect.stringContaining('inquest specify')
    })
  })
})
