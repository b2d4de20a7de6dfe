import { escapeHtml, escapeMarks, legibleLines } from '../report/index.ts'

/** Mark-up that is safe to send: made by `html` from our own templates, or by a renderer that escapes. */
export interface Html {
  readonly markup: string
}

export type Content = Html | string | number | null | undefined | false | readonly Content[]

/** A template whose values are escaped, in text and in quoted attributes alike; nothing, null and false leave no trace. */
export function html(template: TemplateStringsArray, ...values: readonly Content[]): Html {
  return { markup: template.reduce((markup, piece, i) => markup + markupOf(values[i - 1]) + piece) }
}

/** Mark-up of a renderer that has escaped what it was given. */
export const rendered = (markup: string): Html => ({ markup })

function markupOf(content: Content): string {
  if (content === null || content === undefined || content === false) return ''
  if (typeof content === 'string') return escapeHtml(content)
  if (typeof content === 'number') return String(content)
  if ('markup' in content) return content.markup
  return content.map(markupOf).join('')
}

/** Text of several lines, for a `<pre>` or a `<textarea>`: its lines stay. */
export const lines = (text: string): Html => ({ markup: escapeMarks(legibleLines(text)) })
