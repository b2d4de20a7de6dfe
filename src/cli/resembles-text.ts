import type { Resemblance } from '../practise.ts'
import { wrap } from './wrap.ts'

const most = 2

/** Past runs that a run resembles, for a person; empty when there are none. */
export function resemblesText(found: readonly Resemblance[], width: number): string {
  return found
    .slice(0, most)
    .map(({ pattern, likeness, alike, different }) =>
      [
        `This resembles ${pattern.incident} (run ${pattern.run}, pattern ${pattern.id}; likeness ${likeness.toFixed(2)}):`,
        `  ${wrap(`alike: ${alike.join('; ')}`, width - 2, '    ')}`,
        ...(different.length > 0 ? [`  ${wrap(`different: ${different.join('; ')}`, width - 2, '    ')}`] : [])
      ].join('\n')
    )
    .join('\n')
}
