import type { WorkItem } from '../../domain/index.ts'
import { type Block, list, paragraph, strong, text } from '../document/block.ts'
import { renderBlock } from '../markdown/blocks.ts'
import { escapeText } from '../markdown/escape.ts'

/** One page of Markdown, in a folder beside the report in which its evidence stands. */
export const page = (title: string, blocks: readonly Block[]): string =>
  `${[`# ${escapeText(title)}`, ...blocks.map(renderBlock)].filter((part) => part !== '').join('\n\n')}\n`.replaceAll(
    /\]\(#(e\d+)\)/g,
    '](../report.md#$1)'
  )

export const subheading = (value: string): Block => ({ kind: 'subheading', text: value })

/** What to type, as one block; nothing where there is nothing to type. */
export const typed = (lines: readonly string[]): Block[] => (lines.length > 0 ? [{ kind: 'code', text: lines.join('\n') }] : [])

/** A task that a team can pick up. */
export const taskBlocks = ({ who, what, how, doneWhen }: WorkItem): Block[] => [
  paragraph(strong('Task: '), text(`${what}.`)),
  paragraph(strong('Who: '), text(who)),
  ...list(how.map((line) => [text(line)])),
  paragraph(strong('Done when '), text(`${doneWhen}.`))
]
