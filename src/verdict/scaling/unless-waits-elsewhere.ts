import { cannotTell, type DiagnosticTest } from '../diagnostic-test.ts'
import { rowsIn } from '../reading.ts'
import { instanceDepartsFromPeers } from '../tests/instance-departs-from-peers.ts'
import { lockWaitsCoverSlowTime } from '../tests/lock-waits-cover-slow-time.ts'
import { dependencyCoversSlowTime } from '../tests/dependency-covers-slow-time.ts'
import { accusedOrWorst } from '../tests/dependency-rows.ts'
import { fullProcessor } from '../tests/processors-rest.ts'
import { nobody, type ScalingPart } from './part.ts'

/** As clear as an answer must be to speak where the part itself cannot tell. */
const clear = 0.6

/** Where a service of ours stands between who waits and a processor that is full, what is waited for may be just that. */
const waitsForAnother: DiagnosticTest = {
  ...dependencyCoversSlowTime,
  read(found, hypothesis, scene) {
    const dependency = accusedOrWorst(found[0], nobody)?.text('dependency')
    const isOurs = rowsIn(scene.evidence.origins).some((row) => row.text('service') === dependency)
    return isOurs && fullProcessor(scene)
      ? cannotTell('what is waited for is ours, and a processor is full')
      : dependencyCoversSlowTime.read(found, hypothesis, scene)
  }
}

/**
 * Work that waits for a lock, or for the answer of another service, keeps what it holds while it waits, and an instance
 * that fails while its peers do the same work fails for reasons of its own: more of what is full lets more wait. Said only
 * where the part's own measure cannot tell.
 */
const all = [lockWaitsCoverSlowTime, waitsForAnother, instanceDepartsFromPeers]

/** What a unit of work costs is hidden where it stands before locks, and whoever is added stands there too. */
export const unlessBeforeLocks = (part: ScalingPart): ScalingPart => unlessWaitsElsewhere(part, [lockWaitsCoverSlowTime])

export const unlessWaitsElsewhere = (part: ScalingPart, tests: readonly DiagnosticTest[] = all): ScalingPart => ({
  ...part,
  calls: (suspect, scene) => [...part.calls(suspect, scene), ...tests.flatMap((test) => test.calls(nobody, scene))],
  read(found, suspect, scene) {
    const told = part.read(found, suspect, scene)
    if (told.answer !== 'cannot-tell') return told
    let from = part.calls(suspect, scene).length
    for (const test of tests) {
      const to = from + test.calls(nobody, scene).length
      const { outcome, strength, statement } = test.read(found.slice(from, to), { subject: nobody, onset: null }, scene)
      if (outcome === 'yes' && strength >= clear) return { answer: 'against', statement }
      from = to
    }
    return told
  }
})
