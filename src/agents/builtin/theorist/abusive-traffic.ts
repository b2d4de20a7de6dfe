import { citeFact, type Evidence, state, type ValuesOf } from '../../../domain/index.ts'
import { has, heldByFew, numberIn, predictionsFor, rowsIn, saidOfHolders, textIn } from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, framed } from '../ask.ts'
import { subjectOf } from '../draft.ts'

/** One party brought most of what was added. Undefined when nobody grew beyond their share. */
export async function abusiveTraffic(desk: Desk): Promise<HypothesisDraft | undefined> {
  const frame = framed(desk)
  const makeup = frame && (await ask(desk, 'traffic_makeup', frame))
  const holders = heldByFew(makeup)
  const serves = frame && textIn(await ask(desk, 'demand', frame), 'served_by')
  const at = serves ? ` (served by ${serves})` : ''
  if (holders && makeup) return holding(desk, makeup, holders, at)
  if (!has(makeup, 'grown_value') || !has(makeup, 'grown_share') || !has(makeup, 'grown_share_of_added')) return undefined
  const agent = rowsIn(makeup).find(
    (row) =>
      /^(agent_family|user_agent)$/.test(row.text('dimension') ?? '') &&
      (row.number('share_of_added') ?? 0) >= 0.5 &&
      (row.number('baseline_share') ?? 0) <= 0.5 * (row.number('window_share') ?? 0)
  )
  const name = agent?.text('value') ?? null
  const value = textIn(makeup, 'grown_value') ?? ''
  const who = name && name !== value ? `${name} (${value})` : value
  const onset = textIn(makeup, 'grown_onset') ?? desk.window?.from ?? null
  const values: Record<string, ValuesOf[string]> = {
    who: agent && name ? [agent.cite('value'), 'text'] : [citeFact(makeup, 'grown_value'), 'text'],
    share: [citeFact(makeup, 'grown_share'), 'share'],
    added: [citeFact(makeup, 'grown_share_of_added'), 'share']
  }
  const clients = numberIn(makeup, 'grown_clients')
  if (clients !== null) values['clients'] = [citeFact(makeup, 'grown_clients'), 'integer']
  const route = has(makeup, 'grown_top_route')
  const asked = textIn(makeup, 'grown_top_route')
  return {
    category: 'abusive-traffic',
    component: `requests ${asked === null ? '' : `for ${asked} `}of ${who}${clients === null ? '' : `, ${clients} clients`}: a crawler, bot or other program${at}`,
    subject: subjectOf({ entity: name ?? value }),
    statement: state(
      `{who}${clients === null ? '' : ' ({clients} clients)'} sends {share} of all requests in the window, {added} of what was added`,
      values
    ),
    mechanism: state(
      route
        ? 'it asks for {route} faster than people do, so that the work of a few fills what all share; those who come for themselves wait'
        : 'it asks faster than people do ({share} of all), so that the work of a few fills what all share; those who come for themselves wait',
      route ? { route: [citeFact(makeup, 'grown_top_route'), 'text'] } : { share: [citeFact(makeup, 'grown_share'), 'share'] }
    ),
    // Programs call themselves what people use: what they ask for tells them better than their name.
    trigger: { kind: 'traffic', ref: asked === null ? who : `${asked} by ${who}`, time: onset },
    onset,
    onsetResolutionSeconds: 300,
    proposedBy: 'theorist',
    predictions: predictionsFor('abusive-traffic')
  }
}

/** A few keep busy whoever serves by opening requests that they never finish; the load need not rise for that. */
function holding(desk: Desk, makeup: Evidence, values: ValuesOf, at: string): HypothesisDraft {
  const who = textIn(makeup, 'grown_value') ?? ''
  const onset = textIn(makeup, 'grown_onset') ?? desk.window?.from ?? null
  return {
    category: 'abusive-traffic',
    component: `requests of ${who}, ${numberIn(makeup, 'grown_clients') ?? 'a few'} clients, that are never finished${at}`,
    subject: subjectOf({ entity: who }),
    statement: state(saidOfHolders, values),
    mechanism: state(
      'whoever serves waits for the rest of such a request until it is given up and serves nobody meanwhile; {held} of all time goes that way, and more of those who serve are held as well',
      { held: [citeFact(makeup, 'grown_time_share'), 'share'] }
    ),
    // No record holds what set it off: who asks is what is accused.
    trigger: { kind: 'traffic', ref: null, time: onset },
    onset,
    onsetResolutionSeconds: 300,
    proposedBy: 'theorist',
    predictions: predictionsFor('abusive-traffic')
  }
}
