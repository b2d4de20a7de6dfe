import { citeFact } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, numberIn, textIn } from '../reading.ts'
import { compared } from './calls.ts'

/** L = λW (Little 1961): a resource fills because more arrive or because each holds it longer. Not asked where the law does not hold. */
export const holdTimeRose: DiagnosticTest = {
  id: 'hold-time-rose',
  question: 'Was the resource held longer by each piece of work?',
  dimension: 'mechanism',
  calls: (_, scene) => [...compared('holders_waiters', scene), ...compared('littles_law', scene)],
  read([pool, law]) {
    if (textIn(law, 'obeys') !== 'yes')
      return cannotTell(
        'arrivals, latency and holders are not seen to obey Little’s law here, so hold times cannot be computed from them'
      )
    const ratio = numberIn(pool, 'hold_ratio')
    if (ratio === null || !has(pool, 'hold_ratio')) return cannotTell('no source gives arrivals and holders together')
    const values = { ratio: [citeFact(pool, 'hold_ratio'), 'ratio'] } as const
    if (ratio >= 1.5)
      return yes(
        clearness(Math.log(ratio), Math.log(1.2), Math.log(4)),
        'each piece of work held the resource {ratio} as long',
        values
      )
    if (ratio <= 1.2)
      return no(clearness(ratio, 1.5, 1), 'each piece of work held the resource {ratio} as long, which is no longer', values)
    return cannotTell('each piece of work held the resource {ratio} as long', values)
  }
}
