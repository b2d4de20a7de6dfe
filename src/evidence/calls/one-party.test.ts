import { expect, it } from 'vitest'
import { partyNames } from './one-party.ts'

const named = (peers: string[], peer: string): string => partyNames(peers.map((one) => ({ peer: one })))(peer)

it('who is named in one source and addressed in another is one party; who shares an address with another is not', () => {
  expect(named(['acme', 'api.acme.example'], 'api.acme.example')).toBe('acme')
  expect(named(['acme', 'api.acme.example', 'mail.acme.example'], 'api.acme.example')).toBe('api.acme.example')
  expect(named(['upstream', 'upstream.example.org'], 'upstream.example.org')).toBe('upstream.example.org')
})
