import { citeFact } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, numberIn } from '../reading.ts'
import { compared } from './calls.ts'

const same = 1.4
const dearer = 2
/** Waiting that matters: several times what it was, and as long as the work itself. */
const longer = 3

/** Where repetitions are the trouble, what they ask for takes as long as ever once it is begun: the time goes by in the queue. */
export const attemptsCostTheSame: DiagnosticTest = {
  id: 'attempts-cost-the-same',
  question: 'Does what is asked for wait far longer, and take no longer once it is begun?',
  dimension: 'mechanism',
  calls: (_, scene) => compared('retries', scene),
  read([retries]) {
    const names = ['work_baseline_ms', 'work_window_ms', 'wait_baseline_ms', 'wait_window_ms'] as const
    const [before, now, waited, waits] = names.map((name) => numberIn(retries, name))
    if (before == null || now == null || waited == null || waits == null || !has(retries, 'work_name') || before <= 0)
      return cannotTell('no record tells how long it waited from how long its work took')
    const values = {
      work: [citeFact(retries, 'work_name'), 'text'],
      before: [citeFact(retries, 'work_baseline_ms'), 'ms'],
      now: [citeFact(retries, 'work_window_ms'), 'ms'],
      wait: [citeFact(retries, 'wait_name'), 'text'],
      waited: [citeFact(retries, 'wait_baseline_ms'), 'ms'],
      waits: [citeFact(retries, 'wait_window_ms'), 'ms']
    } as const
    const template = '{wait} went from {waited} to {waits} in the median, and {work} from {before} to {now}'
    const ratio = now / before
    if (ratio >= dearer) return no(clearness(Math.log(ratio), Math.log(same), Math.log(4)), template, values)
    if (ratio <= same && waits >= longer * Math.max(waited, 1) && waits >= now)
      return yes(clearness(ratio, 1.8, 1.1), template, values)
    return cannotTell(template, values)
  }
}
