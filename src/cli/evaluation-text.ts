import type { Evaluation } from '../evaluate.ts'

/** A suite's outcome for a terminal of 80 columns. */
export function evaluationText({ suite, summaries, gates, samples }: Evaluation): string {
  const lines = [`${suite.name}: ${suite.about}`]
  for (const { subject, cases, errors, correct, checks, labels } of summaries) {
    lines.push(
      '',
      `${subject}: ${percent(correct.estimate)} of ${cases} cases right${interval(correct)}${errors > 0 ? `; ${errors} errors` : ''}`
    )
    for (const { name, passed, of, interval: bounds } of checks) {
      lines.push(`  ${name.padEnd(16)} ${`${passed}/${of}`.padStart(7)}  ${percent(passed / of).padStart(5)}${interval(bounds)}`)
    }
    const faults = labels.filter(({ label }) => label !== 'CORRECT' && label !== 'ABSTAIN_OK')
    if (faults.length > 0) lines.push(`  wrong: ${faults.map(({ label, count }) => `${label} ${count}`).join(', ')}`)
  }
  const wrong = samples.filter(({ correct, status }) => status === 'ok' && !correct)
  if (wrong.length > 0 && summaries.length === 1) {
    lines.push('', 'Wrong answers')
    for (const { case: id, label, checks } of wrong) {
      lines.push(
        `  ${id}: ${label}`,
        ...checks.filter(({ hard, fault }) => hard && fault).map(({ reason }) => `    ${reason.slice(0, 72)}`)
      )
    }
  }
  for (const { gate, share, held, judged } of gates) {
    const outcome = judged ? (held ? 'holds' : 'FELL') : 'cannot be judged'
    lines.push('', `Gate: ${gate.metric} at least ${percent(gate.atLeast)}: ${percent(share)}, ${outcome}`)
  }
  return lines.join('\n')
}

const percent = (share: number): string => (Number.isNaN(share) ? 'none' : `${Math.round(share * 100)} %`)
const interval = ({ low, high }: { readonly low: number; readonly high: number }): string =>
  Number.isNaN(low) ? '' : ` (95 %: ${percent(Math.max(0, low))} to ${percent(Math.min(1, high))})`
