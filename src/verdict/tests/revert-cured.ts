import { citeCell, citeFact, type ValuesOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, numberIn } from '../reading.ts'
import type { Intervention, Scene } from '../scene.ts'
import { afterwards } from './interventions.ts'

const setBack = /config|flag|raise-limit|deploy/

/**
 * The first deed after harm began that takes something back. Switching something on, or enlarging a resource, undoes nothing.
 * Evidence that does not say which deeds undo is read by their kinds.
 */
function undoing({ interventions, departsAt }: Scene): Intervention | undefined {
  const later = interventions.filter(({ time }) => departsAt === null || time > departsAt)
  return (
    later.filter(({ kind }) => kind === 'rollback').toSorted(byTime)[0] ??
    later.filter(({ undoes, kind }) => undoes ?? setBack.test(kind)).toSorted(byTime)[0]
  )
}

const byTime = (a: Intervention, b: Intervention): number => a.time.localeCompare(b.time)

export const revertCured: DiagnosticTest = {
  id: 'revert-cured',
  question: 'Did undoing a change end the harm?',
  dimension: 'intervention',
  calls: (_, scene) => afterwards(scene, undoing(scene)),
  read([after], { onset }, scene) {
    const intervention = undoing(scene)
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
