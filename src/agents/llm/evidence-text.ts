import type { Evidence, Scalar } from '../../domain/index.ts'

/** Rows shown to a model at first; the rest is said to be there. */
const shownRows = 15
const longestCell = 160

/** Evidence as a compact table for a model: id, reading, facts, rows with their numbers, and what was cut. */
export function evidenceText(evidence: Evidence): string {
  const facts = Object.entries(evidence.facts)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${cell(value)}`)
  const rows = evidence.rows.slice(0, shownRows).map((row, index) => [String(index), ...row.map(cell)].join(' | '))
  const cut = evidence.rows.length - rows.length
  return [
    `${evidence.id} ${evidence.tool} ${JSON.stringify(evidence.arguments)}: ${evidence.status === 'no_data' ? 'no data. ' : ''}${evidence.reading}`,
    ...(facts.length > 0 ? [`facts: ${facts.join('; ')}`] : []),
    ...(rows.length > 0
      ? [['row', ...evidence.columns.map(({ name, unit }) => (unit ? `${name} (${unit})` : name))].join(' | '), ...rows]
      : []),
    ...(cut > 0 ? [`${cut} more rows are kept and not shown; cite only rows that you see, or ask more narrowly.`] : []),
    ...(evidence.omitted ? [`${evidence.omitted.rows} rows left out: ${evidence.omitted.why}`] : [])
  ].join('\n')
}

function cell(value: Scalar): string {
  const text = value === null ? '' : typeof value === 'number' ? String(Math.round(value * 1000) / 1000) : String(value)
  const flat = text.replaceAll(/[\r\n|]+/g, ' ')
  return flat.length > longestCell ? `${flat.slice(0, longestCell)}…` : flat
}
