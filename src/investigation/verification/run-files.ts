import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type JournalEvent, type JournalLine, RunRecord } from '../../domain/index.ts'
import { InquestError } from '../../foundation/index.ts'
import { emptyRun, fold, type RunState } from '../fold.ts'
import { readJournal } from '../journal.ts'
import { withoutRows } from '../reused-evidence.ts'
import { runFiles } from '../run-folder.ts'
import { differences } from './differences.ts'
import { type Problem, shownValue } from './problem.ts'

/** A run folder as it lies there, with what is wrong about its form. */
export interface RunFiles {
  /** report.json as JSON; not necessarily a record any more. */
  readonly report: unknown
  /** report.md and report.html by name; null when one is gone. */
  readonly pages: ReadonlyMap<string, string | null>
  readonly state: RunState
  readonly problems: readonly Problem[]
}

/** Reads a run folder. Throws InquestError `materials` when it holds no finished run. */
export async function readRunFiles(folder: string): Promise<RunFiles> {
  const journal = await readJournal(join(folder, runFiles.journal))
  const text = await readFile(join(folder, runFiles.record), 'utf8').catch((cause: unknown) => {
    throw new InquestError(
      'materials',
      `No ${runFiles.record} in ${folder}: the run was not finished, or the file was taken away.`,
      `Finish it with \`inquest investigate --resume ${folder}\`.`,
      { cause }
    )
  })
  const problems: Problem[] = journal.faults.map(({ line, reason }) => ({
    where: `${runFiles.journal}:${line}`,
    expected: 'the line that was written',
    found: `a line that ${reason}`
  }))
  if (journal.cut !== null) {
    problems.push({ where: runFiles.journal, expected: 'a journal that ends with its run', found: journal.cut })
  }
  const report = parseReport(text, problems)
  const names = [runFiles.markdown, runFiles.html]
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8').catch(() => null)))
  const pages = new Map(names.map((name, index) => [name, texts[index] ?? null]))
  const state = foldWhatFits(
    journal.lines.map(({ event }) => event),
    problems
  )
  problems.push(...reusedOtherwise(journal.lines, state))
  return { report, pages, state, problems }
}

/** Lines of calls that were answered from earlier evidence and do not say what that says. */
function reusedOtherwise(lines: readonly JournalLine[], { evidence }: RunState): Problem[] {
  return lines.flatMap(({ event, sequence }) => {
    const first = event.type === 'tool-called' && event.reused ? evidence.get(event.evidence.id) : undefined
    if (!first || event.type !== 'tool-called') return []
    return [...differences(withoutRows(first), event.evidence)].map(({ where, expected, found }) => ({
      where: `${runFiles.journal}:${sequence + 1}${where}`,
      expected: shownValue(expected),
      found: shownValue(found)
    }))
  })
}

function parseReport(text: string, problems: Problem[]): unknown {
  let report: unknown
  try {
    report = JSON.parse(text)
  } catch (thrown) {
    problems.push({ where: runFiles.record, expected: 'JSON', found: thrown instanceof Error ? thrown.message : 'no JSON' })
    return null
  }
  for (const { path, message } of RunRecord.safeParse(report).error?.issues ?? []) {
    problems.push({ where: `/${path.join('/')}`, expected: 'what the schema of a report asks for', found: message })
  }
  return report
}

/** The state as far as the events can have happened in this order. */
function foldWhatFits(events: readonly JournalEvent[], problems: Problem[]): RunState {
  let state = emptyRun
  for (const event of events) {
    try {
      state = fold([event], state)
    } catch (thrown) {
      const found = thrown instanceof Error ? thrown.message : String(thrown)
      problems.push({ where: runFiles.journal, expected: 'events in an order that a run can have', found })
      break
    }
  }
  return state
}
