import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RunRecord } from '../src/domain/index.ts'
import { createIncidentFolder, type IncidentFolder, smallIncident } from '../src/testing/index.ts'
import { createInquestProcess, type InquestProcess, isClear } from './inquest-process.ts'

let inquest: InquestProcess
const made: IncidentFolder[] = []
beforeAll(() => {
  inquest = createInquestProcess()
})
afterAll(async () => {
  await inquest[Symbol.asyncDispose]()
  for (const folder of made) await folder[Symbol.asyncDispose]()
})

async function folderOf(files: Record<string, string | Uint8Array>): Promise<IncidentFolder> {
  const folder = await createIncidentFolder(files)
  made.push(folder)
  return folder
}

const binary = Uint8Array.from({ length: 4096 }, (_, i) => (i * 131 + (i >> 3)) % 256)

describe('materials that cannot carry an investigation', () => {
  it.each<[what: string, files: Record<string, string | Uint8Array>, says: RegExp]>([
    ['an empty folder', {}, /no files|holds no|empty/i],
    ['a binary file', { 'core.bin': binary }, /core\.bin/],
    ['a file of no bytes', { 'app.log': '' }, /app\.log/],
    ['a log without times', { 'app.log': 'ERROR the pool is empty\nWARN slow\nERROR the pool is empty\n'.repeat(9) }, /time/]
  ])('%s: says so, with the next step', async (_, files, says) => {
    const { folder } = await folderOf(files)
    const { status, stdout, stderr } = await inquest.run('investigate', folder, '--out', 'none')
    expect({ status, stdout, clear: isClear(stderr) }).toEqual({ status: 3, stdout: '', clear: true })
    expect(stderr).toMatch(says)
  })

  it.each([
    ['no such folder', '/no/such/folder'],
    ['a file instead of a folder', '']
  ])('%s', async (_, path) => {
    const { folder } = await folderOf({ 'app.log': 'x\n' })
    const { status, stderr } = await inquest.run('investigate', path || join(folder, 'app.log'), '--out', 'none')
    expect({ status, clear: isClear(stderr) }).toEqual({ status: 3, clear: true })
  })

  it('a window without data: names the time that the materials cover', async () => {
    const { folder } = await folderOf(smallIncident())
    const window = '2031-05-01T09:00/2031-05-01T10:00'
    const { status, stderr } = await inquest.run('investigate', folder, '--window', window, '--out', 'none')
    expect({ status, clear: isClear(stderr) }).toEqual({ status: 3, clear: true })
    expect(stderr).toContain('2031-04-07T09:00:00.000Z to 2031-04-07T10:59:')
  })

  it.each([
    ['yesterday', 'is not FROM/TO'],
    ['2031-04-07T10:00/2031-04-07T09:00', 'ends before it begins'],
    ['2031-02-30T10:00/2031-04-07T09:00', 'is not FROM/TO']
  ])('a window of %s', async (window, says) => {
    const { folder } = await folderOf(smallIncident())
    const { status, stderr } = await inquest.run('investigate', folder, '--window', window)
    expect(status).toBe(2)
    expect(stderr).toContain(says)
  })
})

describe('materials of which some can be read', () => {
  it('one unknown log: is investigated as far as its times carry', async () => {
    const lines = Array.from(
      { length: 60 },
      (_, i) => `<<${i}>> 2031-04-07 09:${String(i).padStart(2, '0')}:00 ~~ step ${i % 7} took a while`
    )
    const { folder } = await folderOf({ 'odd.out': `${lines.join('\n')}\n` })
    const { status, stdout, stderr } = await inquest.run('investigate', folder, '--out', 'odd')
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(status).toBe(0)
    expect(stdout).toMatch(/^Verdict: (undetermined|no-incident), confidence 0\.\d\d\n/)
  })

  it('what cannot be read beside what can: is named, and the rest is reported', async () => {
    const incident = await folderOf({ ...smallIncident(), 'core.bin': binary, 'empty.log': '' })
    await symlink('nowhere', join(incident.folder, 'gone.log'))
    await mkdir(join(incident.folder, 'folder.log'))
    const { status, stdout, stderr } = await inquest.run('investigate', incident.folder, '--out', 'some', '--json')
    expect(status).toBe(0)
    expect(stderr).toMatch(/Note: core\.bin was not read/)
    const { verdict, sources } = RunRecord.parse(JSON.parse(stdout))
    expect(verdict.rootCause?.category).toBe('inefficient-query')
    expect(sources.map(({ path }) => path)).toEqual(expect.arrayContaining(['core.bin', 'empty.log']))
  })
})

describe('a run folder that is none', () => {
  it.each([['verify'], ['resume']])('%s: says so', async (what) => {
    await mkdir(join(inquest.cwd, `no-run-${what}`))
    const args = what === 'verify' ? ['verify', `no-run-${what}`] : ['investigate', '--resume', `no-run-${what}`]
    const { status, stderr } = await inquest.run(...args)
    expect({ status, clear: isClear(stderr) }).toEqual({ status: 3, clear: true })
  })

  it('a journal that is no journal', async () => {
    await mkdir(join(inquest.cwd, 'forged'))
    await writeFile(join(inquest.cwd, 'forged', 'journal.jsonl'), '{"version":1}\n')
    const { status, stderr } = await inquest.run('investigate', '--resume', 'forged')
    expect({ status, clear: isClear(stderr) }).toEqual({ status: 3, clear: true })
  })
})
