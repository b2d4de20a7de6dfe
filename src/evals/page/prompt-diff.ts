import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'

/** Texts of a prompt set, by id. */
const PromptTexts = z.record(z.string(), z.string())
export type PromptTexts = z.infer<typeof PromptTexts>

const pathOf = (out: string, hash: string): string => join(out, 'prompts', `${hash}.json`)

/** Keeps a prompt set's texts beside the samples, so that a page can show what was changed between two of them. */
export async function keepPrompts(hash: string, texts: PromptTexts, out: string): Promise<void> {
  const path = pathOf(out, hash)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, JSON.stringify(texts, null, 1))
}

export interface DiffLine {
  readonly mark: ' ' | '+' | '-'
  readonly text: string
}

/** What differs between two prompt sets, prompt by prompt. */
export interface PromptDiff {
  readonly from: string
  readonly to: string
  readonly prompts: readonly { readonly id: string; readonly lines: readonly DiffLine[] }[]
}

/** Differences between each prompt set and the first; sets whose texts were not kept are left out. */
export async function promptDiffs(hashes: readonly string[], out: string): Promise<PromptDiff[]> {
  const kept = await Promise.all(
    hashes
      .filter((hash) => hash !== '-')
      .map(async (hash) => {
        const text = await readFile(pathOf(out, hash), 'utf8').catch(() => null)
        return text === null ? [] : [{ hash, texts: PromptTexts.parse(JSON.parse(text)) }]
      })
  )
  const [first, ...others] = kept.flat()
  return first ? others.map((other) => ({ from: first.hash, to: other.hash, prompts: changed(first.texts, other.texts) })) : []
}

function changed(before: PromptTexts, after: PromptTexts): PromptDiff['prompts'] {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return ids.flatMap((id) => {
    const [a, b] = [before[id] ?? '', after[id] ?? '']
    return a === b ? [] : [{ id, lines: diffLines(a.split('\n'), b.split('\n')) }]
  })
}

/** Line by line, by the longest common subsequence; unchanged lines more than two away from a change are left out. */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  const rows = before.length + 1
  const columns = after.length + 1
  const common = Array.from({ length: rows }, () => new Uint32Array(columns))
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const same = before[i] === after[j]
      common[i]![j] = same ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!)
    }
  }
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ mark: ' ', text: before[i]! })
      i++
      j++
    } else if (j >= after.length || (i < before.length && common[i + 1]![j]! >= common[i]![j + 1]!)) {
      lines.push({ mark: '-', text: before[i++]! })
    } else lines.push({ mark: '+', text: after[j++]! })
  }
  return lines.filter(
    (line, at) => line.mark !== ' ' || lines.slice(Math.max(0, at - 2), at + 3).some(({ mark }) => mark !== ' ')
  )
}
