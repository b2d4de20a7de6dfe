import { citeFact, type ValuesOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, type Maybe, numberIn, textIn } from '../reading.ts'
import { compared } from './calls.ts'

/** So much of what was added by one party is no crowd. */
const most = 0.5
const little = 0.2

/** Who asks for nothing for so much longer than others ask for something holds what serves them, however few requests that is. */
const held = 0.7
const longer = 20
export const saidOfHolders =
  '{who} ({clients} clients), unknown before, holds {held} of the time of all requests with requests that say nothing of what they ask for: {failed} of them were given up'

/**
 * Those who were never seen before and take nearly all the time of those who serve with requests that are never finished, while the
 * requests of others stay short; null where there are none. What a balancer or a browser opens in vain was seen before too.
 */
export function heldByFew(makeup: Maybe): ValuesOf | null {
  const number = (fact: string): number => numberIn(makeup, fact) ?? 0
  const isHeld =
    number('grown_time_share') >= held &&
    number('grown_cost_ratio') >= longer &&
    number('grown_failed_share') >= 0.9 &&
    (numberIn(makeup, 'grown_share_baseline') ?? 1) <= 0.01 &&
    /^\/?-?$/.test(textIn(makeup, 'grown_top_route') ?? 'none')
  if (!isHeld || !has(makeup, 'grown_value') || !has(makeup, 'grown_clients')) return null
  if (!has(makeup, 'grown_time_share') || !has(makeup, 'grown_failed_share')) return null
  return {
    who: [citeFact(makeup, 'grown_value'), 'text'],
    clients: [citeFact(makeup, 'grown_clients'), 'integer'],
    held: [citeFact(makeup, 'grown_time_share'), 'share'],
    failed: [citeFact(makeup, 'grown_failed_share'), 'share']
  }
}

/** Is it the accused who holds what serves all? */
export const isHeldBy = (makeup: Maybe, entity: string | null): boolean =>
  entity !== null && textIn(makeup, 'grown_value') === entity && heldByFew(makeup) !== null

/** A program that most of those use who ever come (an app, a firmware) tells nobody from the others. */
const isEverybody = (makeup: Maybe): boolean =>
  /^user_agent|^agent/.test(textIn(makeup, 'grown_dimension') ?? '') &&
  (numberIn(makeup, 'grown_clients') ?? 0) !== 1 &&
  (numberIn(makeup, 'grown_share_baseline') ?? 0) >= most

/** People come as a crowd; a harvester comes as one network, agent or client that brings most of what was added. */
export const fewClientsMadeTheLoad: DiagnosticTest = {
  id: 'few-clients-made-the-load',
  question: 'Did one client, network or agent bring most of the requests that were added?',
  dimension: 'mechanism',
  calls: (_, scene) => compared('traffic_makeup', scene),
  read([makeup]) {
    const rise = numberIn(makeup, 'rate_ratio')
    if (makeup?.status !== 'found') return cannotTell('no source tells who sent the requests')
    const holders = heldByFew(makeup)
    if (holders) return yes(0.9, saidOfHolders, holders)
    if (isEverybody(makeup) && has(makeup, 'grown_share_baseline') && has(makeup, 'grown_value')) {
      return no(0.8, '{who} made {usual} of all requests in healthy time too: that is everybody', {
        who: [citeFact(makeup, 'grown_value'), 'text'],
        usual: [citeFact(makeup, 'grown_share_baseline'), 'share']
      })
    }
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
