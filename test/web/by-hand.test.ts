import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { smallIncident } from '../../src/testing/index.ts'
import { type MadeSite, madeSite } from './made-site.ts'

let site: MadeSite
let id = ''
beforeAll(async () => {
  const files = Object.entries(smallIncident()).map(([path, text]) => [`incidents/parcels/${path}`, text])
  site = await madeSite(Object.fromEntries(files))
  const fields = { materials: 'folder:incidents/parcels', model: 'manual', category: 'demand-surge', component: 'the <portal>' }
  const { headers } = await site.post('/runs', fields)
  id = headers.get('location')?.split('/').at(-1) ?? ''
})
afterAll(() => site[Symbol.asyncDispose]())

const page = async (path = ''): Promise<string> => (await site.get(`/runs/${id}${path}`)).text()

describe('a run by hand', () => {
  it('shows the request that waits, and takes an answer in its place', async () => {
    await vi.waitFor(async () => expect(await page()).toContain('The run waits for you'), { timeout: 60_000, interval: 300 })
    const [, number = ''] = /\/requests\/([\w-]+)"/.exec(await page()) ?? []
    expect(await page(`/requests/${number}`)).toContain('Copy the request')
    expect((await site.post(`/runs/${id}/requests/${number}`, { answer: ' ' })).status).toBe(400)
    expect((await site.post(`/runs/${id}/requests/${number}`, { answer: 'no JSON here' })).status).toBe(303)
    await vi.waitFor(async () => expect(await page(`/requests/${number}`)).toContain('cannot be used yet'), {
      timeout: 10_000,
      interval: 200
    })
    expect((await site.post(`/runs/${id}/requests/9999`, { answer: '{}' })).status).toBe(400)
    expect((await site.post(`/runs/${id}/requests/..%2f..%2fx`, { answer: '{}' })).status).toBe(400)
  })

  it('takes what somebody suspects, before and while it runs, and says what of it the run has seen', async () => {
    expect(await page()).toContain('Taken note of')
    const more = { kind: 'hypothesis', category: 'lock-contention', component: '', reason: 'because' }
    expect((await site.post(`/runs/${id}/steering`, more)).status).toBe(303)
    expect(await page()).toContain('1 not yet seen by the run')
    expect((await site.post(`/runs/${id}/steering`, { ...more, category: 'gremlins' })).status).toBe(400)
    expect((await site.post(`/runs/${id}/steering`, { ...more, reason: 'x'.repeat(3000) })).status).toBe(400)
  })

  it('can be stopped, says so, and can be gone on with', async () => {
    expect((await site.post(`/runs/${id}/stop`, {})).status).toBe(303)
    await vi.waitFor(async () => expect(await page()).toContain('Go on with the run'), { timeout: 20_000, interval: 200 })
    expect((await site.post(`/runs/${id}/resume`, {})).status).toBe(303)
    await vi.waitFor(async () => expect(await page()).toContain('The run waits for you'), { timeout: 60_000, interval: 300 })
  })
})
