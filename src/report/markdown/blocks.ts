import type { Block, Line } from '../document/block.ts'
import { legibleLines } from '../document/legible.ts'
import { codeSpan, escapeText, longestRun } from './escape.ts'
import { anchorOf, renderLine } from './inline.ts'

type Table = Extract<Block, { kind: 'table' }>

/** A block as lines of Markdown; pictures are left out, because what they show stands beside them in words. */
export function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return renderLine(block.line)
    case 'notice':
      return `> **Please note:** ${renderLine(block.line)}`
    case 'list':
      return block.items.map((line) => item('-', line)).join('\n')
    case 'subheading':
      return `### ${escapeText(block.text)}`
    case 'terms':
      return block.rows
        .map(([term, line]) =>
          item('*', [{ kind: 'strong', text: /[?:]$/.test(term) ? term : `${term}:` }, { kind: 'text', text: ' ' }, ...line])
        )
        .join('\n')
    case 'table':
      return renderTable(block)
    case 'code':
      return fenced(block.text)
    case 'more':
      return block.blocks.map(renderBlock).join('\n\n')
    case 'chart':
      return ''
    case 'evidence':
      return [
        `### <a id="${anchorOf(block.number)}"></a>${escapeText(block.number)} ${codeSpan(block.tool)}`,
        renderLine([{ kind: 'text', text: block.reading }]),
        ...block.blocks.map(renderBlock)
      ].join('\n\n')
  }
}

/** Two kinds of bullet, so that a list after terms does not join them. */
function item(bullet: '-' | '*', line: Line): string {
  return `${bullet} ${renderLine(line)}`
}

function renderTable({ caption, head, rows }: Table): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [
    `**${escapeText(caption)}**`,
    '',
    row(head.map(escapeText)),
    row(head.map(() => '---')),
    ...rows.map((cells) => row(cells.map(renderLine)))
  ].join('\n')
}

function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${fence}text\n${legibleLines(text)}\n${fence}`
}
