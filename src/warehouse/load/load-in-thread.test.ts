import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadFolder } from './load-folder.ts'
import { loadInThread } from './load-in-thread.ts'

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'inquest-thread-'))
  for (const name of ['outage', 'empty']) mkdirSync(join(root, name))
  writeFileSync(join(root, 'outage', 'app.log'), '2031-04-07 09:00:01.000 [main] INFO  c.e.Shop - sold to ann@example.org\n')
})
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
})

it('a thread loads as this one does, and says which files it read', async () => {
  const folder = join(root, 'outage')
  const files: string[] = []
  const loaded = await loadInThread(folder, join(root, 'a.duckdb'), { onFile: (path) => void files.push(path) })
  expect(loaded).toEqual(await loadFolder(folder, join(root, 'b.duckdb'), {}))
  expect(files).toEqual(['app.log'])
})

it('a thread fails as this one does, and ends when nobody waits for it', async () => {
  await expect(loadInThread(join(root, 'empty'), join(root, 'c.duckdb'), {})).rejects.toMatchObject({
    code: 'materials',
    details: { path: join(root, 'empty') }
  })
  const controller = new AbortController()
  const loading = loadInThread(join(root, 'outage'), join(root, 'd.duckdb'), { signal: controller.signal })
  controller.abort(new Error('enough'))
  await expect(loading).rejects.toThrow('enough')
})
