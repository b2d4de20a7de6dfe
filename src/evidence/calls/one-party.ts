import type { Call } from './read-calls.ts'

/** Words of addresses that stand for nobody in particular. */
const common = /^(?:upstream|database|service|backend|server|internal|local|cluster|prod\w*|stag\w*|test|host|public|external)$/
const shortest = 4

/**
 * What each peer is called in all sources: who is named in one (`acme`) and addressed in another (`api.acme.example`) is one party,
 * and called by its name. A name that two addresses bear stands for neither.
 */
export function partyNames(calls: readonly Pick<Call, 'peer'>[]): (peer: string) => string {
  const peers = [...new Set(calls.map(({ peer }) => peer))]
  const hosts = peers.filter((peer) => peer.includes('.')).map((peer) => ({ peer, labels: labelsOf(peer) }))
  const named = peers.flatMap((name): [string, string][] => {
    const plain = name.toLowerCase()
    if (name.includes('.') || plain.length < shortest || common.test(plain)) return []
    const [host, ...others] = hosts.filter(({ labels }) => labels.includes(plain))
    return host === undefined || others.length > 0 ? [] : [[host.peer, name]]
  })
  const byHost = new Map(named)
  return (peer) => byHost.get(peer) ?? peer
}

/** The labels of a host's name but for its last, which is everybody's. */
const labelsOf = (host: string): string[] => host.toLowerCase().replace(/:\d+$/, '').split('.').slice(0, -1)
