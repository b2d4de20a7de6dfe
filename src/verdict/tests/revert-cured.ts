import { citeCell, citeFact, type ValuesOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, numberIn } from '../reading.ts'
import { afterwards, firstOf } from './interventions.ts'

const undone = /rollback/
const setBack = /config|flag|raise-limit|deploy/

export const revertCured: DiagnosticTest = {
  id: 'revert-cured',
  question: 'Did undoing a change end the harm?',
  dimension: 'intervention',
  calls: (_, scene) => afterwards(scene, firstOf(scene, undone, setBack)),
  read([after], { onset }, scene) {
    const intervention = firstOf(scene, undone, setBack)
    const record = scene.evidence.interventions
    if (!intervention || !record) return cannotTell('no change is recorded as undone during the incident')
    const what: ValuesOf = {
      kind: [citeCell(record, intervention.row, 'kind'), 'text'],
      time: [citeCell(record, intervention.row, 'time'), 'time']
    }
    if (onset !== null && intervention.time <= onset) {
      return cannotTell('the {kind} at {time} came before this began, and undid nothing of it', what)
    }
    const [slow, before, now] = ['slow_after', 'latency_before', 'latency_after'].map((fact) => numberIn(after, fact))
    if (slow && slow > 0 && has(after, 'slow_after_max_ms')) {
      return no(clearness(slow, 0, 3), 'after the {kind} at {time} {slow} runs were still slow, up to {most}', {
        ...what,
        slow: [citeFact(after, 'slow_after'), 'integer'],
        most: [citeFact(after, 'slow_after_max_ms'), 'ms']
      })
    }
    if (typeof before === 'number' && typeof now === 'number' && has(after, 'latency_after') && now > 0) {
      const values = {
        ...what,
        before: [citeFact(after, 'latency_before'), 'ms'],
        now: [citeFact(after, 'latency_after'), 'ms']
      } as const
      const template = 'after the {kind} at {time} latency went from {before} to {now}'
      if (now < before / 2) return yes(clearness(before / now, 1.5, 5), template, values)
      return no(0.6 * clearness(before / now, 2, 1), template, values)
    }
    return cannotTell('what followed the {kind} at {time} was not measured', what)
  }
}
