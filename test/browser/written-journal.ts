import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { JournalLine } from '../../src/domain/index.ts'

async function linesOf(run: string): Promise<JournalLine[]> {
  const text = await readFile(join(run, 'journal.jsonl'), 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => JournalLine.parse(JSON.parse(line)))
}

/** Id of a source of a run by its path. */
export async function sourceOf(run: string, path: string): Promise<string> {
  const [first] = await linesOf(run)
  const sources = first?.event.type === 'run-started' ? first.event.sources : []
  return sources.find((source) => source.path === path)?.id ?? 'none'
}

/** A run of which only the beginning is written: as far as the first call of a specialist. */
export async function beginningOf(run: string, to: string): Promise<void> {
  const lines = await linesOf(run)
  const until = lines.findIndex(({ event }) => event.type === 'task-started')
  await mkdir(to, { recursive: true })
  await writeFile(
    join(to, 'journal.jsonl'),
    lines
      .slice(0, until + 1)
      .map((line) => `${JSON.stringify(line)}\n`)
      .join('')
  )
}

/** Appends so many tool calls, one every so many milliseconds. Returns what the last of them says. */
export async function writeCalls(run: string, count: number, everyMs: number): Promise<string> {
  const lines = await linesOf(run)
  const started = performance.now()
  let text = ''
  for (let i = 0; i < count; i++) {
    const due = started + i * everyMs
    if (due > performance.now()) await sleep(due - performance.now())
    const evidence = {
      id: `ev_${String(i).padStart(12, '0')}`,
      tool: 'demand',
      arguments: { n: i },
      status: 'found',
      reading: `call number ${i} of them`,
      facts: {},
      columns: [],
      rows: [],
      omitted: null,
      sources: []
    }
    const event = { type: 'tool-called', by: 'traffic T1', evidence, reused: false, durationMs: 1 }
    const line = JournalLine.parse({ version: 1, sequence: lines.length + i, at: '2031-04-07T12:00:00.000Z', event })
    await appendFile(join(run, 'journal.jsonl'), `${JSON.stringify(line)}\n`)
    text = evidence.reading
  }
  return text
}
