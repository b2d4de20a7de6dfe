import type { FetchNext } from '../../domain/index.ts'
import { type Block, paragraph, type Section, strong, text } from '../document/block.ts'
import type { ReportContext } from '../document/context.ts'

/** What an operator can run or ask for, and what it would settle. */
export function fetchNext(context: ReportContext): Section | null {
  const { fetchNext } = context.record
  if (fetchNext.length === 0) return null
  const note =
    'Run these, or ask those who can, and add the result to the materials. They only read; check them against your own system before you run them.'
  const blocks = together(fetchNext).flatMap(({ what, settles, commands }): Block[] => [
    paragraph(...context.say(what)),
    ...(commands.length > 0 ? [{ kind: 'code' as const, text: commands.join('\n') }] : []),
    paragraph(strong('Settles: '), ...context.say(settles))
  ])
  return { id: 'fetch-next', title: 'Fetch this next', blocks: [paragraph(text(note)), ...blocks] }
}

interface Fetch extends Pick<FetchNext, 'what' | 'settles'> {
  readonly commands: string[]
}

/** Neighbours that ask for the same and settle the same are one request with several commands. */
function together(items: readonly FetchNext[]): Fetch[] {
  const fetches: Fetch[] = []
  for (const { what, settles, command } of items) {
    const before = fetches.at(-1)
    const commands = command.trim() ? [command] : []
    if (before?.what.text === what.text && before.settles.text === settles.text) before.commands.push(...commands)
    else fetches.push({ what, settles, commands })
  }
  return fetches
}
