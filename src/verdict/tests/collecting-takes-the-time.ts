import { citeFact } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, numberIn } from '../reading.ts'
import { compared } from './calls.ts'

/** A twentieth of the time is what collectors are tuned for at most; a fifth in the worst minutes is felt by everybody. */
const usual = 0.02
const felt = 0.1

export const collectingTakesTheTime: DiagnosticTest = {
  id: 'collecting-takes-the-time',
  question: 'Did collecting memory stop the program for a good part of the time?',
  dimension: 'discrimination',
  calls: (_, scene) => compared('gc_pauses', scene),
  read([pauses]) {
    const [peak, before] = [numberIn(pauses, 'peak_share_paused'), numberIn(pauses, 'baseline_share_paused')]
    if (peak === null || !has(pauses, 'peak_share_paused')) return cannotTell('no source says how long collecting took')
    const values = {
      peak: [citeFact(pauses, 'peak_share_paused'), 'share'],
      ...(before !== null && has(pauses, 'baseline_share_paused')
        ? { before: [citeFact(pauses, 'baseline_share_paused'), 'share'] as const }
        : {})
    } as const
    const template = `at worst {peak} of the time went on pauses${'before' in values ? ', in healthy time {before}' : ''}`
    if (peak >= felt && peak >= 3 * (before ?? 0)) return yes(clearness(peak, usual, 0.2), template, values)
    if (peak <= usual || peak <= 1.5 * (before ?? 0)) return no(0.7, template, values)
    return cannotTell(template, values)
  }
}
