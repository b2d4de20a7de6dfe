import { state } from '../../../domain/index.ts'
import { deadlocked, standing } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

/** A pool of which most threads stand at one place: what they stand for is what holds the others up. */
export const draftThreadStacks: Drafter = (stacks) => {
  const told = deadlocked(stacks) ?? standing(stacks)
  return told ? [draft('threads-stand', 'cause', state(told.template, told.values))] : []
}
