import { attemptsMultiplied } from '../tests/attempts-multiplied.ts'
import { fewClientsMadeTheLoad } from '../tests/few-clients-made-the-load.ts'
import type { ScalingPart } from './part.ts'

const tests = [attemptsMultiplied, fewClientsMadeTheLoad]

/**
 * Load that repeats what failed is an effect of the failing, and load that a few clients made is nobody's demand: that
 * there was more of it than in health, or that it filled a resource, is no sign that the resource was too small. What
 * speaks against scaling stands.
 */
export const unlessRepeated = (part: ScalingPart): ScalingPart => ({
  ...part,
  calls: (suspect, scene) => [...part.calls(suspect, scene), ...tests.flatMap((test) => test.calls(suspect, scene))],
  read(found, suspect, scene) {
    let from = part.calls(suspect, scene).length
    const told = part.read(found.slice(0, from), suspect, scene)
    if (told.answer !== 'for') return told
    for (const test of tests) {
      const to = from + test.calls(suspect, scene).length
      const { outcome, statement } = test.read(found.slice(from, to), { subject: suspect, onset: null }, scene)
      if (outcome === 'yes') return { answer: 'cannot-tell', statement }
      from = to
    }
    return told
  }
})
