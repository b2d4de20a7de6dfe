import { legible } from '../document/legible.ts'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Untrusted text as text of HTML, also within a quoted attribute; one line, no control characters. Spaces at its ends stay. */
export function escapeHtml(text: string): string {
  const [before, after] = [/^\s/.test(text) ? ' ' : '', /\s$/.test(text) ? ' ' : '']
  const inner = escapeMarks(legible(text))
  return inner === '' ? before || after : `${before}${inner}${after}`
}

/** The same for text whose lines and spaces were settled before. */
export function escapeMarks(text: string): string {
  return text.replaceAll(/[&<>"']/g, (mark) => entities[mark] ?? mark)
}
