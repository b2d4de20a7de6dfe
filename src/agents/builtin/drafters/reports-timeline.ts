import { citeFact, state } from '../../../domain/index.ts'
import { has, numberIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

export const draftReportsTimeline: Drafter = (reports) => {
  if (!numberIn(reports, 'reports') || !has(reports, 'first_at')) return []
  const people = has(reports, 'people')
  const statement = state(`{reports} reports${people ? ' by {people} people' : ''}, the first at {first}`, {
    reports: [citeFact(reports, 'reports'), 'integer'],
    ...(people ? { people: [citeFact(reports, 'people'), 'integer'] } : {}),
    first: [citeFact(reports, 'first_at'), 'time']
  })
  return [draft('reports', 'impact', statement)]
}
