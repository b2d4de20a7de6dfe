import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { parse } from 'csv-parse/sync'
import { ask } from '../src/asking.ts'
import { listSamples } from '../src/installation.ts'
import { deskOver, openMaterials } from '../src/open-materials.ts'
import { startOpenAiServer } from '../src/testing/index.ts'
import { handIn } from './scripted-analyst.ts'

const secret = 'sk-never-in-a-request'
let root = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'inquest-personal-'))
  vi.stubEnv('INQUEST_CACHE_DIR', join(root, 'cache'))
  vi.stubEnv('INQUEST_LOG_LEVEL', 'silent')
  vi.stubEnv('OPENAI_API_KEY', secret)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await rm(root, { recursive: true })
})

const curious = ['reports_timeline', 'traffic_makeup', 'error_kinds', 'alerts_timeline'].map((name) => ({ name, arguments: {} }))
const nosy = [
  '@',
  '(?i)name',
  '07\\d{3} ?\\d{6}',
  '[A-Z]{1,2}\\d{1,2} \\d[A-Z]{2}',
  '^\\d+\\.\\d+\\.\\d+\\.\\d+ ',
  '(?i)user|login'
].map((pattern) => ({ name: 'raw_lines', arguments: { pattern, limit: 200 } }))

describe.each(listSamples())('of $name', ({ name, folder }) => {
  it('no structured personal value and no secret is in a request, whatever a model asks to see', async () => {
    const personal = await personalIn(folder)
    expect(personal.length).toBeGreaterThan(20)
    await using server = await startOpenAiServer((request) => {
      const turn = request.body.messages.filter(({ role }) => role === 'assistant').length
      if (turn === 0) return { toolCalls: nosy }
      return turn === 1 ? { toolCalls: curious } : handIn({ summary: [], sections: [], notShown: [] })
    })
    vi.stubEnv('OPENAI_BASE_URL', server.baseUrl)
    await ask(folder, { prompt: 'citizen-impact', model: 'openai:scripted', out: join(root, name) })
    const sent = server.requests.map(({ text }) => text).join('\n')
    expect(sent).toContain('reports_timeline')
    expect(found(personal, sent)).toEqual([])
    expect(sent).not.toContain(secret)
  })

  it('none is in any line that a tool could show', async () => {
    await using warehouse = await openMaterials(folder, {})
    const { incident, ledger } = await deskOver(warehouse, 'pseudonymised')
    const shown: string[] = []
    for (const { id, lines } of incident.sources) {
      for (let from = 1; from <= lines.total; from += 200) {
        const part = { source: id, from_line: from, to_line: from + 199, limit: 200 }
        shown.push(JSON.stringify((await ledger.call({ tool: 'raw_lines', arguments: part }, { by: 'test' })).rows))
      }
    }
    expect(shown.join('').length).toBeGreaterThan(10_000)
    expect(found(await personalIn(folder), shown.join('\n'))).toEqual([])
  })
})

const found = (personal: readonly string[], text: string): string[] => personal.filter((value) => text.includes(value))

const field = /^(?:customer_)?name$|email|phone|postcode/i

/** Values of structured fields, by this test's own reading of the files: tickets of any form, and clients of access logs. */
async function personalIn(folder: string): Promise<string[]> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => /\.(?:json|csv|log)$/.test(file))
  const values = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(folder, file), 'utf8')
      if (/access|requests/.test(file)) return text.split('\n').map((line) => /^\d+\.\d+\.\d+\.\d+/.exec(line)?.[0] ?? '')
      if (!/ticket/.test(file)) return []
      const rows: unknown = file.endsWith('.csv') ? parse(text, { columns: true }) : JSON.parse(text)
      return [rows]
        .flat()
        .flatMap((row) => Object.entries(Object(row)).flatMap(([key, value]) => (field.test(key) ? String(value) : [])))
    })
  )
  return [...new Set(values.flat())].filter((value) => value.length > 3)
}
