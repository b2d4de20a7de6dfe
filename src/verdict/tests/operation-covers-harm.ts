import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness } from '../reading.ts'
import { compared } from './calls.ts'
import { ownRow } from './operation-rows.ts'

export const operationCoversHarm: DiagnosticTest = {
  id: 'operation-covers-harm',
  question: 'Does this operation account for most of the time spent in the window?',
  dimension: 'coverage',
  calls: (_, scene) => compared('operations', scene),
  read([operations], { subject }) {
    const own = ownRow(operations, subject)
    const share = own?.number('share_of_time') ?? null
    if (!own || share === null) return cannotTell('no source says which operation the time went to')
    const values = {
      operation: [own.cite('label'), 'text'],
      share: [own.cite('share_of_time'), 'share'],
      slow: [own.cite('slow_runs'), 'integer'],
      runs: [own.cite('runs'), 'integer']
    } as const
    const template = '{operation} took {share} of all time spent on operations of its kind; {slow} of its {runs} runs were slow'
    // Half of the time is most of it; below a tenth the rest would have to be explained by something else.
    if (share >= 0.3) return yes(clearness(share, 0.2, 0.7), template, values)
    if (share <= 0.1) return no(clearness(share, 0.15, 0.02), template, values)
    return cannotTell(template, values)
  }
}
