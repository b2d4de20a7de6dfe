import { citeFact, type ValuesOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, numberIn } from '../reading.ts'
import { compared } from './calls.ts'

/** So much of what was added by one party is no crowd. */
const most = 0.5
const little = 0.2

/** People come as a crowd; a harvester comes as one network, agent or client that brings most of what was added. */
export const fewClientsMadeTheLoad: DiagnosticTest = {
  id: 'few-clients-made-the-load',
  question: 'Did one client, network or agent bring most of the requests that were added?',
  dimension: 'mechanism',
  calls: (_, scene) => compared('traffic_makeup', scene),
  read([makeup]) {
    const rise = numberIn(makeup, 'rate_ratio')
    if (makeup?.status !== 'found') return cannotTell('no source tells who sent the requests')
    const added = numberIn(makeup, 'grown_share_of_added')
    if (added !== null && has(makeup, 'grown_share_of_added') && has(makeup, 'grown_value') && has(makeup, 'grown_share')) {
      const clients = has(makeup, 'grown_clients')
      const values: ValuesOf = {
        who: [citeFact(makeup, 'grown_value'), 'text'],
        added: [citeFact(makeup, 'grown_share_of_added'), 'share'],
        share: [citeFact(makeup, 'grown_share'), 'share'],
        ...(clients ? { clients: [citeFact(makeup, 'grown_clients'), 'integer'] } : {})
      }
      const template = `{who}${clients ? ' ({clients} clients)' : ''} sent {added} of the requests that were added, {share} of all in the window`
      const share = numberIn(makeup, 'grown_share') ?? 0
      // A small party that grew is no load, however much of a small rise it is.
      if (added >= most && share >= 0.15) {
        return yes(Math.min(clearness(added, 0.3, 0.7), clearness(share, 0.05, 0.25)), template, values)
      }
      if (added <= little) return no(clearness(added, 0.4, 0.1), template, values)
      return cannotTell(template, values)
    }
    if (rise !== null && rise >= 1.3 && has(makeup, 'rate_ratio')) {
      return no(0.9, 'requests rose to {rise} the healthy rate, and no client, network or agent grew beyond its share', {
        rise: [citeFact(makeup, 'rate_ratio'), 'ratio']
      })
    }
    return no(0.5, 'no client, network or agent grew beyond its share', {}, [makeup.id])
  }
}
