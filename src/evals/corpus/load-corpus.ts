import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import { InquestError } from '../../foundation/index.ts'
import type { ReadyCase } from '../ready-case.ts'
import type { Answer } from '../answer.ts'
import { answerOfRow } from './answer-of-row.ts'
import { createQuoteBook } from './quotes.ts'
import { CorpusRow } from './row.ts'

/** A labelled answer, ready to be graded. */
export interface LabelledAnswer {
  /** File and place in it. */
  readonly id: string
  readonly row: CorpusRow
  readonly answer: Answer
  readonly case: ReadyCase
}

/**
 * Reads the answers of a folder: `*.yaml` (a list of answers) and `*.jsonl` (one a line; lines that begin with `//` are
 * remarks). Throws InquestError `usage` naming the file and the answer that is none.
 */
export async function loadCorpus(
  folder: string,
  caseOf: (name: string) => Promise<ReadyCase>,
  wanted: (caseName: string) => boolean = () => true
): Promise<LabelledAnswer[]> {
  const names = (await readdir(folder)).filter((name) => /\.(?:yaml|jsonl)$/.test(name)).sort()
  const answers: LabelledAnswer[] = []
  const books = new Map<string, ReturnType<typeof createQuoteBook>>()
  for (const name of names) {
    const rows = readRows(name, await readFile(join(folder, name), 'utf8'))
    for (const [index, row] of rows.entries()) {
      if (!wanted(row.case)) continue
      const ready = await caseOf(row.case)
      const quote = books.get(row.case) ?? createQuoteBook(ready.materials)
      books.set(row.case, quote)
      answers.push({ id: `${basename(name)}#${index + 1}`, row, answer: await answerOfRow(row, quote), case: ready })
    }
  }
  return answers
}

function readRows(name: string, text: string): CorpusRow[] {
  const written: unknown[] = name.endsWith('.jsonl') ? linesOf(name, text) : listOf(name, text)
  const named = new Map<string, object>()
  return written.map((one, index) => {
    const own = typeof one === 'object' && one !== null ? one : {}
    const like = 'like' in own ? String(own.like) : undefined
    const taken = like === undefined ? {} : named.get(like)
    if (!taken) throw broken(name, index, `is like "${like}", which stands nowhere before it`)
    const merged = { ...taken, id: undefined, note: undefined, ...own }
    if ('id' in own) named.set(String(own.id), merged)
    const parsed = CorpusRow.safeParse(merged)
    if (parsed.success) return parsed.data
    const issue = parsed.error.issues[0]
    throw broken(name, index, `${issue?.path.join('.')}: ${issue?.message}`)
  })
}

function linesOf(name: string, text: string): unknown[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('//'))
    .map((line, index) => {
      try {
        return JSON.parse(line)
      } catch (cause) {
        throw broken(name, index, 'is no JSON', cause)
      }
    })
}

function listOf(name: string, text: string): unknown[] {
  const list: unknown = parse(text)
  if (!Array.isArray(list)) throw new InquestError('usage', `${name} is no list of answers`, 'Begin each answer with "- ".')
  return list
}

const broken = (name: string, index: number, what: string, cause?: unknown): InquestError =>
  new InquestError('usage', `${name}, answer ${index + 1} ${what}`, 'docs/evals.md says how labelled answers are written.', {
    cause
  })
