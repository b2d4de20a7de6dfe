import { camelApart, magnitudeOf } from '../../domain/index.ts'
import { readSeries, type Series, seriesName } from '../read-series.ts'
import type { ToolContext } from '../tool.ts'
import { briefSource, type Disagreement } from './disagreement.ts'

/** Extremes that the brief states, in a table with a column of peaks or in a sentence, against the series that it names. */
export async function wrongPeaks(context: ToolContext): Promise<Disagreement[]> {
  const lines = context.incident.brief?.text.split(/\r?\n/) ?? []
  const stated = [...peaksInTables(lines), ...peaksInSentences(lines)]
  if (stated.length === 0) return []
  const series = await readSeries(context)
  return stated.flatMap(({ name, value, line, text }): Disagreement[] => {
    const candidates = series.filter((one) => one.points.length > 2 && speaksOf(name, one.series))
    const extremes = candidates.map((one) => ({ one, ...extremeOf(one) }))
    const nearest = extremes.sort((a, b) => distance(a.value, value) - distance(b.value, value))[0]
    if (!nearest || distance(nearest.value, value) <= 0.05) return []
    // A factor over ten is another unit or another thing, not a slip.
    if (distance(nearest.value, value) > Math.log(10)) return []
    return [
      {
        kind: 'value',
        first: { claim: `brief: peak of ${name} "${text}"`, value, source: briefSource(context), line },
        second: {
          claim: `worst value of ${seriesName(nearest.one)}`,
          value: nearest.value,
          source: nearest.one.source,
          line: nearest.line
        }
      }
    ]
  })
}

interface StatedPeak {
  readonly name: string
  readonly value: number
  readonly text: string
  readonly line: number
}

function peaksInTables(lines: readonly string[]): StatedPeak[] {
  const found: StatedPeak[] = []
  let column = -1
  for (const [i, line] of lines.entries()) {
    const cells = line.split('|').map((cell) => cell.trim())
    if (cells.length < 4) {
      column = -1
    } else if (column < 0) {
      column = cells.findIndex((cell) => /\b(?:peak|max(?:imum)?|worst|highest)\b/i.test(cell))
    } else {
      const text = cells[column] ?? ''
      const value = onlyNumber(text)
      const name = cells.find((cell) => cell !== '') ?? ''
      if (value !== null && !/^[-: ]*$/.test(name)) found.push({ name, value, text, line: i + 1 })
    }
  }
  return found
}

function peaksInSentences(lines: readonly string[]): StatedPeak[] {
  return lines.flatMap((line, i): StatedPeak[] => {
    const match =
      /\b([a-z][\w %/()-]{3,40}?) (?:peaked at|reached (?:a )?(?:peak|maximum) of|peak(?:ed)? (?:was|of)) (?:about |around |~)?([\d.,]*\d\s*(?:%|ms|s)?)/i.exec(
        line
      )
    const value = match?.[2] === undefined ? null : onlyNumber(match[2])
    return match?.[1] && value !== null ? [{ name: match[1], value, text: match[2] ?? '', line: i + 1 }] : []
  })
}

/** The number of a cell that holds exactly one and does not call it approximate. */
function onlyNumber(text: string): number | null {
  const numbers = text.match(/\d[\d,]*(?:\.\d+)?/g) ?? []
  return numbers.length === 1 && !/[~≈<>]|about|around|approx/i.test(text) ? magnitudeOf(numbers[0] ?? null) : null
}

const fillers = new Set([
  'the',
  'rate',
  'percent',
  'percentage',
  'usage',
  'utilization',
  'utilisation',
  'per',
  'min',
  'ms',
  'time',
  'of',
  'avg',
  'average',
  'th',
  'app',
  'db',
  'total'
])

/** Does a name in words speak of a series? Every word that matters of the shorter name is in the longer. */
function speaksOf(words: string, series: string): boolean {
  const [a, b] = [words, series].map(
    (text) =>
      new Set(
        camelApart(text)
          .toLowerCase()
          .split(/[^a-z0-9]+/)
          .map((word) => word.replace(/^p?(\d\d)(?:th)?$/, '$1'))
          .map((word) => (word === 'percentile' ? '' : word))
          .filter((word) => word !== '' && !fillers.has(word))
      )
  )
  if (!a || !b || a.size === 0 || b.size === 0) return false
  return [...a].every((word) => b.has(word)) || [...b].every((word) => a.has(word))
}

function extremeOf({ role, points }: Series): { value: number; line: number } {
  const downIsWorse = role === 'success' || role === 'cache-hits'
  const worst = points.reduce((a, b) => ((downIsWorse ? b.value < a.value : b.value > a.value) ? b : a))
  return { value: worst.value, line: worst.line }
}

function distance(a: number, b: number): number {
  return a === b ? 0 : Math.abs(Math.log(Math.max(a, 1e-3) / Math.max(b, 1e-3)))
}
