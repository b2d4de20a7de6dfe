import { legible } from '../document/legible.ts'

/**
 * Untrusted text for one line of GitHub-flavoured Markdown: no character of it is mark-up, it makes no link, image, HTML
 * or table cell, wherever in a line it stands.
 */
export function escapeText(text: string): string {
  return legible(text)
    .split(/( +)/)
    .map((token) => (linkLike.test(token) ? codeSpan(token) : escapeToken(token)))
    .join('')
}

/** What renderers turn into links unasked; a backslash does not stop all of them, a code span does. */
const linkLike = /:\/\/|www\.|\S@\S|mailto:|xmpp:/i

function escapeToken(token: string): string {
  return token
    .replaceAll(/[\\`*[\]|~$]/g, '\\$&')
    .replaceAll(/&(?=[#\p{L}\p{N}]|$)/gu, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
}

/** Text in a code span, in a table or outside: any backticks within are fenced by more of them. */
export function codeSpan(text: string): string {
  // A pipe in a code span ends a table cell unless escaped, and the escape would show outside tables.
  const content = legible(text).replaceAll('|', '¦')
  if (content === '') return ''
  const fence = '`'.repeat(longestRun(content) + 1)
  const pad = content.startsWith('`') || content.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${content}${pad}${fence}`
}

/** A line that starts like a list, a heading, a quotation or a rule does not become one. */
export function escapeStart(line: string): string {
  return line.replace(/^([-+#>=:])/, '\\$1').replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
}

/** How many backticks stand in a row at most. */
export function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
}
