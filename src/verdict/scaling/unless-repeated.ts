import { attemptsMultiplied } from '../tests/attempts-multiplied.ts'
import type { ScalingPart } from './part.ts'

/**
 * Load that repeats what failed is an effect of the failing: that there was more of it than in health, or that it filled
 * a resource, is no sign that the resource was too small. What speaks against scaling stands.
 */
export const unlessRepeated = (part: ScalingPart): ScalingPart => ({
  ...part,
  calls: (suspect, scene) => [...part.calls(suspect, scene), ...attemptsMultiplied.calls(suspect, scene)],
  read(found, suspect, scene) {
    const told = part.read(found, suspect, scene)
    if (told.answer !== 'for') return told
    const own = part.calls(suspect, scene).length
    const repeated = attemptsMultiplied.read(found.slice(own), { subject: suspect, onset: null }, scene)
    return repeated.outcome === 'yes' ? { answer: 'cannot-tell', statement: repeated.statement } : told
  }
})
