import { open } from 'node:fs/promises'
import { setImmediate as breath } from 'node:timers/promises'
import type { JournalLine } from '../domain/index.ts'
import { InquestError } from '../foundation/index.ts'
import { parseLine } from './journal.ts'

/** A journal as it grows, read by somebody who does not write it. */
export interface FollowedJournal {
  /**
   * The whole lines that were added since the last call; none while there is no journal. What is only half written is
   * read when it is whole. Throws InquestError `materials` at a line that no journal's writer writes.
   */
  next(): Promise<readonly JournalLine[]>
}

/** Bytes read at a time. */
const chunk = 4 * 1024 ** 2

export function followJournal(path: string): FollowedJournal {
  /** Length of the whole lines that were read. A half line is never kept: resuming a run cuts it off. */
  let whole = 0
  let count = 0
  const parsed = (raw: string): JournalLine => {
    count += 1
    const line = parseLine(raw)
    if (typeof line !== 'string') return line
    throw new InquestError(
      'materials',
      `${path}:${count} ${line}.`,
      'The journal was changed after it was written, or by another version.'
    )
  }
  return {
    async next() {
      const file = await open(path, 'r').catch(() => null)
      if (!file) return []
      const lines: JournalLine[] = []
      let rest = Buffer.alloc(0)
      try {
        for (;;) {
          const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(chunk), 0, chunk, whole + rest.length)
          if (bytesRead === 0) return lines
          const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)])
          const end = bytes.lastIndexOf(0x0a) + 1
          for (const raw of bytes.toString('utf8', 0, end).split('\n').slice(0, -1)) lines.push(parsed(raw))
          whole += end
          rest = Buffer.from(bytes.subarray(end))
          // Others are served between two chunks of a long journal.
          await breath()
        }
      } finally {
        await file.close()
      }
    }
  }
}
