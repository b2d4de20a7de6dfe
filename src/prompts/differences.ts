import type { Prompt } from './prompt.ts'

/** A line of a comparison: kept, taken out or put in. */
export interface DiffLine {
  readonly sign: ' ' | '-' | '+'
  readonly text: string
}

/** What differs between two prompts as they are sent, line by line; empty when nothing does. */
export function differencesBetween(one: Prompt, other: Prompt): DiffLine[] {
  if (one.hash === other.hash) return []
  return diffLines(linesOf(one), linesOf(other))
}

function linesOf({ model, output, variables, tools, parts }: Prompt): string[] {
  return [
    `output: ${output ?? 'prose'}`,
    `model: ${JSON.stringify(model)}`,
    ...Object.entries(tools).map(([who, names]) => `tools of ${who}: ${names.join(', ')}`),
    ...Object.entries(variables).map(([name, { type }]) => `variable ${name}: ${type}`),
    ...parts.flatMap(({ role, template }) => [`# ${role}`, ...template.split('\n')])
  ]
}

/** Longest common subsequence (Wagner and Fischer 1974): prompts have hundreds of lines, and a table of them is small. */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  const common = Array.from({ length: before.length + 1 }, () => Array.from({ length: after.length + 1 }, () => 0))
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const row = common[i]
      if (row) row[j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ sign: ' ', text: before[i] ?? '' })
      i++
      j++
    } else if (j >= after.length || (i < before.length && at(i + 1, j) >= at(i, j + 1)))
      lines.push({ sign: '-', text: before[i++] ?? '' })
    else lines.push({ sign: '+', text: after[j++] ?? '' })
  }
  return lines
}
