import type { TriedWorld } from '../practise.ts'
import { table, wrap } from './wrap.ts'

/** A scenario with measures and with more of the resources alone, for a person. */
export function triedText(worlds: readonly TriedWorld[], width: number): string {
  const rows = worlds.flatMap(({ what, harm, harmOfOthers }) =>
    harm
      ? [
          [
            what,
            String(harm.failed),
            String(harm.slow),
            String(harm.minutes),
            harmOfOthers ? String(harmOfOthers.failed + harmOfOthers.slow) : '·',
            harmOfOthers ? String(harmOfOthers.minutes) : '·'
          ]
        ]
      : []
  )
  const without = worlds.filter(({ why }) => why !== null).map(({ what, why }) => wrap(`${what}: ${why}`, width, '  '))
  return [
    table(['WORLD', 'FAILED', 'SLOW', 'MINUTES', 'OTHERS', 'THEIR MINUTES'], rows, width),
    'FAILED and SLOW (over ten seconds) count requests of people from the onset of the',
    'cause on; MINUTES those in which more than 3 % were either; OTHERS are routes that',
    'have no part in the cause.',
    ...(without.length > 0 ? ['', 'Not built into this scenario:', ...without] : [])
  ].join('\n')
}
