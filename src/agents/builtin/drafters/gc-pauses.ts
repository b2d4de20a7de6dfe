import { citeFact, state } from '../../../domain/index.ts'
import { has, numberIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

/** A twentieth of the time is what collectors are tuned for at most. */
const felt = 0.05

export const draftGcPauses: Drafter = (pauses) => {
  if ((numberIn(pauses, 'peak_share_paused') ?? 0) < felt || !has(pauses, 'peak_share_paused') || !has(pauses, 'peak_at'))
    return []
  const statement = state('collecting memory takes up to {peak} of the time ({at})', {
    peak: [citeFact(pauses, 'peak_share_paused'), 'share'],
    at: [citeFact(pauses, 'peak_at'), 'time']
  })
  return [draft('memory-grows', 'symptom', statement)]
}
