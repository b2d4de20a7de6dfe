import { citeCell, citeFact, type ValuesOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, numberIn } from '../reading.ts'
import { afterwards, firstOf } from './interventions.ts'

/** More of the resource first; a restart, which frees all of it, when nothing was added. */
const more = /raise-limit|scale-out/
const freed = /restart|terminate|failover/

export const moreResourceDidNotCure: DiagnosticTest = {
  id: 'more-resource-did-not-cure',
  question: 'Was work still slow, with nobody waiting, after the resource was enlarged or freed?',
  dimension: 'intervention',
  calls: (_, scene) => afterwards(scene, firstOf(scene, more, freed)),
  read([after], _hypothesis, scene) {
    const intervention = firstOf(scene, more, freed)
    const record = scene.evidence.interventions
    if (!intervention || !record) return cannotTell('nothing is recorded that enlarged or freed a resource during the incident')
    const what: ValuesOf = {
      kind: [citeCell(record, intervention.row, 'kind'), 'text'],
      time: [citeCell(record, intervention.row, 'time'), 'time']
    }
    const slow = numberIn(after, 'slow_after')
    if (slow === null || !has(after, 'slow_after')) return cannotTell('what followed the {kind} at {time} was not measured', what)
    const weight = more.test(intervention.kind) ? 1 : 0.7
    if (slow > 0 && has(after, 'slow_after_max_ms') && numberIn(after, 'slow_after_waiters') === 0) {
      return yes(
        weight * clearness(slow, 0, 3),
        'after the {kind} at {time} {slow} runs were slow with nobody waiting, the slowest {most} at {at}',
        {
          ...what,
          slow: [citeFact(after, 'slow_after'), 'integer'],
          most: [citeFact(after, 'slow_after_max_ms'), 'ms'],
          at: [citeFact(after, 'slow_after_at'), 'time']
        }
      )
    }
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
    return cannotTell('what followed the {kind} at {time} speaks neither way', what)
  }
}
