import type { RunTasks } from '../specify.ts'
import { wrap } from './wrap.ts'

/** What became of a specification's requirements, for a person. */
export function tracedText(
  { dir, traceability, unmet }: Pick<RunTasks, 'traceability' | 'unmet'> & { readonly dir: string },
  width: number
): string {
  return [
    `Specification: ${dir}`,
    `Traceability:  ${traceability}`,
    unmet.length === 0 ? 'Every requirement is met.' : 'Unmet, or for a person to judge:',
    ...unmet.map((one) => `  ${wrap(`- ${one}`, width - 2, '    ')}`)
  ].join('\n')
}
