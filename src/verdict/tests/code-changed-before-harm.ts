import { citeFact, epochMsOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { has, type Row, rowsIn, textIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { changesThatCan } from './harm-by.ts'
import { changesAnywhere, deadlocked, standing, standstillChange, threadDumps } from './threads-await-own-work.ts'
import { changeOfOrigin, namedChange, wordsOf } from './named-change.ts'

export const codeChangedBeforeHarm: DiagnosticTest = {
  id: 'code-changed-before-harm',
  question: 'Was the code of what is accused changed before the harm?',
  dimension: 'precedence',
  calls: (_, scene) => [...changesThatCan('code-defect', scene), ...threadDumps, ...changesAnywhere(scene)],
  read([candidates, stacks, anywhere], { subject, category }, scene) {
    const dead = deadlocked(stacks)
    const locking = dead && namedChange(anywhere, 'code-defect', dead.frames)
    if (locking) {
      return yes(0.9, '{title} ({time}) changes code that names where threads wait for each other', {
        title: [locking.cite('title'), 'text'],
        time: [locking.cite('time'), 'time']
      })
    }
    const stand =
      standing(stacks)?.doing === 'result' ? standstillChange(anywhere, textIn(stacks, 'standing_at') ?? '') : undefined
    if (stand) {
      return yes(0.9, '{title} ({time}) lets threads stand until other work is done, as they are seen to', {
        title: [stand.cite('title'), 'text'],
        time: [stand.cite('time'), 'time']
      })
    }
    if (!candidates) return cannotTell('changes were not looked for')
    const row =
      scene.origin !== null && (subject.entity === scene.origin.service || category === 'data-defect')
        ? changeOfOrigin(candidates, 'code-defect')
        : namedChange(candidates, 'code-defect', wordsOf(subject))
    if (row) {
      return yes(hasServedWell(row, scene) ? 0.4 : 0.9, '{title} ({time}) changes code and names what is accused', {
        title: [row.cite('title'), 'text'],
        time: [row.cite('time'), 'time']
      })
    }
    if (rowsIn(candidates).length === 0) return cannotTell('no change of code is recorded')
    if (scene.origin !== null && subject.entity === scene.origin.service && has(candidates, 'candidates')) {
      return no(
        0.9,
        'none of {changes} recorded changes touches in this service, or in what it is built of, anything that could do it',
        {
          changes: [citeFact(candidates, 'candidates'), 'integer']
        }
      )
    }
    return no(0.4, 'no recorded change of code names what is accused', {}, [candidates.id])
  }
}

/** Two weeks: code that has run for so long without harm needs something new to fail of. */
const servedMs = 14 * 24 * 60 * 60_000

function hasServedWell(row: Row, { departsAt }: Scene): boolean {
  const acts = row.text('acts_at') ?? row.text('time')
  return acts !== null && departsAt !== null && epochMsOf(departsAt) - epochMsOf(acts) > servedMs
}
