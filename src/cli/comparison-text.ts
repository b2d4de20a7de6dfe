import type { Comparison } from '../evaluate.ts'
import { costLine, percent } from './evaluation-text.ts'
import { wrap } from './wrap.ts'

/** Two subjects side by side, for a terminal of 80 columns. */
export function comparisonText(comparison: Comparison): string {
  const { a, b, cases, dropped, wins, losses, ties, mcnemar, sentence } = comparison
  const lines = [
    `A: ${a.subject}${promptsOf(a.prompts)}: ${percent(a.correct.estimate)} right`,
    `B: ${b.subject}${promptsOf(b.prompts)}: ${percent(b.correct.estimate)} right`,
    '',
    wrap(sentence, 80, ''),
    '',
    `B wins ${wins}, loses ${losses}, ${ties} the same, on ${cases.length} cases${dropped.length > 0 ? `; ${dropped.length} left out (not answered by both)` : ''}`
  ]
  if (mcnemar && wins + losses > 0)
    lines.push(`Exact McNemar test: ${mcnemar.p === null ? 'undecidable' : `p = ${mcnemar.p.toFixed(4)}`}`)
  for (const [name, one] of [
    ['A', a],
    ['B', b]
  ] as const) {
    if (one.trials > 1)
      lines.push(`${name}: one of ${one.trials} trials right ${percent(one.passAny)}, all right ${percent(one.passAll)}`)
    if (one.tokens > 0) lines.push(`${name}: ${costLine(one)}`)
  }
  const differing = cases.filter((one) => one.a !== one.b)
  if (differing.length > 0) lines.push('', 'Where they differ (share of trials right, A → B)')
  lines.push(...differing.map((one) => `  ${one.case.padEnd(52)} ${percent(one.a).padStart(5)} → ${percent(one.b)}`))
  return lines.join('\n')
}

const promptsOf = (hash: string): string => (hash === '-' ? '' : ` (prompts ${hash})`)
