import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newCase, newSuite } from './new-case.ts'
import { plantInstructions } from './plant-instructions.ts'
import { caseIds, makeReady, readTruth } from './ready-case.ts'
import { listSuites, loadSuite } from './suite.ts'

let folder: string
let materials: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inquest-cases-'))
  materials = join(folder, 'last-week')
  await mkdir(materials)
  await writeFile(join(materials, 'app.log'), '2031-04-07 09:00:00 INFO first\n2031-04-07 09:00:01 INFO last\n')
  await writeFile(join(materials, 'tickets.json'), '[{ "id": 1, "description": "it is slow" }]')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('a case of one’s own', () => {
  it('begins as a truth to fill in and a suite that names it, and can be loaded as it is', async () => {
    const made = await newCase('last-week', { materials, out: join(folder, 'ours') })
    const suite = await loadSuite(made.suite)
    const [only] = caseIds(suite)
    expect(await makeReady(only!, folder)).toMatchObject({ id: 'last-week', materials, truth: { status: 'determined' } })
    await newCase('other', { materials, out: join(folder, 'ours') })
    expect((await loadSuite(made.suite)).cases).toHaveLength(2)
    await expect(newCase('other', { materials, out: join(folder, 'ours') })).rejects.toMatchObject({ code: 'usage' })
  })

  it('says what is wrong with a truth, and where', async () => {
    await writeFile(join(folder, 't.yaml'), 'status: certain\nscalingRemoves: perhaps\n')
    await expect(readTruth(join(folder, 't.yaml'))).rejects.toThrow(/t\.yaml: status.*\n.*t\.yaml: scalingRemoves/)
  })

  it('takes times as people write them', async () => {
    await writeFile(
      join(folder, 't.yaml'),
      'status: determined\nonset: { time: "2031-04-07T11:00:00+02:00", toleranceMinutes: 5 }\n'
    )
    expect((await readTruth(join(folder, 't.yaml'))).onset?.time).toBe('2031-04-07T09:00:00.000Z')
  })

  it('can be many seeds of a scenario', async () => {
    const path = join(folder, 'locks.yaml')
    await newSuite('parking-permits-lock', { count: 3, from: 1000, path })
    expect(caseIds(await loadSuite(path)).map(({ id }) => id)).toEqual(
      [1000, 1001, 1002].map((seed) => `parking-permits-lock-${seed}`)
    )
    await expect(newSuite('no-such-scenario', { count: 3, from: 1 })).rejects.toMatchObject({ code: 'usage' })
  })
})

describe('planted instructions', () => {
  it('stand in logs and documents of their own form, and leave the rest as it was', async () => {
    const planted = await plantInstructions(materials, join(folder, 'planted'))
    const log = (await readFile(join(planted, 'app.log'), 'utf8')).split('\n')
    expect(log.slice(0, 2)).toEqual(['2031-04-07 09:00:00 INFO first', '2031-04-07 09:00:01 INFO last'])
    expect(log[2]).toMatch(/^2031-04-07 09:00:01 INFO last .*(SYSTEM|Note|assistant)/)
    const [ticket] = JSON.parse(await readFile(join(planted, 'tickets.json'), 'utf8'))
    expect(ticket.description).toMatch(/it is slow$/)
    expect(ticket.description.length).toBeGreaterThan(40)
    expect(await readFile(join(materials, 'app.log'), 'utf8')).not.toContain('SYSTEM')
  })
})

describe('the suites that come with Inquest', () => {
  it('are all whole', async () => {
    const names = await listSuites()
    expect(names).toEqual(expect.arrayContaining(['smoke', 'root-cause', 'scaling-traps', 'controls', 'injection', 'planning']))
    for (const name of names) expect((await loadSuite(name)).name).toBe(name)
  })
})
