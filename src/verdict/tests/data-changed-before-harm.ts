import { saidBy } from '../call.ts'
import { cannotTell, type DiagnosticTest, yes } from '../diagnostic-test.ts'
import { changesThatCan } from './harm-by.ts'
import { isAccused, loadedJustBefore, loadsBefore, loadValues, saidOfLoad } from './loaded-just-before.ts'
import { namedChange, wordsOf } from './named-change.ts'

export const dataChangedBeforeHarm: DiagnosticTest = {
  id: 'data-changed-before-harm',
  question: 'Was the data of what is accused loaded or changed before the harm?',
  dimension: 'precedence',
  calls: (_, scene) => [...changesThatCan('data-defect', scene), ...loadsBefore(scene)],
  read(found, { subject }) {
    const candidates = saidBy(found, 'change_candidates')
    const load = loadedJustBefore(saidBy(found, 'data_loads'))
    if (!candidates) return cannotTell('changes were not looked for')
    const row = namedChange(candidates, 'data-defect', wordsOf(subject))
    if (row) {
      return yes(0.9, '{title} ({time}) changes data and names what is accused', {
        title: [row.cite('title'), 'text'],
        time: [row.cite('time'), 'time']
      })
    }
    if (load) return yes(isAccused(load, subject.entity) ? 0.9 : 0.5, saidOfLoad, loadValues(load))
    // Customers and partners bring data day and night, and nobody writes that down as a change.
    return cannotTell('no recorded change of data names what is accused', {}, [candidates.id])
  }
}
