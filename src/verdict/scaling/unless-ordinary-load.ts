import { compose } from '../compose.ts'
import { textIn } from '../reading.ts'
import { loadExceedsHistory } from '../tests/load-exceeds-history.ts'
import type { ScalingPart } from './part.ts'

/** Below this an answer of a test is no more than a leaning. */
const leastStrength = 0.2

/**
 * That no healthy time is seen under as much load speaks for capacity only where the load was beyond what was ever carried:
 * a busy hour is the busiest so far by a little, and harm may fall into it for any reason. A load that was served only after
 * more was there says it whatever the load.
 */
export const unlessOrdinaryLoad = (part: ScalingPart): ScalingPart => ({
  ...part,
  calls: (suspect, scene) => [...part.calls(suspect, scene), ...loadExceedsHistory.calls(suspect, scene)],
  read(found, suspect, scene) {
    const own = part.calls(suspect, scene).length
    const told = part.read(found.slice(0, own), suspect, scene)
    if (told.answer !== 'for' || found.slice(0, own).some((each) => textIn(each, 'relieved_after') !== null)) return told
    const load = loadExceedsHistory.read(found.slice(own), { subject: suspect, onset: null }, scene)
    if (load.outcome === 'yes' && load.strength >= leastStrength) return told
    return { answer: 'cannot-tell', statement: compose(told.statement, '; ', load.statement) }
  }
})
