import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, type Row } from '../reading.ts'
import { compared } from './calls.ts'
import { otherRows } from './operation-rows.ts'

/** Below a tenth of a second nobody feels a difference (Nielsen 1993), whatever its ratio. */
const unfeltMs = 100

const unharmed = (row: Row): boolean | null => {
  const [before, now] = [row.number('baseline_median_ms'), row.number('median_ms')]
  if (now === null) return null
  if (before === null) return now <= unfeltMs ? true : null
  return now <= before * 2 || now - before <= unfeltMs
}

export const otherOperationsUnharmed: DiagnosticTest = {
  id: 'other-operations-unharmed',
  question: 'Did the other operations on the same resource keep their speed?',
  dimension: 'discrimination',
  calls: (_, scene) => compared('operations', scene),
  read([operations], { subject }) {
    const others = otherRows(operations, subject, 'runs').filter((row) => unharmed(row) !== null)
    const slowest = others.sort((a, b) => (b.number('median_ms') ?? 0) - (a.number('median_ms') ?? 0))[0]
    if (!slowest) return cannotTell('no other operation ran often enough in the window to say whether it kept its speed')
    const share = others.filter(unharmed).length / others.length
    const values = {
      other: [slowest.cite('label'), 'text'],
      runs: [slowest.cite('runs'), 'integer'],
      now: [slowest.cite('median_ms'), 'ms']
    } as const
    const template = 'of the other operations the slowest, {other}, took {now} in the median of its {runs} runs in the window'
    if (share >= 0.8) return yes(clearness(share, 0.5, 1) * (others.length > 1 ? 1 : 0.8), template, values)
    if (share <= 0.5) return no(clearness(share, 0.8, 0), template, values)
    return cannotTell(template, values)
  }
}
