import type { Problem } from './problem.ts'

/** The lines of a rendered report that are not those that the record gives. */
export function comparePage(file: string, expected: string, found: string | null): Problem[] {
  if (found === null) return [{ where: file, expected: 'the rendered report', found: 'no file' }]
  const [wanted, present] = [expected.split('\n'), found.split('\n')]
  const missing = unmatched(wanted, present)
  const extra = unmatched(present, wanted)
  const problems: Problem[] = []
  for (let i = 0; i < Math.max(missing.length, extra.length); i++) {
    const [lost, added] = [missing[i], extra[i]]
    problems.push({
      where: `${file}:${added?.line ?? lost?.line ?? 1}`,
      expected: lost?.text ?? 'no such line',
      found: added?.text ?? 'nothing'
    })
  }
  if (problems.length === 0 && expected !== found) {
    const line = wanted.findIndex((text, index) => text !== present[index]) + 1
    problems.push({
      where: `${file}:${line}`,
      expected: wanted[line - 1] ?? 'nothing',
      found: present[line - 1] ?? 'nothing'
    })
  }
  return problems
}

/** Lines of one text that the other does not have, or not as often; blank lines are no loss. */
function unmatched(lines: readonly string[], others: readonly string[]): { line: number; text: string }[] {
  const left = new Map<string, number>()
  for (const text of others) left.set(text, (left.get(text) ?? 0) + 1)
  return lines.flatMap((text, index) => {
    const times = left.get(text) ?? 0
    left.set(text, times - 1)
    return times > 0 || text.trim() === '' ? [] : [{ line: index + 1, text }]
  })
}
