/** Rows as tools draw and export them. Cells are texts already. */
export interface Table {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** RFC 4180, with another delimiter when asked. */
export function csvCell(value: string, delimiter = ','): string {
  return value.includes(delimiter) || /["\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

/** psql's aligned output: numbers to the right, a ruler under the header, the count below. */
export function drawnByPsql({ header, rows }: Table): string {
  const widths = widthsOf({ header, rows })
  const isNumber = header.map((_, i) => rows.every((row) => /^-?[\d.]*$/.test(row[i] ?? '')))
  const centred = header.map((name, i) => {
    const space = (widths[i] ?? 0) - name.length
    return ` ${' '.repeat(Math.floor(space / 2))}${name}${' '.repeat(Math.ceil(space / 2))} `
  })
  const lines = rows.map((row) =>
    row
      .map((cell, i) => ` ${isNumber[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)} `)
      .join('|')
      .trimEnd()
  )
  const ruler = widths.map((width) => '-'.repeat(width + 2)).join('+')
  return [centred.join('|').trimEnd(), ruler, ...lines, `(${rows.length} ${rows.length === 1 ? 'row' : 'rows'})`, ''].join('\n')
}

/** The box that mysql's client draws. */
export function drawnByMysql({ header, rows }: Table): string {
  const widths = widthsOf({ header, rows })
  const ruler = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+`
  const line = (cells: readonly string[]): string => `|${cells.map((cell, i) => ` ${cell.padEnd(widths[i] ?? 0)} `).join('|')}|`
  return [ruler, line(header), ruler, ...rows.map(line), ruler, `${rows.length} rows in set (0.01 sec)`, ''].join('\n')
}

export function writtenAsCsv({ header, rows }: Table): string {
  return [header, ...rows].map((row) => `${row.map((cell) => csvCell(cell)).join(',')}\n`).join('')
}

function widthsOf({ header, rows }: Table): number[] {
  return header.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]?.length ?? 0)))
}
