import { citeCell, citeFact, type ValuesOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, numberIn, rowsIn } from '../reading.ts'
import type { Intervention, Scene } from '../scene.ts'
import { afterwards, firstOf } from './interventions.ts'

/** More of the resource first; a restart, which frees all of it, when nothing was added. */
const more = /raise-limit|scale-out/
const freed = /restart|terminate|failover/

/** How long something may take or be kept is no amount of a resource. */
const span = /time-?_?out|ttl|expir|interval|retention|keep-?_?alive|delay/i

/** A limit that gets back the value that it had is not enlarged. */
const enlarging = (scene: Scene): Intervention | undefined => {
  const enlarged = ({ undoes, object }: Intervention): boolean => undoes !== true && !span.test(object ?? '')
  return firstOf({ ...scene, interventions: scene.interventions.filter(enlarged) }, more, freed)
}

export const moreResourceDidNotCure: DiagnosticTest = {
  id: 'more-resource-did-not-cure',
  question: 'Was work still slow, with nobody waiting, after the resource was enlarged or freed?',
  dimension: 'intervention',
  calls: (_, scene) => afterwards(scene, enlarging(scene)),
  read([after], _hypothesis, scene) {
    const intervention = enlarging(scene)
    const record = scene.evidence.interventions
    const back = scene.interventions.find(({ kind, undoes }) => more.test(kind) && undoes === true)
    if (!intervention && back && record) {
      return cannotTell('the {kind} at {time} put back what had been lowered, which is no growth', {
        kind: [citeCell(record, back.row, 'kind'), 'text'],
        time: [citeCell(record, back.row, 'time'), 'time']
      })
    }
    if (!intervention || !record) return cannotTell('nothing is recorded that enlarged or freed a resource during the incident')
    const what: ValuesOf = {
      kind: [citeCell(record, intervention.row, 'kind'), 'text'],
      time: [citeCell(record, intervention.row, 'time'), 'time']
    }
    const slow = numberIn(after, 'slow_after')
    if (slow === null || !has(after, 'slow_after')) return cannotTell('what followed the {kind} at {time} was not measured', what)
    const weight = more.test(intervention.kind) ? 1 : 0.7
    // Slow while others still wait is no answer: the resource may only have been enlarged too little.
    const alone = rowsIn(after).filter((row) => row.number('waiters') === 0 && row.number('duration_ms') !== null)
    const worst = alone.sort((a, b) => (b.number('duration_ms') ?? 0) - (a.number('duration_ms') ?? 0))[0]
    if (slow > 0 && worst) {
      return yes(
        weight * clearness(alone.length, 0, 3),
        'after the {kind} at {time} {slow} runs were slow; with nobody waiting, the slowest of them took {most} at {at}',
        {
          ...what,
          slow: [citeFact(after, 'slow_after'), 'integer'],
          most: [worst.cite('duration_ms'), 'ms'],
          at: [worst.cite('time'), 'time']
        }
      )
    }
    const left = numberIn(after, 'slow_after_recovery')
    const [before, now] = [numberIn(after, 'latency_before'), numberIn(after, 'latency_after')]
    if (slow === 0 && before !== null && now !== null && has(after, 'latency_after') && now < before / 2) {
      return no(
        weight * clearness(before / now, 1.5, 5),
        'after the {kind} at {time} latency fell from {before} to {now} and nothing was slow',
        {
          ...what,
          before: [citeFact(after, 'latency_before'), 'ms'],
          now: [citeFact(after, 'latency_after'), 'ms']
        }
      )
    }
    // What is slow until the queue of before has drained, and never again, was cured.
    if (
      slow > 0 &&
      left === 0 &&
      before !== null &&
      now !== null &&
      now < before / 2 &&
      has(after, 'recovered_at') &&
      has(after, 'latency_after')
    ) {
      return no(
        0.8 * weight * clearness(before / now, 1.5, 5),
        'after the {kind} at {time} latency fell from {before} to {now}, and nothing was slow from {recovered} on, when the queue of before had drained',
        {
          ...what,
          before: [citeFact(after, 'latency_before'), 'ms'],
          now: [citeFact(after, 'latency_after'), 'ms'],
          recovered: [citeFact(after, 'recovered_at'), 'time']
        }
      )
    }
    return cannotTell('what followed the {kind} at {time} speaks neither way', what)
  }
}
