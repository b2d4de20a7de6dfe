import type { Citation, Evidence } from '../../domain/index.ts'

const fewest = 4

/**
 * Seconds to which a cited time is exact: what its row says (`resolution_seconds`), else the step of the column in which the
 * same time stands, where all its times lie on one grid (minutes and more). Null when neither tells.
 */
export function timeResolution(evidence: Evidence, citation: Citation): number | null {
  const { columns, rows } = evidence
  const stated = columns.findIndex(({ name }) => name === 'resolution_seconds')
  const standing = rows.findIndex((row, index) => ('row' in citation ? index === citation.row : row.includes(citation.value)))
  const said = stated >= 0 && standing >= 0 ? rows[standing]?.[stated] : null
  if (typeof said === 'number' && said > 0) return said
  const at = columns.findIndex((column, index) =>
    'row' in citation ? column.name === citation.column : rows.some((row) => row[index] === citation.value)
  )
  return at < 0 ? null : stepOf(rows.map((row) => row[at] ?? null))
}

/** The grid of times: the largest step, of a minute or more, that all distances between them are a multiple of. */
function stepOf(values: readonly unknown[]): number | null {
  const times = values.flatMap((value) => (typeof value === 'string' ? Date.parse(value) : [])).filter((time) => time > 0)
  if (new Set(times).size < fewest) return null
  const first = times[0] ?? 0
  const step = times.reduce((divisor, time) => commonDivisor(divisor, Math.abs(time - first)), 0) / 1000
  return step >= 60 ? step : null
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b)
}
