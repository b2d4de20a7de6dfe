import { citeFact, state } from '../../../domain/index.ts'
import { has, textIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

export const draftLittlesLaw: Drafter = (law) => {
  if (textIn(law, 'obeys') !== 'no' || !has(law, 'ratio_max') || !has(law, 'ratio_min')) return []
  const drawn = textIn(law, 'drawn_series') !== null
  const statement = state(
    `holders and waiters are {least} to {most} what arrivals and latency imply, so Little’s law does not hold here${drawn ? '; {drawn} look drawn rather than measured' : ''}`,
    {
      least: [citeFact(law, 'ratio_min'), 'ratio'],
      most: [citeFact(law, 'ratio_max'), 'ratio'],
      ...(drawn ? { drawn: [citeFact(law, 'drawn_series'), 'text'] } : {})
    }
  )
  return [draft('physics', 'context', statement)]
}
