import type { Inline, Line } from '../document/block.ts'
import { codeSpan, escapeStart, escapeText } from './escape.ts'

/** A line of Markdown without a line break. */
export function renderLine(line: Line): string {
  return escapeStart(joined(line).map(renderInline).join('').trim())
}

/** Neighbouring texts as one: what is harmless in two pieces may be a link when they stand together. */
function joined(line: Line): Inline[] {
  const pieces: Inline[] = []
  for (const inline of line) {
    const before = pieces.at(-1)
    const isText = inline.kind === 'text' || inline.kind === 'figure'
    if (isText && before?.kind === 'text') pieces[pieces.length - 1] = { kind: 'text', text: before.text + inline.text }
    else pieces.push(isText ? { kind: 'text', text: inline.text } : inline)
  }
  return pieces
}

/** An evidence number as the name of an anchor. */
export function anchorOf(number: string): string {
  return number.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

function renderInline(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
    case 'figure':
      return spaced(inline.text, escapeText(inline.text))
    case 'strong':
      return bold(inline.text)
    case 'tag':
      return inline.tone === 'plain' ? escapeText(inline.text) : bold(inline.text)
    case 'code':
      return codeSpan(inline.text)
    case 'score':
      return inline.value.toFixed(2)
    case 'cites':
      return `\\[${inline.numbers.map((number) => `[${escapeText(number)}](#${anchorOf(number)})`).join(', ')}\\]`
  }
}

/** Bold marks must hug their words, or they are stars. */
function bold(text: string): string {
  const inner = escapeText(text)
  return inner ? spaced(text, `**${inner}**`) : ''
}

/** Escaping trims: the spaces that part a piece from its neighbours come back. */
function spaced(text: string, escaped: string): string {
  const [before, after] = [/^\s/.test(text) ? ' ' : '', /\s$/.test(text) ? ' ' : '']
  return escaped === '' ? before || after : `${before}${escaped}${after}`
}
