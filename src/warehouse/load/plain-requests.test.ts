import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { Source } from '../../domain/index.ts'
import { type FileReading, readMaterials } from '../../ingest/index.ts'
import { createFragments } from '../rollups/fragments.ts'
import { loadFile } from './load-file.ts'

const root = mkdtempSync(join(tmpdir(), 'inquest-plain-'))
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
})
let folders = 0

interface Loaded {
  /** Records that the engine made. */
  readonly taken: number
  readonly tables: Readonly<Record<string, readonly unknown[]>>
  readonly sources: readonly Source[]
  readonly pseudonyms: readonly unknown[]
}

/** Loads the lines as a log, as the engine takes it or only as its reader does. */
async function load(lines: readonly string[], by: 'engine' | 'reader'): Promise<Loaded> {
  const folder = join(root, String((folders += 1)))
  mkdirSync(folder)
  writeFileSync(join(folder, 'web-3.log'), lines.map((line) => `${line}\n`).join(''))
  const file = join(root, `${String(folders)}.duckdb`)
  const sources: Source[] = []
  let taken = 0
  async function* files(): AsyncGenerator<FileReading> {
    for await (const reading of readMaterials(folder, { limits: { held: 0 } })) {
      const { bulk } = reading
      const watched = bulk && {
        ...bulk,
        took: (tally: Parameters<typeof bulk.took>[0]) => {
          taken += tally.records
          bulk.took(tally)
        }
      }
      yield by === 'engine' ? { ...reading, ...(watched ? { bulk: watched } : {}) } : { ...reading, bulk: null }
      sources.push(reading.source())
    }
  }
  const pseudonyms = await loadFile(file, files())
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  const rows = async (sql: string): Promise<readonly unknown[]> => (await connection.runAndReadAll(sql)).getRowsJson()
  const tables = {
    requests: await rows('SELECT * EXCLUDE record_id FROM requests ORDER BY first_line'),
    lines: await rows('SELECT * FROM lines ORDER BY line'),
    rejected: await rows('SELECT * FROM rejected ORDER BY first_line'),
    operations: await rows('SELECT population, first_line, operation, duration_ms FROM operations ORDER BY first_line')
  }
  const fragments = createFragments()
  for (const line of by === 'engine' && taken > 0 ? lines : []) fragments.add(line)
  const known = JSON.stringify(await rows('SELECT list(fragment) FROM line_fragments'))
  expect(fragments.all().filter((fragment) => !new RegExp(`\\b${String(fragment)}\\b`).test(known))).toEqual([])
  connection.closeSync()
  instance.closeSync()
  return { taken, tables, sources, pseudonyms }
}

async function loadByReader(lines: readonly string[]): Promise<Omit<Loaded, 'taken'>> {
  const { taken: _, ...loaded } = await load(lines, 'reader')
  return loaded
}

const agent = 'Mozilla/5.0 (X11; Linux x86_64)'
const combined = (i: number, more = ''): string =>
  `10.0.${String(i % 3)}.${String(i % 7)} - ${i % 5 === 0 ? 'p.jones' : '-'} [07/Apr/2031:09:0${String(i % 10)}:00 +0100] "GET /api/places/${String(i)}?day=${String(i % 4)} HTTP/1.1" 200 ${String(100 + i)} "https://example.org/" "${agent}"${more}`

const odd = [
  '',
  'not a request at all',
  '10.0.0.9 - - [07/Apr/2031:09:00:00 +0100] "GET /a b HTTP/1.1" 200 5 "-" "x"',
  '10.0.0.9 - - [07/Apr/2031:09:00:00 +0100] "GET /find?email=ann.lee@example.org HTTP/1.1" 200 5 "-" "x" 0.004',
  '10.0.0.9 - - [07/Apr/2031:09:00:00 +0100] "-" 408 - "-" "-" 0.000',
  '10.0.0.9 - - [99/Apr/2031:09:00:00 +0100] "GET / HTTP/1.1" 200 5 "-" "x" 0.004',
  String.raw`10.0.0.9 - - [07/Apr/2031:09:00:00 +0100] "GET /q\"x HTTP/1.1" 200 5 "-" "x" 0.004`,
  '::1 - - [07/Apr/2031:09:00:00 +0100] "PROPFIND /dav HTTP/1.1" 207 - "https://example.org/?tel=07700900123" "x" 0.004',
  '10.0.0.9 - ann marie [07/Apr/2031:09:00:00 +0100] "POST /s?a=1&a=2&b=%20x#top HTTP/2.0" 302 0 "" "" 12.5'
]

describe('an access log that the engine takes apart', () => {
  it.each([
    ['combined, with a duration in seconds', (i: number) => combined(i, ` 0.0${String(10 + i)}`)],
    ['combined, with a unit', (i: number) => combined(i, ` ${String(10 + i)}ms`)],
    ['combined, without a duration', (i: number) => combined(i)],
    ['common', (i: number) => combined(i).replace(/ "https.*/, '')]
  ])('has the rows that its reader makes: %s', async (_, line) => {
    const lines = Array.from({ length: 60 }, (__, i) => line(i))
    const mixed = [...lines.slice(0, 30), ...odd.slice(0, 6), ...lines.slice(30), ...odd.slice(6)]
    const { taken, ...loaded } = await load(mixed, 'engine')
    expect(taken).toBeGreaterThanOrEqual(lines.length)
    expect(loaded).toEqual(await loadByReader(mixed))
  })

  it('has them whatever stands in some lines', async () => {
    const strange = fc.oneof(
      fc.constantFrom(...odd),
      fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.replaceAll(/[\p{Control}\p{Surrogate}\uFEFF]/gu, '')),
      fc.tuple(fc.nat(99), fc.constantFrom('"', ' ', '\\', '[', '-', '/', '?', '1e5'), fc.nat(120)).map(([i, mark, at]) => {
        const text = combined(i, ' 0.012')
        return text.slice(0, at) + mark + text.slice(at)
      })
    )
    await fc.assert(
      fc.asyncProperty(fc.array(strange, { maxLength: 12 }), async (some) => {
        const lines = [...Array.from({ length: 70 }, (_, i) => combined(i, ' 0.012')), ...some]
        const { taken: _, ...loaded } = await load(lines, 'engine')
        expect(loaded).toEqual(await loadByReader(lines))
      }),
      { numRuns: process.env['INQUEST_TEST_ALL'] ? 200 : 5 }
    )
  })
})
