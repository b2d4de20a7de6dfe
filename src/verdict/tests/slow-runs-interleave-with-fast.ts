import { citeFact } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, flagIn, has, numberIn } from '../reading.ts'
import { runsOf } from './calls.ts'

/** Fewer than three of either kind cannot alternate in a way that says anything. */
const fewest = 3

/**
 * A resource that has run out is out for every run; runs of one operation that switch between fast and slow at the same
 * time of day speak against starvation. A single switch (all fast, then all slow) says nothing against either.
 */
export const slowRunsInterleaveWithFast: DiagnosticTest = {
  id: 'slow-runs-interleave-with-fast',
  question: 'Do slow and fast runs of the operation alternate?',
  dimension: 'discrimination',
  calls: runsOf,
  read([runs]) {
    const [slow, fast] = [numberIn(runs, 'slow') ?? 0, numberIn(runs, 'fast') ?? 0]
    const alternations = numberIn(runs, 'alternations')
    if (slow < fewest || fast < fewest || alternations === null || !has(runs, 'slow_max_ms') || !has(runs, 'fast_max_ms')) {
      return cannotTell('there are too few slow or too few fast runs in the window to see whether they alternate')
    }
    const values = {
      slow: [citeFact(runs, 'slow'), 'integer'],
      slowMin: [citeFact(runs, 'slow_min_ms'), 'ms'],
      slowMax: [citeFact(runs, 'slow_max_ms'), 'ms'],
      fast: [citeFact(runs, 'fast'), 'integer'],
      fastMin: [citeFact(runs, 'fast_min_ms'), 'ms'],
      fastMax: [citeFact(runs, 'fast_max_ms'), 'ms'],
      switches: [citeFact(runs, 'alternations'), 'integer']
    } as const
    const counts = '{slow} slow runs ({slowMin} to {slowMax}) and {fast} fast ones ({fastMin} to {fastMax})'
    // As many switches as a fair shuffle would have (2·s·f/(s+f)) is full interleaving; a fifth of that is clumped.
    const share = alternations / ((2 * slow * fast) / (slow + fast))
    if (flagIn(runs, 'interleaved') ?? share >= 0.5) {
      return yes(clearness(share, 0.2, 0.8), `${counts} switch {switches} times`, values)
    }
    return no(0.6 * clearness(share, 0.5, 0.1), `${counts} lie in blocks: they switch only {switches} times`, values)
  }
}
