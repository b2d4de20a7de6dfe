import { citeFact, state } from '../../../domain/index.ts'
import { has, numberIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

export const draftAlertsTimeline: Drafter = (alerts) => {
  if (!numberIn(alerts, 'alerts') || !has(alerts, 'first_name') || !has(alerts, 'first_at')) return []
  const status = has(alerts, 'first_status')
  const lead = numberIn(alerts, 'minutes_to_first_report')
  const action = has(alerts, 'minutes_to_first_intervention')
  const statement = state(
    `the first alert, {name} at {at}${status ? ', is {status}' : ''}` +
      (lead !== null ? (lead >= 0 ? '; it stood {lead} before the first report by the public' : '') : '') +
      (action ? '; {action} passed until anything was done' : '; nothing is recorded to have been done about it'),
    {
      name: [citeFact(alerts, 'first_name'), 'text'],
      at: [citeFact(alerts, 'first_at'), 'time'],
      ...(status ? { status: [citeFact(alerts, 'first_status'), 'text'] } : {}),
      ...(lead !== null && lead >= 0 ? { lead: [citeFact(alerts, 'minutes_to_first_report'), 'minutes'] } : {}),
      ...(action ? { action: [citeFact(alerts, 'minutes_to_first_intervention'), 'minutes'] } : {})
    }
  )
  return [draft('alerts', 'early-warning', statement)]
}
