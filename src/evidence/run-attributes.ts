import { dayOf, daysOf, numbersOf, type Values } from './parameter-values.ts'
import type { Run } from './runs.ts'
import { quantileOf } from './statistics/index.ts'

/** Something that could tell slow runs from fast ones, with one value a run (null: this run has none). */
export type RunAttribute =
  | { readonly name: string; readonly kind: NumericKind; readonly numbers: readonly (number | null)[] }
  | { readonly name: string; readonly kind: 'category'; readonly levels: readonly (string | null)[] }

/** `parameter`: as written; `derived`: computed from parameters; `surroundings`: the metrics of its time; `time`: when it ran. */
type NumericKind = 'parameter' | 'derived' | 'surroundings' | 'time'

/** Rare levels beyond so many are one: "(other)". */
const mostLevels = 30

/**
 * Attributes of the runs: their parameters and attributes as numbers, categories, text lengths and list lengths; dates as
 * days ahead of the run's own day; ranges as widths; the hour and the passing of time. `more` are columns that the table
 * of this population has besides (client, session …). Those with one value throughout are left out.
 */
export function attributesOf(
  runs: readonly Run[],
  more: ReadonlyMap<string, readonly (string | null)[]> = new Map()
): RunAttribute[] {
  const fields = new Map<string, Values>()
  const put = (name: string, i: number, value: unknown): void => {
    const values = fields.get(name) ?? Array.from<unknown>({ length: runs.length }).fill(null)
    values[i] = value
    fields.set(name, values)
  }
  for (const [i, { parameters, attributes }] of runs.entries()) {
    for (const [name, value] of Object.entries(attributes)) put(name, i, value)
    for (const [name, value] of Object.entries(parameters)) put(name, i, value)
  }
  const days = new Map([...fields].flatMap(([name, values]) => pairOf(name, daysOf(values))))
  const numbers = new Map([...fields].flatMap(([name, values]) => (days.has(name) ? [] : pairOf(name, numbersOf(values)))))
  for (const [name, values] of numbers) {
    if (!restatesDuration(runs, values)) continue
    numbers.delete(name)
    fields.delete(name)
  }
  const found: RunAttribute[] = [
    ...[...days].map(([name, values]): RunAttribute => ({
      name: `${name} days ahead`,
      kind: 'derived',
      numbers: values.map((day, i) => (day === null ? null : day - dayOf(runs[i]?.at ?? 0)))
    })),
    ...widths(days, ' width in days'),
    ...widths(numbers, ' width'),
    ...[...numbers].map(([name, values]): RunAttribute => ({ name, kind: 'parameter', numbers: values })),
    ...[...fields].filter(([name]) => !days.has(name) && !numbers.has(name)).flatMap(([name, values]) => ofTexts(name, values)),
    ...[...more].map(([name, levels]): RunAttribute => ({ name, kind: 'category', levels: collapse(levels) })),
    { name: 'entity', kind: 'category', levels: collapse(runs.map(({ entity }) => entity)) },
    { name: 'operation', kind: 'category', levels: collapse(runs.map(({ operation }) => operation)) },
    ...hourOfDay(runs),
    { name: 'time', kind: 'time', numbers: runs.map(({ at }) => at) }
  ]
  return withoutTwins(found.filter(varies))
}

/** A field that goes with the duration in one proportion is the duration in another unit, and tells slow from fast by saying so. */
function restatesDuration(runs: readonly Run[], values: readonly (number | null)[]): boolean {
  const ratios = runs.flatMap(({ durationMs }, i) => {
    const value = values[i] ?? null
    return value === null || value <= 0 || durationMs <= 0 ? [] : [value / durationMs]
  })
  const [low, high] = [quantileOf(ratios, 0.1), quantileOf(ratios, 0.9)]
  const durations = runs.map(({ durationMs }) => durationMs)
  const spread = (quantileOf(durations, 0.9) ?? 0) / Math.max(1e-9, quantileOf(durations, 0.1) ?? 0)
  return ratios.length >= runs.length / 2 && low !== null && high !== null && spread > 2 && high / low <= 1.2
}

/** Within one day the hour says no more than the time. */
function hourOfDay(runs: readonly Run[]): RunAttribute[] {
  const dayMs = 86_400_000
  if ((runs.at(-1)?.at ?? 0) - (runs[0]?.at ?? 0) < dayMs) return []
  return [{ name: 'hour of day', kind: 'time', numbers: runs.map(({ at }) => Math.floor((at % dayMs) / 3_600_000)) }]
}

function pairOf<T>(name: string, values: T | null): [string, T][] {
  return values === null ? [] : [[name, values]]
}

/** Texts by their length, lists by theirs, and both by what they say. */
function ofTexts(name: string, values: Values): RunAttribute[] {
  const texts = values.map((value) =>
    value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value)
  )
  const lists = texts.some((text) => text !== null && /,|^\[/.test(text))
  const length = (text: string): number =>
    text.startsWith('[') ? (text.length > 2 ? text.split(',').length : 0) : text.split(',').length
  return [
    { name, kind: 'category', levels: collapse(texts) },
    ...(isFreeText(texts)
      ? [{ name: `${name} length`, kind: 'derived' as const, numbers: texts.map((text) => text?.length ?? null) }]
      : []),
    ...(lists
      ? [{ name: `${name} items`, kind: 'derived' as const, numbers: texts.map((text) => (text === null ? null : length(text))) }]
      : [])
  ]
}

/** Of a handful of words that come again and again the length says nothing that the words do not. */
function isFreeText(texts: readonly (string | null)[]): boolean {
  const present = texts.filter((text) => text !== null)
  return new Set(present).size > Math.max(12, present.length / 4)
}

const opposites: readonly (readonly [RegExp, string])[] = [
  [/$/, '.to'],
  [/from/i, 'to'],
  [/start/i, 'end'],
  [/min/i, 'max'],
  [/since/i, 'until'],
  [/after/i, 'before'],
  [/lower/i, 'upper'],
  [/begin/i, 'end']
]

/** Widths of ranges: parameters whose names are the two ends of one thing. */
function widths(values: ReadonlyMap<string, readonly (number | null)[]>, suffix: string): RunAttribute[] {
  return [...values].flatMap(([name, low]) => {
    const end = opposites
      .map(([word, opposite]) => (word.test(name) ? name.replace(word, opposite) : name))
      .find((other) => other !== name && values.has(other))
    const high = end === undefined ? undefined : values.get(end)
    if (!high) return []
    return [
      { name: `${name}${suffix}`, kind: 'derived' as const, numbers: low.map((from, i) => difference(from, high[i] ?? null)) }
    ]
  })
}

function difference(from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : to - from
}

/** The commonest levels; levels seen once say nothing of the next run and are one. */
function collapse(levels: readonly (string | null)[]): (string | null)[] {
  const counts = new Map<string, number>()
  for (const level of levels) if (level !== null) counts.set(level, (counts.get(level) ?? 0) + 1)
  const kept = [...counts].filter(([, n]) => n > 1).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const names = new Set(kept.slice(0, mostLevels).map(([level]) => level))
  return levels.map((level) => (level === null ? null : names.has(level) ? level : '(other)'))
}

function varies(attribute: RunAttribute): boolean {
  const values = 'levels' in attribute ? attribute.levels : attribute.numbers
  const present = values.filter((value) => value !== null)
  return present.some((value) => value !== present[0])
}

/** Attributes that say the same of every run but for a constant are one: the first stands for them. */
function withoutTwins(attributes: readonly RunAttribute[]): RunAttribute[] {
  const seen = new Set<string>()
  return attributes.filter((attribute) => {
    const first = 'numbers' in attribute ? (attribute.numbers.find((value) => value !== null) ?? 0) : 0
    const key =
      'levels' in attribute
        ? `levels ${JSON.stringify(attribute.levels)}`
        : `numbers ${JSON.stringify(attribute.numbers.map((value) => (value === null ? null : value - first)))}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
