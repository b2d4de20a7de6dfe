import { z } from 'zod'
import { Citation, type Scalar } from './evidence.ts'

/** How a cited value is written. */
export const ValueFormat = z.enum(['text', 'number', 'integer', 'ms', 'percent', 'share', 'time', 'datetime', 'minutes', 'ratio'])
export type ValueFormat = z.infer<typeof ValueFormat>

const CitedValue = z.strictObject({ citation: Citation, format: ValueFormat })
export type CitedValue = z.infer<typeof CitedValue>

/**
 * A sentence whose figures are cited cells. `text` is `template` with each `{name}` replaced by its formatted value, so
 * a check is a re-rendering, never a parsing of prose. A template holds no figure outside a placeholder (p95 is a word).
 */
export const Statement = z.strictObject({
  template: z.string(),
  values: z.record(z.string(), CitedValue),
  /** Evidence that carries the sentence besides the cells it quotes. */
  supports: z.array(z.string()),
  text: z.string()
})
export type Statement = z.infer<typeof Statement>

export type ValuesOf = Record<string, readonly [Citation, ValueFormat]>

/**
 * Builds a statement and renders its text.
 * Throws RangeError for a placeholder without a value, a value without a placeholder, or a bare digit in the template.
 */
export function state(template: string, values: ValuesOf = {}, supports: readonly string[] = []): Statement {
  const entries = Object.entries(values).map(([name, [citation, format]]) => [name, { citation, format }] as const)
  const statement = { template, values: Object.fromEntries(entries), supports: [...supports] }
  return { ...statement, text: renderStatement(statement) }
}

/** Renders a statement's text from its template and cited values. Throws RangeError as `state` does. */
export function renderStatement(statement: Omit<Statement, 'text'>): string {
  const bare = statement.template.replaceAll(/\{\w+\}/g, '')
  if (/(?<![A-Za-z0-9])\d/.test(bare)) throw new RangeError(`a figure stands uncited in "${statement.template}"`)
  const used = new Set<string>()
  const text = statement.template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const cited = statement.values[name]
    if (!cited) throw new RangeError(`"{${name}}" has no cited value in "${statement.template}"`)
    used.add(name)
    return formatValue(cited.citation.value, cited.format)
  })
  const unused = Object.keys(statement.values).filter((name) => !used.has(name))
  if (unused.length > 0) throw new RangeError(`"${unused.join('", "')}" is cited and not said in "${statement.template}"`)
  return text
}

/** Ids of all evidence a statement rests on, each once, in order of first use. */
export function evidenceOf(statement: Pick<Statement, 'values' | 'supports'>): string[] {
  return [...new Set([...Object.values(statement.values).map(({ citation }) => citation.evidence), ...statement.supports])]
}

/** Writes a value for a person. Null is "unknown". Deterministic, locale-free. */
export function formatValue(value: Scalar, format: ValueFormat): string {
  if (value === null) return 'unknown'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') {
    if (format === 'time') return `${value.slice(11, 19)} UTC`
    if (format === 'datetime') return `${value.slice(0, 10)} ${value.slice(11, 19)} UTC`
    return value
  }
  switch (format) {
    case 'integer':
      return grouped(Math.round(value), 0)
    case 'ms':
      return value >= 10_000 ? `${grouped(value / 1000, 1)} s` : `${grouped(value, value < 10 ? 1 : 0)} ms`
    case 'percent':
      return `${grouped(value, Math.abs(value) < 10 ? 1 : 0)} %`
    case 'share':
      return `${grouped(value * 100, value < 0.1 ? 1 : 0)} %`
    case 'minutes':
      return `${grouped(value, Math.abs(value) < 10 ? 1 : 0)} min`
    case 'ratio':
      // Near one the second decimal tells more from none: 1.04 is not 1.
      return `${grouped(value, value < 2 ? 2 : value < 10 ? 1 : 0)}×`
    default:
      return grouped(value, Number.isInteger(value) ? 0 : Math.abs(value) < 10 ? 2 : 1)
  }
}

/** 1234567.8 → "1,234,567.8"; trailing zeros of the fraction are dropped. */
function grouped(value: number, decimals: number): string {
  const [whole = '0', fraction = ''] = Math.abs(value).toFixed(decimals).split('.')
  const digits = whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',')
  const rest = fraction.replace(/0+$/, '')
  const sign = value < 0 && Number(`${whole}.${fraction || '0'}`) !== 0 ? '−' : ''
  return `${sign}${digits}${rest ? `.${rest}` : ''}`
}
