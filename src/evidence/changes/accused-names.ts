import { wordsOf } from './component-match.ts'
import type { RecordedChange } from './read-candidates.ts'

/**
 * Tells which words of what is accused a change says, in its title, content or paths. Words of the component itself and
 * words that more than a third of the changes say point to none of them.
 */
export function accusedNames(
  accused: string | null,
  component: ReadonlySet<string>,
  changes: readonly RecordedChange[]
): (change: RecordedChange) => readonly string[] {
  const wanted = [...new Set(wordsOf(accused ?? ''))].filter((word) => word.length >= 4 && !component.has(word))
  if (wanted.length === 0) return () => []
  const said = new Map(changes.map((change) => [change, new Set(wordsOf(textOf(change)))]))
  const most = Math.max(2, changes.length / 3)
  const telling = wanted.filter((word) => [...said.values()].filter((words) => words.has(word)).length <= most)
  return (change) => telling.filter((word) => said.get(change)?.has(word) === true)
}

const textOf = ({ title, content, attributes }: RecordedChange): string =>
  [
    title,
    (content ?? '').slice(0, 60_000),
    ...Object.entries(attributes).flatMap(([name, value]) => (/^files?/i.test(name) ? value : []))
  ].join('\n')
