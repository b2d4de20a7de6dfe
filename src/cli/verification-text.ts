import type { Verification } from '../inquest.ts'
import type { Terminal } from './terminal.ts'
import { clip, wrap } from './wrap.ts'

const shown = 25

/** What `verify` found, for a person: one block a problem. */
export function verificationText(
  { problems, checked, versions }: Verification,
  { width, paint }: Pick<Terminal, 'width' | 'paint'>
): string {
  const { evidence, statements, figures } = checked
  const what = `${evidence} tool calls run again, ${statements} sentences with ${figures} figures rendered again, judged again`
  if (problems.length === 0) return wrap(`${paint('green', 'It holds:')} ${what}.`, width)
  const lines = problems
    .slice(0, shown)
    .flatMap(({ where, sentence, expected, found }) => [
      paint('bold', where),
      ...(sentence === undefined ? [] : [wrap(`  in: ${clip(sentence, 300)}`, width, '      ').replace(/^/, '  ')]),
      wrap(`expected: ${clip(expected, 300)}`, width - 2, '            ').replace(/^/, '  '),
      wrap(`found:    ${clip(found, 300)}`, width - 2, '            ').replace(/^/, '  ')
    ])
  const rest = problems.length > shown ? [`… and ${problems.length - shown} more: see --json`] : []
  const many = `${problems.length} ${problems.length === 1 ? 'thing does' : 'things do'} not hold`
  const { madeBy, checkedBy } = versions
  const older =
    madeBy === checkedBy
      ? []
      : [wrap(`Inquest ${madeBy} made the report, ${checkedBy} checked it: they may judge differently.`, width)]
  return [...lines, ...rest, '', ...older, wrap(`${paint('red', many)} (${what}).`, width)].join('\n')
}
