import { escapeHtml } from '../../report/index.ts'
import type { Answer, CitedEvidence } from '../answer.ts'
import type { Sample } from '../samples.ts'

/** One answer with what graders said of it, as a column of its case. */
export function renderAnswer({
  subject,
  prompts,
  trial,
  status,
  error,
  answer,
  plan,
  label,
  correct,
  checks,
  run
}: Sample): string {
  const name = `${subject}${prompts === '-' ? '' : ` · prompts ${prompts}`} · trial ${trial}`
  const verdict = status === 'ok' ? (label ?? '') : `${status}: ${error ?? ''}`
  return `<article class="evals-side ${correct ? 'evals-right' : 'evals-wrong'}">
<h3 class="govuk-heading-s">${escapeHtml(name)}</h3>
<p class="govuk-body"><strong class="govuk-tag ${correct ? 'govuk-tag--green' : 'govuk-tag--red'}">${escapeHtml(verdict)}</strong></p>
${answer ? body(answer) : ''}
${plan && !answer ? planBody(plan) : ''}
${checks.length > 0 ? details('Checks', checkList(checks), !correct) : ''}
${answer?.citations && answer.citations.length > 0 ? details(`Citations (${answer.citations.length})`, citationList(answer.citations), false) : ''}
${run ? `<p class="govuk-body-s">Run: <code>${escapeHtml(run)}</code></p>` : ''}
</article>`
}

function body({ status, confidence, cause, contributing, wouldScalingHelp, remedies, summary }: Answer): string {
  const lines: [string, string][] = [['Status', `${status}, confidence ${confidence.toFixed(2)}`]]
  if (cause) {
    lines.push(
      ['Cause', `${cause.category} in ${cause.component}`],
      ['Statement', cause.statement],
      ['Mechanism', cause.mechanism]
    )
    lines.push(['Trigger', cause.trigger?.ref ?? 'none named'], ['Onset', cause.onset ?? 'none given'])
  }
  if (contributing.length > 0) lines.push(['Contributing', contributing.map(({ statement }) => statement).join('; ')])
  lines.push(['Would scaling help', wouldScalingHelp])
  if (remedies.length > 0) lines.push(['Remedies', remedies.map(({ horizon, action }) => `${horizon}: ${action}`).join(' · ')])
  if (summary !== '') lines.push(['Summary', summary])
  return pairs(lines)
}

function planBody({ rationale, rivalsToRuleOut, tasks }: NonNullable<Sample['plan']>): string {
  return pairs([
    ['Rationale', rationale],
    ['Rivals to rule out', rivalsToRuleOut.join('; ')],
    ...tasks.map(({ role, question }): [string, string] => [role, question])
  ])
}

const pairs = (lines: readonly (readonly [string, string])[]): string =>
  `<dl class="govuk-body-s">${lines.map(([name, value]) => `<dt><strong>${escapeHtml(name)}</strong></dt><dd>${escapeHtml(value)}</dd>`).join('')}</dl>`

const details = (title: string, content: string, open: boolean): string =>
  `<details class="govuk-details"${open ? ' open' : ''}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${escapeHtml(title)}</span></summary><div class="govuk-details__text">${content}</div></details>`

const list = (items: readonly string[]): string =>
  `<ul class="govuk-list govuk-list--bullet govuk-body-s">${items.map((item) => `<li>${item}</li>`).join('')}</ul>`

const checkList = (checks: Sample['checks']): string =>
  list(
    checks.map(({ name, fault, hard, reason }) =>
      fault
        ? `<strong>${escapeHtml(name)}: ${escapeHtml(fault)}${hard ? '' : ' (soft)'}</strong>: ${escapeHtml(reason)}`
        : `${escapeHtml(name)}: holds`
    )
  )

const citationList = (citations: readonly CitedEvidence[]): string =>
  list(
    citations.map(
      ({ paths, words, line, holds }) =>
        `${holds ? '' : '<strong>Not there: </strong>'}${escapeHtml(words)}<br><span class="evals-line">${escapeHtml(line.slice(0, 400))}</span><br>${escapeHtml(paths.slice(0, 6).join(', '))}`
    )
  )
