import { citeFact, state } from '../../../domain/index.ts'
import { has, heldByFew, saidOfHolders, textIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

export const draftTrafficMakeup: Drafter = (makeup) => {
  const holders = heldByFew(makeup)
  if (holders) return [draft('one-party', 'cause', state(saidOfHolders, holders), { entity: textIn(makeup, 'grown_value') })]
  if (!has(makeup, 'grown_value') || !has(makeup, 'grown_share') || !has(makeup, 'grown_share_of_added')) return []
  const statement = state('{who} sends {share} of all requests in the window, {added} of what was added', {
    who: [citeFact(makeup, 'grown_value'), 'text'],
    share: [citeFact(makeup, 'grown_share'), 'share'],
    added: [citeFact(makeup, 'grown_share_of_added'), 'share']
  })
  return [draft('one-party', 'cause', statement, { entity: textIn(makeup, 'grown_value') })]
}
