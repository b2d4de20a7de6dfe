import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { smallIncident } from '../../src/testing/index.ts'
import { type MadeSite, madeSite } from './made-site.ts'

const hostile = '<img src=x onerror=alert(1)>"\''

let site: MadeSite
beforeAll(async () => {
  const files = Object.entries(smallIncident()).map(([path, text]) => [`incidents/parcels/${path}`, text])
  site = await madeSite(Object.fromEntries(files))
})
afterAll(() => site[Symbol.asyncDispose]())

describe('every answer', () => {
  it.each(['/', '/start', '/no-such-page', '/runs/none'])('to %s allows no script, style or frame but our own', async (path) => {
    const { headers } = await site.get(path)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it.each(['/', '/start', '/no-such-page'])('to %s has no script or style within', async (path) => {
    const text = await (await site.get(path)).text()
    expect(text).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/)
  })

  it('comes with assets whose address holds their content', async () => {
    const page = await (await site.get('/')).text()
    const paths = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '')
    expect(paths).toHaveLength(2)
    for (const path of paths) {
      const { status, headers } = await site.get(path)
      expect(status).toBe(200)
      expect(headers.get('cache-control')).toContain('immutable')
    }
  })
})

describe('a request from elsewhere', () => {
  it.each(['evil.example', 'evil.example:8717', '127.0.0.1:9999', 'localhost', '127.0.0.1.evil.example:8717', ''])(
    'under the name "%s" is refused',
    async (host) => {
      expect((await site.get('/', { host })).status).toBe(403)
    }
  )

  it('under a name of this machine is answered', async () => {
    for (const host of ['localhost:8717', '[::1]:8717']) expect((await site.get('/', { host })).status).toBe(200)
  })

  it.each(['http://evil.example', 'null', 'https://127.0.0.1:8717', 'http://127.0.0.1:8717.evil.example'])(
    'with the origin "%s" is refused',
    async (origin) => {
      expect((await site.get('/', { origin })).status).toBe(403)
      expect((await site.post('/runs', {}, { origin })).status).toBe(403)
    }
  )

  it('that the browser knows to be of another site sends no form', async () => {
    expect((await site.post('/runs', {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  })

  it.each(['', 'x', 'A'.repeat(32)])('with the token "%s" sends no form', async (csrf) => {
    const answer = await site.post('/runs', { csrf, materials: 'folder:incidents/parcels' })
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain('out of date')
    expect(await site.workspace.runs()).toEqual([])
  })

  it('is answered to no method but reading and sending', async () => {
    const host = '127.0.0.1:8717'
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH'])
      expect((await site.ask('/', { method, headers: { host } })).status).toBe(405)
  })
})

describe('materials', () => {
  it('of the workspace and the samples can be chosen', async () => {
    const page = await (await site.get('/start')).text()
    expect(page).toContain('value="folder:incidents/parcels"')
    expect(page).toContain('value="sample:bulky-waste-booking"')
  })

  it.each([
    'folder:../',
    'folder:incidents/../../..',
    'folder:/etc',
    'folder:/etc/passwd',
    'folder:out',
    'folder:incidents/\0x',
    'sample:../materials',
    'sample:nothing',
    'file:x'
  ])('named %j are not found, and nothing is said of what is there', async (materials) => {
    await symlink('/etc', join(site.place.folder, 'out')).catch(() => undefined)
    const looked = await site.get(`/materials?materials=${encodeURIComponent(materials)}`)
    expect(looked.status).toBe(404)
    const started = await site.post('/runs', { materials, model: 'builtin' })
    expect(started.status).toBe(400)
    expect(await started.text()).not.toContain('root:')
  })

  it('are shown as they were read', async () => {
    const text = await (await site.get('/materials?materials=folder%3Aincidents%2Fparcels')).text()
    expect(text).toContain('logs/postgres.log')
    expect(text).toContain('Every line was read')
  })
})

describe('an upload', () => {
  const file = (name: string, text = 'time,value\n'): File => new File([text], name)

  it('makes a folder of its own, and is shown', async () => {
    const { status, headers } = await site.post('/materials', { name: 'April outage', files: file('metrics (1).csv') })
    expect(status).toBe(303)
    expect(headers.get('location')).toBe(`/materials?materials=${encodeURIComponent('folder:incidents/April-outage')}`)
    expect(await readFile(join(site.place.folder, 'incidents/April-outage/metrics (1).csv'), 'utf8')).toBe('time,value\n')
  })

  it.each(['../out', '..', '.', '', '/etc', 'a/b', 'a\\b', '.hidden', 'parcels', hostile])(
    'into "%s" is refused and writes nothing',
    async (name) => {
      const before = await readdir(site.place.folder, { recursive: true })
      const answer = await site.post('/materials', { name, files: file('a.csv') })
      expect(answer.status).toBe(400)
      expect(await answer.text()).not.toContain('<img src=x')
      expect(await readdir(site.place.folder, { recursive: true })).toEqual(before)
    }
  )

  it.each(['../../a.csv', '/etc/a', '.bashrc', 'a//b.csv', 'a/../b.csv', 'a/.git/b', `${hostile}.csv`, 'a'.repeat(200)])(
    'of a file "%s" is refused and writes nothing',
    async (name) => {
      const answer = await site.post('/materials', { name: 'names', files: file(name) })
      expect(answer.status).toBe(400)
      expect(await answer.text()).not.toContain('<img src=x')
      expect(await readdir(join(site.place.folder, 'incidents'))).not.toContain('names')
    }
  )

  it('of a whole folder keeps the folders in it, takes its name, and passes over what is hidden', async () => {
    const body = new FormData()
    for (const path of ['May outage/db/slow.log', 'May outage/.DS_Store', 'May outage/metrics.csv'])
      body.append('whole', file(path))
    const answer = await site.post('/materials', { name: '' }, {}, body)
    expect(decodeURIComponent(answer.headers.get('location') ?? '')).toBe('/materials?materials=folder:incidents/May-outage')
    const kept = await readdir(join(site.place.folder, 'incidents/May-outage'), { recursive: true })
    expect(kept.sort()).toEqual(['db', 'db/slow.log', 'metrics.csv'])
  })

  it('never goes through a link out of the workspace', async () => {
    await using other = await madeSite()
    await mkdir(other.place.path('elsewhere'))
    await symlink(other.place.path('elsewhere'), join(other.place.folder, 'incidents'))
    expect((await other.post('/materials', { name: 'x', files: file('a.csv') })).status).toBe(400)
    expect(await readdir(other.place.path('elsewhere'))).toEqual([])
  })
})

describe('a run', () => {
  it.each(['none', '%2e%2e%2f', '..%2f..%2fetc', '.hidden', '%00', 'x'.repeat(200)])(
    '"%s" that is not there is not found',
    async (id) => {
      expect((await site.get(`/runs/${id}`)).status).toBe(404)
      expect((await site.get(`/runs/${id}/report`)).status).toBe(404)
      expect((await site.get(`/runs/${id}/events`)).status).toBe(404)
    }
  )

  it('that is a link to elsewhere is not found', async () => {
    await mkdir(join(site.place.folder, 'runs'), { recursive: true })
    await mkdir(site.place.path('other'), { recursive: true })
    await writeFile(site.place.path('other', 'report.html'), 'secret')
    await symlink(site.place.path('other'), join(site.place.folder, 'runs/linked'))
    expect((await site.get('/runs/linked/report')).status).toBe(404)
  })

  it('whose journal was changed by hand says so', async () => {
    await mkdir(join(site.place.folder, 'runs/changed'), { recursive: true })
    await writeFile(join(site.place.folder, 'runs/changed/journal.jsonl'), '{"version":1}\n')
    const answer = await site.get('/runs/changed')
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('was changed after it was written')
  })

  it.each([
    ['rounds', '0'],
    ['rounds', '2.5'],
    ['tokens', '-1'],
    ['money', '0.00'],
    ['money', 'lots']
  ])('with a limit of %s of "%s" is not begun', async (name, limit) => {
    const answer = await site.post('/runs', { materials: 'folder:incidents/parcels', model: 'manual', [name]: limit })
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain(`is no limit of ${name}`)
  })

  it('with a time or a budget that cannot be meant comes back with what was filled in', async () => {
    const fields = { materials: 'folder:incidents/parcels', model: 'builtin', from: hostile, to: '2031-04-07T10:00' }
    const answer = await site.post('/runs', fields)
    expect(answer.status).toBe(400)
    const text = await answer.text()
    expect(text).toContain('is no time')
    expect(text).not.toContain('<img src=x')
    expect(text).toContain('2031-04-07T10:00')
  })
})
