import type { BaselineOutcome, Evaluation, SubjectSummary } from '../evaluate.ts'

/** A suite's outcome for a terminal of 80 columns. */
export function evaluationText({ suite, summaries, gates, samples, notRun }: Evaluation): string {
  const lines = [`${suite.name}: ${suite.about}`]
  for (const summary of summaries) lines.push('', ...summaryLines(summary))
  const wrong = samples.filter(({ correct, status }) => status === 'ok' && !correct)
  if (wrong.length > 0 && summaries.length === 1) {
    lines.push('', 'Wrong answers')
    for (const { case: id, label, checks } of wrong) {
      // The check that gave the label first.
      const faults = checks
        .filter(({ hard, fault }) => hard && fault)
        .sort((a, b) => Number(b.fault === label) - Number(a.fault === label))
      lines.push(`  ${id}: ${label}`, ...faults.map(({ reason }) => `    ${reason.slice(0, 72)}`))
    }
  }
  const broken = samples.filter(({ status }) => status !== 'ok')
  if (broken.length > 0)
    lines.push('', 'Without an answer', ...broken.map(({ case: id, error }) => `  ${id}: ${error}`.slice(0, 80)))
  if (samples.some(({ answer, judged }) => answer?.cause && !judged))
    lines.push('', 'Whether the true mechanism follows from the answers: not judged (--judge names a model).')
  if (notRun.length > 0) lines.push('', `The budget did not allow ${notRun.length} trials; they are run next time.`)
  for (const { gate, share, held, judged } of gates) {
    const outcome = judged ? (held ? 'holds' : 'FELL') : 'cannot be judged'
    lines.push('', `Gate: ${gate.metric} at least ${percent(gate.atLeast)}: ${percent(share)}, ${outcome}`)
  }
  return lines.join('\n')
}

function summaryLines(summary: SubjectSummary): string[] {
  const { subject, prompts, cases, trials, errors, timeOuts, correct, checks, labels, tokens } = summary
  const broken = [errors > 0 ? `; ${errors} errors` : '', timeOuts > 0 ? `; ${timeOuts} timed out` : ''].join('')
  const lines = [
    `${subject}${prompts === '-' ? '' : ` (prompts ${prompts})`}: ${percent(correct.estimate)} of ${cases} cases right${interval(correct)}${broken}`
  ]
  const widest = Math.max(...checks.map(({ name }) => name.length), 0)
  for (const { name, passed, of, interval: bounds } of checks) {
    lines.push(
      `  ${name.padEnd(widest)} ${`${passed}/${of}`.padStart(7)}  ${percent(passed / of).padStart(5)}${interval(bounds)}`
    )
  }
  if (trials > 1) {
    lines.push(`  of ${trials} trials: one right ${percent(summary.passAny)}, all right ${percent(summary.passAll)}`)
  }
  lines.push(...reliabilityLines(summary))
  if (tokens > 0) lines.push(`  ${costLine(summary)}`)
  const faults = labels.filter(({ label }) => label !== 'CORRECT' && label !== 'ABSTAIN_OK')
  if (faults.length > 0) lines.push(`  wrong: ${faults.map(({ label, count }) => `${label} ${count}`).join(', ')}`)
  return lines
}

/** Does confidence mean what it says? A line for each bin of it that holds an answer. */
function reliabilityLines({ reliability }: SubjectSummary): string[] {
  if (!reliability) return []
  return [
    `  confidence       said   right  answers (mean distance ${percent(reliability.expectedError)}, Brier ${reliability.brier.toFixed(2)})`,
    ...reliability.bins.map(
      ({ from, to, claims, confidence, right }) =>
        `    ${from.toFixed(2)}–${to.toFixed(2)}     ${percent(confidence).padStart(5)}  ${percent(right).padStart(5)}  ${String(claims).padStart(4)}`
    )
  ]
}

/** Tokens and money, for a right answer. */
export function costLine({ tokens, tokensPerCorrect, cost, costPerCorrect }: SubjectSummary): string {
  const each = tokensPerCorrect ? `, ${thousands(tokensPerCorrect.estimate)} a right answer` : ', no right answer'
  const money =
    cost === null
      ? '; no price is known (evals/prices.yaml)'
      : `; $${cost.toFixed(2)}${costPerCorrect === null ? '' : `, $${costPerCorrect.toFixed(3)} a right answer`}`
  return `${thousands(tokens)} tokens${each}${money}`
}

/** Whether a baseline held, in a line or a few. */
export function baselineText({ suite, subject, baseline, difference, fallen, missing, judged, held }: BaselineOutcome): string {
  if (!baseline) return `Baseline of ${suite} for ${subject}: there is none yet (inquest eval accept-baseline ${suite})`
  const outcome = judged ? (held ? 'holds' : 'FELL') : 'cannot be judged'
  const change = difference ? `${difference.estimate > 0 ? '+' : ''}${(difference.estimate * 100).toFixed(0)} points` : ''
  return [
    `Baseline of ${suite} for ${subject}: ${change}, ${outcome}`,
    ...fallen.map((id) => `  always right before, and never now: ${id}`),
    ...(missing.length > 0 ? [`  not answered now: ${missing.join(', ')}`.slice(0, 80)] : [])
  ].join('\n')
}

export const thousands = (count: number): string => (count < 10_000 ? String(Math.round(count)) : `${Math.round(count / 1000)} k`)
export const percent = (share: number): string => (Number.isNaN(share) ? 'none' : `${Math.round(share * 100)} %`)
const interval = ({ low, high }: { readonly low: number; readonly high: number }): string =>
  Number.isNaN(low) ? '' : ` (95 %: ${percent(Math.max(0, low))} to ${percent(Math.min(1, high))})`
