import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { JournalLine, type PhaseName } from '../domain/index.ts'
import { InquestError } from '../foundation/index.ts'
import { runFiles } from '../investigation/index.ts'

/**
 * Copies a run's journal up to the beginning of a phase into another folder, where it can be resumed: what stands before is
 * frozen input, what follows goes live with the model that is named. Throws InquestError `usage` when the run never came to that phase.
 */
export async function freezeBefore(
  phase: PhaseName,
  model: string,
  { source, target }: { readonly source: string; readonly target: string }
): Promise<void> {
  const text = await readFile(join(source, runFiles.journal), 'utf8')
  const lines = text.split('\n').flatMap((line) => (line === '' ? [] : [JournalLine.parse(JSON.parse(line))]))
  const at = lines.findIndex(({ event }) => event.type === 'phase-started' && event.phase === phase)
  if (at <= 0) {
    throw new InquestError(
      'usage',
      `the run in ${source} never came to "${phase}"`,
      'Freeze before plan, investigate, challenge, verify or design.'
    )
  }
  const frozen = lines
    .slice(0, at)
    .map((line) => (line.event.type === 'run-started' ? { ...line, event: { ...line.event, model } } : line))
  await writeFile(join(target, runFiles.journal), `${frozen.map((line) => JSON.stringify(line)).join('\n')}\n`)
}
