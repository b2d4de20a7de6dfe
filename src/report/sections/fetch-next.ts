import { type Block, paragraph, type Section, strong, text } from '../document/block.ts'
import type { ReportContext } from '../document/context.ts'

/** What an operator can run or ask for, and what it would settle. */
export function fetchNext(context: ReportContext): Section | null {
  const { fetchNext } = context.record
  if (fetchNext.length === 0) return null
  const note =
    'Run these, or ask those who can, and add the result to the materials. They only read; check them against your own system before you run them.'
  const blocks = fetchNext.flatMap(({ what, command, settles }): Block[] => [
    paragraph(...context.say(what)),
    ...(command.trim() ? [{ kind: 'code' as const, text: command }] : []),
    paragraph(strong('Settles: '), ...context.say(settles))
  ])
  return { id: 'fetch-next', title: 'Fetch this next', blocks: [paragraph(text(note)), ...blocks] }
}
