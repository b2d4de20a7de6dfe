import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { madeCallGraph } from '../testing/made-call-graph.ts'
import { at, madeIncident, type MadeIncident } from '../testing/made-incident.ts'

const window = { from: at('08:30'), to: at('08:50') }
const diff = (path: string, ...lines: string[]) => [`--- a/${path}`, `+++ b/${path}`, '@@ -1,3 +1,3 @@', ...lines].join('\n')
const commit = (hash: string, repository: string, clock: string, subject: string, patch: string) => ({
  hash,
  repository,
  author: 'jo',
  committed_at: at(clock),
  subject,
  patch
})

/** Harm begins in stock, whose code matches an expression that a library brought and a flag switched on. */
const files = {
  'traces.jsonl': madeCallGraph({ slower: { stock: 900 } })['traces.jsonl'],
  'commits.json': JSON.stringify([
    commit('aa11bb22cc', 'text-kit', '02:00', 'Codes with separators', diff('src/code.ts', '+const CODE = /^(([A-Z0-9]+)-?)+$/')),
    commit(
      'dd44ee55ff',
      'stock',
      '03:00',
      'text-kit 2.3',
      diff('src/check.ts', "+  if (flags.on('stock.canonical-codes')) code = canonical(code)")
    ),
    commit('cc33dd44ee', 'stock', '03:30', 'Sort pallets', diff('src/pallets.ts', '+  return pallets.sort(byPallet)')),
    commit('ff66aa77bb', 'web', '08:10', 'Wait for the page', diff('src/page.ts', '+  while (true) { if (ready()) break }'))
  ]),
  'deployments.yaml': [
    '- { service: stock, version: "7.1", environment: production, deployed_at: 2031-05-06T04:00:00Z }',
    '- { service: web, version: "9.9", environment: production, deployed_at: 2031-05-06T08:28:00Z }',
    '- { service: stock, version: "7.2", environment: staging, deployed_at: 2031-05-06T08:20:00Z, notes: "retries: 1 -> 9" }'
  ].join('\n'),
  'flags.json': JSON.stringify([
    { flag: 'stock.canonical-codes', changedAt: at('08:29'), changedBy: 'jo', from: { enabled: false }, to: { enabled: true } },
    { flag: 'web.larger-type', changedAt: at('08:29'), changedBy: 'jo', from: { enabled: false }, to: { enabled: true } }
  ])
}

describe('changes around the service in which harm begins', () => {
  let incident: MadeIncident
  beforeAll(async () => {
    incident = await madeIncident(files)
  })
  afterAll(() => incident[Symbol.asyncDispose]())

  const ask = async (category: string, accused: string | null = null) =>
    rowsOf(await incident.ask('change_candidates', { window, component: 'stock', category, accused, onset: at('08:30') }))
  const found = async (ref: string, category = 'code-defect') => (await ask(category)).find((row) => row['ref'] === ref)

  it('of a library that its code names act with its next deploy, and are shared', async () => {
    expect(await found('aa11bb22cc')).toMatchObject({ matches_component: 'shared', able: true, acts_at: at('04:00') })
  })

  it('of a flag whose key stands in its code are what that code is, from when it is switched on', async () => {
    const flag = await found('stock.canonical-codes')
    expect(flag).toMatchObject({ able: true, acts_at: at('08:29') })
    expect(flag?.['reason']).toContain('switches on code')
    expect(await found('web.larger-type')).not.toMatchObject({ reason: expect.stringContaining('switches on code') })
  })

  it('of those who call it are acquitted of its own code’s defects, with the reason', async () => {
    expect(await found('ff66aa77bb')).toMatchObject({ able: false, matches_component: 'caller' })
    expect((await found('ff66aa77bb'))?.['reason']).toContain('calls it')
  })

  it('made in staging, or not carried through, act on nobody', async () => {
    const staging = (await ask('retry-storm')).find((row) => row['ref'] === '7.2')
    expect(staging).toMatchObject({ able: false })
    expect(staging?.['reason']).toContain('elsewhere than in production')
  })

  it('that name what fails there come before others of the same service', async () => {
    const refs = (await ask('code-defect', 'at PalletList.byPallet')).flatMap((row) => (row['able'] === true ? [row['ref']] : []))
    expect(refs[0]).toBe('cc33dd44ee')
    expect((await ask('code-defect', 'at PalletList.byPallet'))[0]?.['named']).toContain('pallet')
  })
})
