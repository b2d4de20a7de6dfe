/**
 * Any text as one legible line: no line breaks, no control characters, nothing that turns the direction of reading or
 * hides (bidirectional overrides, zero-width characters), no half of a surrogate pair, nothing that is no character.
 */
export function legible(text: string): string {
  return text
    .replaceAll(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replaceAll(/[\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g, '')
    .replaceAll(/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/gu, '�')
    .trim()
}

/** The same for text of several lines: line breaks stay. */
export function legibleLines(text: string): string {
  return text
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map((line) => `${/^[\t ]*/.exec(line)?.[0].replaceAll('\t', '  ') ?? ''}${legible(line)}`)
    .join('\n')
}

/** At most `limit` characters (code points), with an ellipsis where it was cut. */
export function clip(text: string, limit: number): string {
  const points = Array.from(text)
  return points.length <= limit ? text : `${points.slice(0, limit - 1).join('')}…`
}
