import type { RunRecord } from '../../domain/index.ts'
import { text } from '../document/block.ts'
import { compose } from '../document/compose.ts'
import { renderBlock } from './blocks.ts'
import { escapeText } from './escape.ts'
import { renderLine } from './inline.ts'

/**
 * `report.md`: GitHub-flavoured Markdown for a service owner and an engineer. Whatever the materials say stands in it as
 * text: none of it can break a table, or become HTML, a link or an image.
 */
export function renderMarkdown(record: RunRecord): string {
  const { title, subtitle, lead, sections, footer } = compose(record)
  const parts = [
    `# ${escapeText(title)}`,
    renderLine([text(subtitle)]),
    ...lead.map(renderBlock),
    ...sections.flatMap((section) => [`## ${escapeText(section.title)}`, ...section.blocks.map(renderBlock)]),
    '---',
    renderLine(footer)
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}
