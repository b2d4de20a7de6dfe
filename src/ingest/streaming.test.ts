import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import type { ReadBatch, ReadFile } from './index.ts'
import { readMaterials, wholeFile } from './index.ts'
import { linesOfFile, surveyFile } from './folder/line-source.ts'
import { accountingProblems } from './testing/read-text.ts'
import { samples } from './testing/samples.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function folderWith(bytes: string | Uint8Array, name = 'file.log'): string {
  const folder = mkdtempSync(join(tmpdir(), 'inquest-stream-'))
  folders.push(folder)
  writeFileSync(join(folder, name), bytes)
  return folder
}

async function readOne(folder: string, held: number): Promise<ReadFile> {
  for await (const file of readMaterials(folder, { limits: { held } })) return wholeFile(file)
  throw new RangeError('no file')
}

const repeated = (text: string): string => text.repeat(Math.ceil(12_000 / text.length))

describe('a file that is read line by line', () => {
  // Notes alone would be a brief.
  it.each(Object.keys(samples).filter((format) => format !== 'notes'))(
    'gives what it gives when it is held: %s',
    async (format) => {
      const folder = folderWith(repeated(samples[format] ?? ''))
      const [held, streamed] = [await readOne(folder, Infinity), await readOne(folder, 1000)]
      expect(accountingProblems(streamed)).toEqual([])
      expect(streamed.source).toEqual(held.source)
      expect(streamed.items).toEqual(held.items)
      expect(streamed.lines).toEqual(held.lines)
    }
  )

  it.each([
    ['with CRLF and without a last line end', (text: string) => text.replaceAll('\n', '\r\n').trimEnd()],
    ['with a mark of its encoding', (text: string) => `\uFEFF${text}`],
    ['packed', (text: string) => gzipSync(text)],
    ['in Latin-1', (text: string) => Buffer.from(text.replaceAll('Started', 'Gestärkt'), 'latin1')],
    ['in UTF-16', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['with characters of four bytes', (text: string) => text.replaceAll('Started', 'Started 🎫 ça')]
  ])('%s is no different', async (_, made) => {
    const folder = folderWith(made(repeated(samples['logback'] ?? '')))
    const [held, streamed] = [await readOne(folder, Infinity), await readOne(folder, 1000)]
    expect(streamed.source).toEqual(held.source)
    expect(streamed.items).toEqual(held.items)
  })

  it('reaches until its end, beside which a table without offsets is laid', async () => {
    const from = Date.parse('2031-04-07T08:00:00Z')
    const clock = (ms: number): string => new Date(ms).toISOString().slice(0, 19)
    const log = Array.from({ length: 5000 }, (_, i) => `${clock(from + i * 4000)}+02:00 INFO till: sold ${i}`)
    const rows = Array.from({ length: 334 }, (_, i) => `${clock(from + i * 60_000).replace('T', ' ')};${i % 7}`)
    const folder = folderWith(log.join('\n'))
    writeFileSync(join(folder, 'till.csv'), `time;busy\n${rows.join('\n')}\n`)
    for (const held of [1000, Infinity]) {
      const zones: string[] = []
      for await (const file of readMaterials(folder, { limits: { held } })) zones.push(wholeFile(file).source.zone.name)
      expect(zones).toEqual(['+02:00', '+02:00'])
    }
  })

  it('leaves nothing unpacked behind, also when its reading is given up', async () => {
    const unpacked = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('inquest-unpacked-'))
    const folder = folderWith(gzipSync(repeated(samples['logback'] ?? '')))
    const before = new Set(unpacked())
    for await (const file of readMaterials(folder, { limits: { held: 1000 } })) {
      expect(file.path).toBe('file.log')
      break
    }
    expect(unpacked().filter((name) => !before.has(name))).toEqual([])
  })

  it('comes in batches that no record goes beyond', async () => {
    const folder = folderWith(
      Array.from({ length: 5000 }, (_, i) => `2031-04-07 09:00:45.267 [main] INFO  c.e.App - step ${i}\n\tat a.b(c.java:1)`).join(
        '\n'
      )
    )
    const batches: ReadBatch[] = []
    for await (const file of readMaterials(folder, { limits: { held: 1000 } })) batches.push(...file.batches())
    expect(batches.length).toBeGreaterThan(2)
    const ends = batches.map(({ firstLine, lines, items }) => [firstLine + lines.length - 1, items.at(-1)?.lastLine])
    expect(ends.every(([line, item]) => line === item)).toBe(true)
    expect(batches.map(({ firstLine }) => firstLine)).toEqual([1, ...ends.slice(0, -1).map(([line]) => (line ?? 0) + 1)])
  })
})

it('lines of a file are the same wherever its chunks end', () => {
  const text = Array.from({ length: 60_000 }, (_, i) => `${i} ${'é🎫'.repeat(i % 17)}`).join('\n')
  const path = join(folderWith(text), 'file.log')
  expect(surveyFile(path)).toEqual({ encoding: 'utf-8', hasNul: false, hasLineFeed: true, endsWithLine: false, isPlain: true })
  expect([...linesOfFile(path, 'utf-8')].join('\n') === text).toBe(true)
  expect(surveyFile(join(folderWith(Buffer.from('caf\xe9\n', 'latin1')), 'file.log')).encoding).toBe('latin-1')
})
