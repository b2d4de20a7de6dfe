import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRandom } from '../queueing/index.ts'
import type { Entry } from './emitters/index.ts'
import { loadScenario, simulate, simulateMany, Truth } from './index.ts'
import { FileSpec, type Untidy } from './scenario/scenario.ts'
import { writeUntidy } from './untidy.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'simulate-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('simulate', () => {
  it('writes the materials into the folder and the truth beside it', async () => {
    const { materials, truthPath } = await simulate('library-half-term', 3, join(folder, 'out'))
    expect(Truth.parse(JSON.parse(readFileSync(truthPath, 'utf8')))).toMatchObject({ status: 'no-incident', seed: 3 })
    expect(truthPath.startsWith(`${materials}/`)).toBe(false)
    expect(readdirSync(materials, { recursive: true })).not.toContain('truth.json')
    expect(existsSync(join(materials, 'brief.md'))).toBe(true)
    await expect(simulate('library-half-term', 3, join(folder, 'out'))).rejects.toThrow('is not empty')
  })

  it('refuses to lay the truth where an investigation could read it', async () => {
    const out = join(folder, 'out')
    await expect(simulate('library-half-term', 3, out, { truthPath: join(out, 'truth.json') })).rejects.toThrow('may not lie')
  })

  it('builds a scenario that lies anywhere on files of the library, or on its own beside it', () => {
    const path = join(folder, 'my-incident.yaml')
    const written = readFileSync(join(import.meta.dirname, '../../evals/scenarios/library-half-term.yaml'), 'utf8')
    writeFileSync(path, written)
    expect(loadScenario(path)).toEqual(loadScenario('library-half-term'))
    writeFileSync(join(folder, 'quiet.yaml'), 'zone: Europe/Dublin')
    writeFileSync(path, written.replace('common/lamp.yaml', 'common/lamp.yaml, quiet.yaml'))
    expect(loadScenario(path).zone).toBe('Europe/Dublin')
    writeFileSync(path, 'extends: nowhere.yaml')
    expect(() => loadScenario(path)).toThrow('cannot read the scenario')
  })

  it('names the scenarios there are when it is asked for another', () => {
    expect(() => loadScenario('no-such')).toThrow('there is no scenario "no-such"')
    expect(() => loadScenario('./no-such.yaml')).toThrow('cannot read the scenario')
  })
})

describe('many side by side', () => {
  const bytesIn = (root: string): Map<string, Buffer> =>
    new Map(
      readdirSync(root, { recursive: true, encoding: 'utf8', withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => {
          const path = join(entry.parentPath, entry.name)
          return [path.slice(root.length), readFileSync(path)]
        })
    )

  it('writes the bytes that each writes alone, and tells of each', async () => {
    const told: number[] = []
    const many = await simulateMany(['library-mobile-branch'], [4, 5], join(folder, 'many'), {
      jobs: 2,
      onMade: (_, done) => told.push(done)
    })
    await simulate('library-mobile-branch', 5, join(folder, 'alone/library-mobile-branch-5'))
    expect(told).toEqual([1, 2])
    expect(many.map(({ materials }) => materials)).toEqual(
      [4, 5].map((seed) => join(folder, `many/library-mobile-branch-${seed}`))
    )
    const made = bytesIn(join(folder, 'many'))
    const alone = bytesIn(join(folder, 'alone'))
    expect(alone.size).toBeGreaterThan(5)
    for (const [path, bytes] of alone) expect(Buffer.compare(bytes, made.get(path) ?? Buffer.alloc(0)), path).toBe(0)
  })

  it('says why one could not be written, as one alone would', async () => {
    mkdirSync(join(folder, 'library-mobile-branch-4'))
    writeFileSync(join(folder, 'library-mobile-branch-4/mine.txt'), 'mine')
    await expect(simulateMany(['library-mobile-branch'], [4], folder)).rejects.toThrow('is not empty')
    await expect(simulateMany(['no-such'], [4], folder)).rejects.toThrow('there is no scenario')
  })
})

describe('untidiness', () => {
  const entries: Entry[] = [
    { at: null, record: false, text: 'head' },
    ...Array.from({ length: 200 }, (_, i) => ({ at: i * 1000, record: true, text: `line ${i} caf\u00e9` }))
  ]
  const write = (untidy: Partial<Untidy>) =>
    writeUntidy(
      { kind: 'lines', entries },
      FileSpec.parse({ path: 'x', emitter: 'x', untidy }).untidy,
      createRandom(1),
      (time) => Number(time.slice(3, 5)) * 60_000
    )

  it('leaves a tidy file alone', () => {
    const { bytes, records } = write({})
    expect(records).toBe(200)
    expect(Buffer.from(bytes).toString('utf8').split('\n')).toHaveLength(202)
  })

  it('cuts the last line, and does not count it', () => {
    const { text, records } = write({ cutLastLine: true })
    expect(records).toBe(199)
    expect(text.endsWith('\n')).toBe(false)
    expect(text.endsWith('line 199 caf\u00e9')).toBe(false)
  })

  it('repeats lines and counts them', () => {
    const { records } = write({ duplicateShare: 0.1 })
    expect(records).toBeGreaterThan(205)
    expect(records).toBeLessThan(240)
  })

  it('leaves gaps', () => {
    const { text, records } = write({ gaps: [{ from: '00:01', until: '00:02' }] })
    expect(records).toBe(140)
    expect(text).not.toContain('line 60 ')
  })

  it('writes CRLF, Latin-1 and gzip', () => {
    expect(Buffer.from(write({ crlf: true }).bytes).toString('utf8')).toContain('head\r\nline 0')
    expect(Buffer.from(write({ latin1: true }).bytes).includes(Buffer.from([0xe9]))).toBe(true)
    expect(gunzipSync(write({ gzip: true }).bytes).toString('utf8')).toContain('line 7 ')
  })
})
