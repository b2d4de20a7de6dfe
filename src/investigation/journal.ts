import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { readFile, truncate } from 'node:fs/promises'
import { instantOf, type JournalEvent, JournalLine } from '../domain/index.ts'
import { type Clock, InquestError } from '../foundation/index.ts'

/** The append-only record of a run, one JSON line an event. What is appended survives a killed process. */
export interface Journal extends Disposable {
  append(event: JournalEvent): JournalLine
  /** Flushes to the disk, so that it survives a machine that stops; called at the ends of phases. */
  sync(): void
}

/** Opens a journal at its end; `sequence` is the number of its next line. Throws when `fresh` and it exists. */
export function openJournal(path: string, clock: Clock, { sequence, fresh }: { sequence: number; fresh: boolean }): Journal {
  const file = openSync(path, fresh ? 'ax' : 'a')
  let next = sequence
  return {
    append(event) {
      const line: JournalLine = { version: 1, sequence: next++, at: instantOf(clock.now()), event }
      writeSync(file, `${JSON.stringify(line)}\n`)
      return line
    },
    sync: () => fsyncSync(file),
    [Symbol.dispose]() {
      fsyncSync(file)
      closeSync(file)
    }
  }
}

export interface JournalContent {
  readonly lines: readonly JournalLine[]
  /** Lines that are not what a journal's writer writes: number from 1, and why. */
  readonly faults: readonly { readonly line: number; readonly reason: string }[]
  /** What was dropped at the end because the writer was cut off; null when nothing was. */
  readonly cut: string | null
  /** Length of the whole lines in bytes: where a resumed run goes on writing. */
  readonly bytes: number
}

/**
 * Reads a journal. A last line without its end is what `kill -9` leaves: it is dropped, with a note.
 * Throws InquestError `materials` when there is no such file.
 */
export async function readJournal(path: string): Promise<JournalContent> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new InquestError(
      'materials',
      `No journal at ${path}.`,
      'Name a run folder: the one that `inquest investigate` wrote, with journal.jsonl in it.',
      { cause }
    )
  })
  const whole = text.lastIndexOf('\n') + 1
  const tail = text.slice(whole)
  const lines: JournalLine[] = []
  const faults: { line: number; reason: string }[] = []
  const texts = text.slice(0, whole).split('\n').slice(0, -1)
  for (const [index, raw] of texts.entries()) {
    const parsed = parseLine(raw)
    if (typeof parsed === 'string') faults.push({ line: index + 1, reason: parsed })
    else {
      if (parsed.sequence !== index) faults.push({ line: index + 1, reason: `is numbered ${parsed.sequence}, not ${index}` })
      lines.push(parsed)
    }
  }
  return {
    lines,
    faults,
    cut: tail === '' ? null : `the last line was cut off after ${tail.length} characters and is dropped`,
    bytes: Buffer.byteLength(text.slice(0, whole))
  }
}

/** Removes a cut last line, so that the next event starts a line of its own. */
export async function mendJournal(path: string, content: JournalContent): Promise<void> {
  if (content.cut !== null) await truncate(path, content.bytes)
}

/** A line of a journal, or in words what is wrong with it. */
export function parseLine(raw: string): JournalLine | string {
  let json: unknown
  try {
    json = JSON.parse(raw)
  } catch {
    return 'is not JSON'
  }
  const parsed = JournalLine.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  return `does not fit the journal's schema at ${issue?.path.join('.') || 'its top'}: ${issue?.message ?? 'unknown'}`
}
