import type { RunAttribute } from './run-attributes.ts'
import { associate, medianOf, separate } from './statistics/index.ts'

/** How far one attribute separates slow runs from fast ones. */
export interface Contrast {
  readonly attribute: string
  readonly kind: RunAttribute['kind']
  /** 0.5 (not at all) … 1 (perfectly). */
  readonly separation: number
  readonly pValue: number
  readonly slowSummary: string
  readonly fastSummary: string
  readonly slowN: number
  readonly fastN: number
  readonly perfect: boolean
  /** The rule that is wrong on fewest runs, and on how many. */
  readonly rule: string
  readonly exceptions: number
}

const leastOfEach = 3

/**
 * Null when fewer than three slow or three fast runs have the attribute. Numbers by the area under the ROC curve, folded;
 * categories by Cramér's V corrected for bias, mapped to (1 + V) / 2. The separation is an in-sample figure.
 */
export function contrastOf(attribute: RunAttribute, slow: readonly boolean[]): Contrast | null {
  return 'levels' in attribute ? ofLevels(attribute.name, attribute.levels, slow) : ofNumbers(attribute, slow)
}

function ofNumbers(attribute: Extract<RunAttribute, { numbers: unknown }>, slow: readonly boolean[]): Contrast | null {
  const pick = (which: boolean) => attribute.numbers.filter((value, i): value is number => value !== null && slow[i] === which)
  const [slowValues, fastValues] = [pick(true), pick(false)]
  if (slowValues.length < leastOfEach || fastValues.length < leastOfEach) return null
  const { auc, pValue } = separate(slowValues, fastValues)
  const show = (value: number): string => (attribute.name === 'time' ? clock(value) : round(value))
  const { cut, exceptions } = bestCut(slowValues, fastValues, auc >= 0.5)
  const separation = Math.max(auc, 1 - auc)
  return {
    attribute: attribute.name,
    kind: attribute.kind,
    separation,
    pValue,
    slowSummary: summary(slowValues, show),
    fastSummary: summary(fastValues, show),
    slowN: slowValues.length,
    fastN: fastValues.length,
    perfect: separation === 1,
    rule: `${attribute.name} ${auc >= 0.5 ? '>' : '<'} ${show(cut)}`,
    exceptions
  }
}

/** The cut at which "beyond is slow" is wrong on fewest runs. */
function bestCut(slow: readonly number[], fast: readonly number[], above: boolean): { cut: number; exceptions: number } {
  const sign = above ? 1 : -1
  const values = [
    ...slow.map((value) => ({ value: sign * value, slow: true })),
    ...fast.map((value) => ({ value: sign * value, slow: false }))
  ]
  values.sort((a, b) => a.value - b.value)
  let wrong = fast.length
  let best = { cut: (values[0]?.value ?? 0) - 1, exceptions: wrong }
  for (const [i, { value, slow: isSlow }] of values.entries()) {
    wrong += isSlow ? 1 : -1
    if (values[i + 1]?.value !== value && wrong < best.exceptions) best = { cut: value, exceptions: wrong }
  }
  return { cut: sign * best.cut, exceptions: best.exceptions }
}

function ofLevels(name: string, all: readonly (string | null)[], allSlow: readonly boolean[]): Contrast | null {
  const slow = allSlow.filter((_, i) => all[i] !== null)
  const levels = all.filter((level) => level !== null)
  const slowN = slow.filter(Boolean).length
  if (slowN < leastOfEach || levels.length - slowN < leastOfEach) return null
  const { v, bestLevel, bestLevelSlowShare, othersSlowShare, pValue } = associate(levels, slow)
  const slower = bestLevelSlowShare >= othersSlowShare
  const exceptions = levels.filter((level, i) => ((level === bestLevel) === slower) !== slow[i]).length
  return {
    attribute: name,
    kind: 'category',
    separation: (1 + v) / 2,
    pValue,
    slowSummary: commonest(levels.filter((_, i) => slow[i])),
    fastSummary: commonest(levels.filter((_, i) => !slow[i])),
    slowN,
    fastN: levels.length - slowN,
    perfect: exceptions === 0,
    rule: `${name} ${slower ? '=' : '≠'} ${bestLevel ?? ''}`,
    exceptions
  }
}

function summary(values: readonly number[], show: (value: number) => string): string {
  const [least, most] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]
  return `median ${show(medianOf(values) ?? 0)} (${show(least)}–${show(most)})`
}

function commonest(levels: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const level of levels) counts.set(level, (counts.get(level) ?? 0) + 1)
  const most = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 3)
  return most.map(([level, n]) => `${level} (${n})`).join(', ')
}

function round(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(4)))
}

function clock(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
}
