import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { JournalLine, RunRecord } from '../src/domain/index.ts'
import { createIncidentFolder, type IncidentFolder, smallIncident } from '../src/testing/index.ts'
import { createInquestProcess, type Ended, type InquestProcess } from './inquest-process.ts'

let incident: IncidentFolder
let inquest: InquestProcess
let whole: Omit<RunRecord, 'run'>
beforeAll(async () => {
  incident = await createIncidentFolder(smallIncident(), 'parcels')
  inquest = createInquestProcess()
  await inquest.run('investigate', incident.folder, '--out', 'whole', '--quiet')
  whole = await record('whole')
})
afterAll(async () => {
  await incident[Symbol.asyncDispose]()
  await inquest[Symbol.asyncDispose]()
})

async function record(folder: string): Promise<Omit<RunRecord, 'run'>> {
  const { run: _, ...said } = RunRecord.parse(JSON.parse(await readFile(join(inquest.cwd, folder, 'report.json'), 'utf8')))
  return said
}

async function events(folder: string): Promise<JournalLine['event'][]> {
  const text = await readFile(join(inquest.cwd, folder, 'journal.jsonl'), 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => {
    try {
      return [JournalLine.parse(JSON.parse(line)).event]
    } catch {
      return []
    }
  })
}

/** Starts a run and stops it with a signal as soon as its journal has so many lines. */
async function stopped(
  folder: string,
  signal: NodeJS.Signals,
  lines: number
): Promise<Ended & { readonly door: readonly number[] }> {
  await rm(join(inquest.cwd, folder), { recursive: true, force: true })
  const { child, ended } = inquest.start('investigate', incident.folder, '--out', folder)
  const reached = async (): Promise<boolean> => {
    const text = await readFile(join(inquest.cwd, folder, 'journal.jsonl'), 'utf8').catch(() => '')
    return text.split('\n').length > lines
  }
  while (child.exitCode === null && !(await reached())) await new Promise((next) => void setTimeout(next, 5))
  const door = await childrenOf(child.pid)
  child.kill(signal)
  return { ...(await ended), door }
}

/** Process ids of a process's children; none where `ps` cannot tell. */
async function childrenOf(pid: number | undefined): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']).catch(() => ({ stdout: '' }))
  return stdout.split('\n').flatMap((line) => {
    const [child = Number.NaN, parent] = line.trim().split(/\s+/).map(Number)
    return parent === pid ? [child] : []
  })
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** One moment stands for all; INQUEST_TEST_ALL takes every one. */
const moments = process.env['INQUEST_TEST_ALL'] === undefined ? [12] : [3, 12, 40]

describe('a run that was stopped', () => {
  it.each(moments)(
    'by kill -9 after %i events ends in the report of an uninterrupted one, paying for no call twice',
    async (lines) => {
      const { status, door } = await stopped('killed', 'SIGKILL', lines)
      expect(status).toBe(null)
      await vi.waitFor(() => expect(door.filter(isAlive)).toEqual([]), { timeout: 10_000 })
      expect(await inquest.run('investigate', '--resume', 'killed', '--quiet')).toMatchObject({ status: 0, stderr: '' })
      expect(await record('killed')).toEqual(whole)
      const paid = (await events('killed')).flatMap((event) =>
        event.type === 'tool-called' && !event.reused ? [event.evidence.id] : []
      )
      expect(new Set(paid).size).toBe(paid.length)
      expect((await inquest.run('verify', 'killed', '--quiet')).status).toBe(0)
    }
  )

  it('by Ctrl-C says how to go on, leaves no process behind, and goes on', async () => {
    const { status, stderr, door } = await stopped('interrupted', 'SIGINT', 12)
    expect(status).toBe(130)
    // A process that has ended is there until its parent has taken note.
    await vi.waitFor(() => expect(door.filter(isAlive)).toEqual([]), { timeout: 10_000 })
    expect(stderr).toContain('inquest investigate --resume interrupted')
    expect((await events('interrupted')).at(-1)).toMatchObject({ type: 'run-failed', code: 'interrupted' })
    expect((await inquest.run('investigate', '--resume', 'interrupted', '--quiet')).status).toBe(0)
    expect(await record('interrupted')).toEqual(whole)
  })

  it('is not resumed once it is finished', async () => {
    const { status, stderr } = await inquest.run('investigate', '--resume', 'whole')
    expect(status).toBe(2)
    expect(stderr).toContain('is finished')
  })

  it('is not resumed on other materials, nor begun again in its folder', async () => {
    await stopped('changed', 'SIGKILL', 12)
    const begun = await inquest.run('investigate', incident.folder, '--out', 'changed')
    expect(begun.status).toBe(2)
    expect(begun.stderr).toContain('--resume changed')
    await incident.write({ 'more.log': '2031-04-07 09:00:00 INFO something new\n' })
    const { status, stderr } = await inquest.run('investigate', '--resume', 'changed')
    expect(status).toBe(3)
    expect(stderr).toContain('is not as it was')
  })
})
