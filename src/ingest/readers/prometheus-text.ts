import { type Attributes, instantOf } from '../../domain/index.ts'
import { createFields } from '../fields/fields.ts'
import { unitOfSeries } from '../fields/unit-of-series.ts'
import { usualNames } from '../fields/usual-names.ts'
import type { Reader, TextFile } from '../reader.ts'
import { isBlank } from './line-records.ts'

const sample =
  /^(?<name>[A-Za-z_:][\w:]*)(?:\{(?<labels>.*?)\})?\s+(?<value>[+-]?(?:\d[\d.]*(?:e[+-]?\d+)?|\.\d+|Inf|NaN))(?:\s+(?<time>-?\d+(?:\.\d+)?))?(?:\s+#.*)?\s*$/i
const label = /([A-Za-z_]\w*)="((?:[^"\\]|\\.)*)"/g
const comment = /^#(?:\s|$)/

/** The text formats of Prometheus (times in milliseconds) and OpenMetrics (times in seconds). */
export const prometheusText: Reader = {
  format: 'prometheus-text',
  title: 'Prometheus or OpenMetrics text',
  detect(head) {
    const filled = head.lines.filter((line) => !isBlank(line))
    const fits = filled.filter((line) => sample.test(line)).length
    const typed = filled.filter((line) => /^# (?:HELP|TYPE|UNIT) /.test(line)).length
    const isTyped = typed > 0 || filled.some((line) => /^\w+\{\w+="/.test(line))
    // Samples of one series after another may begin with such as have no labels; then the time tells them from other words.
    const isTimed = filled.length > 1 && filled.every((line) => /^[A-Za-z]\w*_\w*(?:\{|\s).*\s1\d{9}(?:\.\d+|\d{3})?$/.test(line))
    return fits === 0 || !(isTyped || isTimed)
      ? 0
      : 0.96 * ((fits + filled.filter((line) => comment.test(line)).length) / filled.length)
  },
  zoneOf: (head) =>
    head.lines.some((line) => sample.exec(line)?.groups?.['time'] !== undefined)
      ? { name: 'UTC', basis: 'offset-in-data', support: 'The times are seconds or milliseconds since the epoch.' }
      : null,
  *read(file, context) {
    const units = unitsOf(file)
    let hasTimes = false
    for (const [index, line] of file.lines.entries()) {
      const place = { firstLine: index + 1, lastLine: index + 1 }
      const groups = sample.exec(line)?.groups
      if (isBlank(line)) yield { kind: 'blank', ...place }
      else if (comment.test(line)) yield { kind: 'structure', ...place }
      else if (!groups) yield { kind: 'rejected', ...place, reason: 'no sample of a metric' }
      else {
        const value = Number(groups['value']?.replace(/inf/i, 'Infinity'))
        const series = groups['name'] ?? ''
        // A sample without a number (NaN) or without bounds states nothing that can be drawn.
        if (!Number.isFinite(value)) yield { kind: 'structure', ...place }
        else {
          const fields = createFields(labelsOf(groups['labels'] ?? ''))
          const written = groups['time']
          hasTimes ||= written !== undefined
          yield {
            kind: 'record',
            table: 'metrics',
            ...place,
            record: {
              ts: written === undefined ? null : instantOfSample(written),
              tsOriginal: written ?? null,
              entity: fields.text([...usualNames.entity, 'job']),
              series,
              value,
              unit: units.get(series) ?? unitOfSeries(series),
              attributes: fields.rest()
            }
          }
        }
      }
    }
    if (!hasTimes) context.note?.('The samples carry no times: when this was scraped must be known from elsewhere.')
  }
}

function labelsOf(text: string): Attributes {
  return Object.fromEntries(
    [...text.matchAll(label)].map(([, name = '', value = '']) => [name, value.replaceAll(/\\(.)/g, '$1')])
  )
}

/** OpenMetrics writes seconds (ten digits before the point), Prometheus milliseconds (thirteen). */
function instantOfSample(text: string): string | null {
  const number = Number(text)
  const ms = Math.abs(number) < 1e11 ? number * 1000 : number
  return Math.abs(ms) < 8.64e15 ? instantOf(ms) : null
}

function unitsOf(file: TextFile): Map<string, string> {
  const units = new Map<string, string>()
  for (const line of file.lines) {
    const match = /^# UNIT (\S+) (\S+)/.exec(line)
    if (match) units.set(match[1] ?? '', unitOfSeries(`_${match[2] ?? ''}`) ?? match[2] ?? '')
  }
  return units
}
