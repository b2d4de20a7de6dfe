/** Breaks a text into lines of at most `width` columns at spaces; a longer word stands alone. Later lines are indented. */
export function wrap(text: string, width: number, indent = ''): string {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const word of paragraph.split(/\s+/).filter(Boolean)) {
      const start = lines.length === 0 && line === '' ? '' : indent
      if (line === '') line = `${start}${word}`
      else if (line.length + 1 + word.length <= width) line = `${line} ${word}`
      else {
        lines.push(line)
        line = `${indent}${word}`
      }
    }
    lines.push(line)
  }
  return lines.join('\n')
}

/** A statement's text as a sentence of its own: capital letter, full stop. */
export function sentenceOf(text: string): string {
  const trimmed = text.trim()
  if (trimmed === '') return ''
  return `${trimmed[0]?.toUpperCase()}${trimmed.slice(1)}${/[.!?…]$/.test(trimmed) ? '' : '.'}`
}

/** The first `length` columns of a text on one line; what was cut shows as an ellipsis. */
export function clip(text: string, length: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length <= length ? line : `${line.slice(0, Math.max(0, length - 1))}…`
}

/** Rows under headings, columns as wide as their content, the last one clipped so that a line fits. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[], width: number): string {
  const all = [headings, ...rows]
  const widths = headings.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  return all
    .map((row) => {
      const line = row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  ')
      return cut(line.trimEnd(), width)
    })
    .join('\n')
}

function cut(line: string, width: number): string {
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`
}
