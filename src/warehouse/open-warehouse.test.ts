import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { clearCache, listCache, type LoadProgress, openWarehouse } from './index.ts'

let root: string
let folder: string
let cacheDir: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'inquest-open-'))
  folder = join(root, 'outage')
  cacheDir = join(root, 'cache')
  mkdirSync(folder)
  write('app.log', 'first')
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

function write(name: string, word: string): void {
  const line = (second: number): string =>
    `2031-04-07 09:00:0${second}.000 [main] INFO  c.e.Shop - ${word} ${second} for user=ann`
  writeFileSync(join(folder, name), [1, 2, 3, 4].map(line).join('\n') + '\n')
}

async function open(onProgress?: (progress: LoadProgress) => void) {
  return openWarehouse(folder, { cacheDir, cacheBytes: 1e9, onProgress })
}

/** Opens and says whether it came from the cache, and what it holds. */
async function look(): Promise<{ cached: boolean; templates: unknown[] }> {
  let cached = false
  await using warehouse = await open((progress) => {
    if (progress.stage === 'opening') cached = progress.cached
  })
  const { rows } = await warehouse.query('SELECT DISTINCT template FROM events ORDER BY 1')
  return { cached, templates: rows.flat() }
}

const entries = (): string[] => readdirSync(join(cacheDir, 'warehouses'))

describe('opening a folder', () => {
  it('loads it once, then takes it from the cache, and loads again what changed', async () => {
    const before = readdirSync(folder)
    expect(await look()).toEqual({ cached: false, templates: ['first <*> for user=<*>'] })
    expect(await look()).toEqual({ cached: true, templates: ['first <*> for user=<*>'] })
    write('app.log', 'second')
    expect(await look()).toEqual({ cached: false, templates: ['second <*> for user=<*>'] })
    expect(readdirSync(folder)).toEqual(before)
    expect(await listCache(cacheDir)).toHaveLength(2)
  })

  it('names the incident after the folder that was opened, whoever filled the cache', async () => {
    await look()
    const other = join(root, 'renamed')
    renameSync(folder, other)
    await using warehouse = await openWarehouse(other, { cacheDir, cacheBytes: 1e9 })
    expect(warehouse.incident.name).toBe('renamed')
    expect(await listCache(cacheDir)).toHaveLength(1)
  })

  it('keeps what it stores to its owner', async () => {
    await look()
    const place = join(cacheDir, 'warehouses')
    const [key = ''] = entries()
    const modes = [place, join(place, key), ...readdirSync(join(place, key)).map((name) => join(place, key, name))].map(
      (path) => statSync(path).mode & 0o777
    )
    expect(modes).toEqual([0o700, 0o700, 0o600, 0o600, 0o600])
  })

  it('is safe when several do it at once', async () => {
    const looks = await Promise.all([look(), look(), look()])
    expect(looks.map(({ templates }) => templates)).toEqual(looks.map(() => ['first <*> for user=<*>']))
    expect(entries()).toHaveLength(1)
  })

  it('makes a damaged warehouse again', async () => {
    await look()
    const [key = ''] = entries()
    truncateSync(join(cacheDir, 'warehouses', key, 'warehouse.duckdb'), 100)
    expect(await look()).toMatchObject({ templates: ['first <*> for user=<*>'] })
    rmSync(join(cacheDir, 'warehouses', key, 'incident.json'))
    expect(await look()).toMatchObject({ cached: false })
  })

  it('leaves nothing behind when it is given up, and clears what the dead left', async () => {
    const place = join(cacheDir, 'warehouses')
    mkdirSync(join(place, '.loading-999999999-abc'), { recursive: true })
    mkdirSync(join(place, `.loading-${process.pid}-abc`))
    const controller = new AbortController()
    const opening = openWarehouse(folder, {
      cacheDir,
      cacheBytes: 1e9,
      signal: controller.signal,
      onProgress: ({ stage }) => stage === 'reading' && controller.abort(new Error('enough'))
    })
    await expect(opening).rejects.toThrow('enough')
    expect(entries()).toEqual([`.loading-${process.pid}-abc`])
  })

  it('says what is wrong with the folder or the cache', async () => {
    await expect(openWarehouse(join(root, 'nowhere'), { cacheDir, cacheBytes: 1e9 })).rejects.toMatchObject({ code: 'materials' })
    writeFileSync(join(root, 'file'), '')
    await expect(openWarehouse(folder, { cacheDir: join(root, 'file'), cacheBytes: 1e9 })).rejects.toMatchObject({
      code: 'cannot-judge',
      nextStep: /INQUEST_CACHE_DIR/
    })
  })
})

describe('the cache', () => {
  it('gives up what was not used for longest, but nothing that is open', async () => {
    await look()
    const [first = ''] = entries()
    write('app.log', 'second')
    await using kept = await open()
    const second = entries().find((name) => name !== first) ?? ''
    write('app.log', 'third')
    for (const [key, day] of [
      [second, 1],
      [first, 2]
    ] as const) {
      utimesSync(join(cacheDir, 'warehouses', key), new Date(day * 86_400_000), new Date(day * 86_400_000))
    }
    const [{ bytes } = { bytes: 0 }] = await listCache(cacheDir)
    await using third = await openWarehouse(folder, { cacheDir, cacheBytes: bytes * 2.5 })
    // The second was unused for longest but is open; so the first had to go.
    expect(existsSync(join(cacheDir, 'warehouses', first))).toBe(false)
    expect((await listCache(cacheDir)).map(({ key }) => key)).toContain(second)
    expect((await kept.query('SELECT count(*) FROM events')).rows).toEqual([[4]])
    expect((await third.query('SELECT count(*) FROM events')).rows).toEqual([[4]])
  })

  it('is listed, and cleared whole or by name', async () => {
    expect(await listCache(cacheDir)).toEqual([])
    await look()
    const [entry] = await listCache(cacheDir)
    expect(entry).toMatchObject({ name: 'outage', key: entries()[0] })
    expect(entry?.bytes).toBeGreaterThan(10_000)
    expect(Date.now() - Date.parse(entry?.usedAt ?? '')).toBeLessThan(60_000)
    expect(await clearCache(cacheDir, { name: 'other' })).toEqual({ removed: 0, bytes: 0 })
    expect(await clearCache(cacheDir, { name: 'outage' })).toMatchObject({ removed: 1 })
    expect(entries()).toEqual([])
    await look()
    expect(await clearCache(cacheDir)).toMatchObject({ removed: 1 })
  })
})
