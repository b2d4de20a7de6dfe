import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { JournalLine, type PhaseName } from '../domain/index.ts'
import { InquestError } from '../foundation/index.ts'
import { runFiles } from '../investigation/index.ts'

/**
 * Copies a run's journal up to the beginning of a phase into another folder, where it can be resumed: what stands before is
 * frozen input, what follows goes live. Throws InquestError `usage` when the run never came to that phase.
 */
export async function freezeBefore(phase: PhaseName, source: string, target: string): Promise<void> {
  const lines = (await readFile(join(source, runFiles.journal), 'utf8')).split('\n').filter((line) => line !== '')
  const at = lines.findIndex((line) => {
    const { event } = JournalLine.parse(JSON.parse(line))
    return event.type === 'phase-started' && event.phase === phase
  })
  if (at <= 0) {
    throw new InquestError(
      'usage',
      `the run in ${source} never came to "${phase}"`,
      'Freeze before plan, investigate, challenge, verify or design.'
    )
  }
  await writeFile(join(target, runFiles.journal), `${lines.slice(0, at).join('\n')}\n`)
}
