import type { Truth } from '../../simulator/index.ts'
import type { CitedEvidence } from '../answer.ts'
import { offersChoice } from '../language/index.ts'
import { type Condition, holdsOneOf, onCause } from './condition.ts'

/** Which of the case's key evidence something cited is, or rests on: a line by its words, a computed cell by its files. */
function keysUnder({ kind, line, paths }: CitedEvidence, truth: Truth): string[] {
  return truth.keyEvidence
    .filter(({ path, pattern }) => paths.includes(path) && (kind === 'cell' || inAnySpacing(pattern).test(line)))
    .map(({ what }) => what)
}

/** A quoted line comes with its spaces made one. */
const inAnySpacing = (pattern: string): RegExp => new RegExp(pattern.replaceAll(/ {2,}/g, ' +'), 'm')

/**
 * Does something cited bear on the cause: key evidence, a line that names the guilty change, or one that names the component
 * in a file that holds key evidence?
 */
const bears = (cited: CitedEvidence, truth: Truth): boolean =>
  keysUnder(cited, truth).length > 0 ||
  holdsOneOf(cited.line, truth.trigger.refs) ||
  (holdsOneOf(cited.line, truth.componentAliases) && truth.keyEvidence.some(({ path }) => cited.paths.includes(path)))

const citations: readonly Condition[] = [
  {
    name: 'cites nothing that is not there',
    check: 'citations',
    fault: 'FABRICATED_EVIDENCE',
    hard: true,
    finds({ citations }) {
      if (!citations) return undefined
      const broken = citations.filter(({ holds }) => !holds)
      return broken.length > 0
        ? `${broken.length} of ${citations.length} cited are not what they are said to be: "${broken[0]?.words.slice(0, 100)}"`
        : null
    }
  },
  onCause({
    name: 'cites something',
    check: 'citations',
    fault: 'UNSUPPORTED',
    hard: true,
    finds: (_, __, { citations }) =>
      citations ? (citations.some((one) => one.for === 'cause') ? null : 'the cause cites nothing') : undefined
  }),
  onCause({
    name: 'cites what bears on the cause',
    check: 'citations',
    fault: 'EVIDENCE_MISMATCH',
    hard: true,
    finds(_, truth, { citations }) {
      if (!citations) return undefined
      const there = citations.filter(({ holds }) => holds)
      return there.length === 0 || truth.keyEvidence.length === 0
        ? undefined
        : there.some((one) => bears(one, truth))
          ? null
          : 'nothing that is cited bears on the cause'
    }
  }),
  onCause({
    name: 'rests on more than one file',
    check: 'sources',
    fault: 'UNSUPPORTED',
    hard: false,
    finds: (_, __, { citations }) =>
      citations && citations.length > 0 && new Set(citations.flatMap(({ paths }) => paths)).size < 2
        ? 'the cause rests on a single file'
        : null
  }),
  onCause({
    name: 'rests on enough of the key evidence',
    check: 'key evidence',
    fault: 'UNSUPPORTED',
    hard: false,
    finds(_, truth, { citations }) {
      if (!citations) return undefined
      const keys = new Set(citations.flatMap((one) => keysUnder(one, truth)))
      return keys.size < truth.minimumKeyEvidence
        ? `rests on ${keys.size} of the key evidence, ${truth.minimumKeyEvidence} wanted`
        : null
    }
  })
]

const single: readonly Condition[] = [
  onCause({
    name: 'leaves few rivals standing',
    check: 'single cause',
    fault: 'HEDGED',
    hard: true,
    finds(_, __, { open, contributing }) {
      const beside = open + contributing.length
      return beside > 3 ? `${beside} other explanations are left standing beside it` : null
    }
  }),
  onCause({
    name: 'states one cause, not a choice',
    check: 'single cause',
    fault: 'HEDGED',
    hard: true,
    finds: ({ statement }) => (offersChoice(statement) ? `offers a choice: "${statement.slice(0, 120)}"` : null)
  })
]

export const supportConditions: readonly Condition[] = [...citations, ...single]
