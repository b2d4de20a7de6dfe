import { createHash } from 'node:crypto'
import { escapeHtml, escapeMarks, govukCss, ownCss } from '../../report/index.ts'
import { grouped } from '../../foundation/index.ts'
import type { Sample } from '../samples.ts'
import { variantOf } from '../variants.ts'
import type { PromptDiff } from './prompt-diff.ts'
import { renderAnswer } from './render-answer.ts'
import type { PageContent } from './write-page.ts'

const css = `${govukCss()}
${ownCss}
.evals-sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr)); gap: 1.5rem; }
.evals-side { border-left: 4px solid #b1b4b6; padding-left: 1rem; overflow-wrap: anywhere; min-width: 0; }
.evals-right { border-color: #00703c; }
.evals-wrong { border-color: #d4351c; }
.evals-diff { font-family: monospace; white-space: pre-wrap; background: #f3f2f1; padding: 1rem; overflow-x: auto; }
.evals-grid td, .evals-grid th { white-space: nowrap; }
.evals-wide { max-width: 1200px; margin: 0 auto; padding: 0 1rem; }
.evals-line { font-family: monospace; font-size: 0.9rem; color: #505a5f; }`

/** All answers of a suite as one file: cases × subjects, then each case with its answers side by side. It needs no script. */
export function renderPage({ suite, summaries, gates, samples }: PageContent, diffs: readonly PromptDiff[]): string {
  const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(css).digest('base64')}'; base-uri 'none'; form-action 'none'`
  const cases = [...grouped(samples, ({ case: id }) => id)].sort(([a], [b]) => (a < b ? -1 : 1))
  const variants = [...new Set(samples.map(variantOf))]
  return `<!DOCTYPE html>
<html lang="en-GB" class="govuk-template">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Evals: ${escapeHtml(suite.name)}</title>
<style>${css}</style>
</head>
<body class="govuk-template__body">
<a href="#cases" class="govuk-skip-link">Skip to the cases</a>
<header class="inquest-masthead"><div class="govuk-width-container">Inquest</div></header>
<main class="govuk-main-wrapper evals-wide">
<h1 class="govuk-heading-l"><span class="govuk-caption-l">Evals</span>${escapeHtml(suite.name)}</h1>
<p class="govuk-body">${escapeHtml(suite.about)}</p>
${subjectsTable(summaries)}
${gates.map(({ gate, subject, share, held, judged }) => `<p class="govuk-body"><strong>${judged ? (held ? 'Holds' : 'Fell') : 'Cannot be judged'}</strong>: ${escapeHtml(subject)}, ${escapeHtml(gate.metric)} at least ${percent(gate.atLeast)} (${percent(share)})</p>`).join('\n')}
<h2 class="govuk-heading-m" id="cases">Cases</h2>
${grid(cases, variants)}
${diffs.map(renderDiff).join('\n')}
${cases.map(([id, own], index) => renderCase(id, own, variants, index)).join('\n')}
</main>
</body>
</html>
`
}

const percent = (share: number): string => (Number.isNaN(share) ? 'none' : `${Math.round(share * 100)} %`)
const head = (cells: readonly string[]): string =>
  `<thead class="govuk-table__head"><tr class="govuk-table__row">${cells.map((cell) => `<th scope="col" class="govuk-table__header">${escapeHtml(cell)}</th>`).join('')}</tr></thead>`
const row = (first: string, cells: readonly string[]): string =>
  `<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">${first}</th>${cells.map((cell) => `<td class="govuk-table__cell">${cell}</td>`).join('')}</tr>`
const table = (columns: readonly string[], rows: readonly string[]): string =>
  `<div class="inquest-scroll" tabindex="0" role="region" aria-label="${escapeHtml(columns.join(', '))}"><table class="govuk-table evals-grid">${head(columns)}<tbody class="govuk-table__body">${rows.join('\n')}</tbody></table></div>`

function subjectsTable(summaries: PageContent['summaries']): string {
  const rows = summaries.map(({ subject, prompts, correct, cases, trials, errors, timeOuts, tokensPerCorrect, medianMs }) =>
    row(escapeHtml(prompts === '-' ? subject : `${subject} · prompts ${prompts}`), [
      `${percent(correct.estimate)} (95 %: ${percent(correct.low)} to ${percent(correct.high)})`,
      `${cases} × ${trials}`,
      String(errors + timeOuts),
      tokensPerCorrect ? Math.round(tokensPerCorrect.estimate).toLocaleString('en-GB') : '–',
      `${(medianMs / 1000).toFixed(1)} s`
    ])
  )
  return table(['Subject', 'Right', 'Cases × trials', 'Errors', 'Tokens a right answer', 'Median time'], rows)
}

function grid(cases: readonly (readonly [string, readonly Sample[]])[], variants: readonly string[]): string {
  const rows = cases.map(([id, own], index) =>
    row(
      `<a class="govuk-link" href="#case-${index + 1}">${escapeHtml(id)}</a>`,
      variants.map((variant) => outcomes(own.filter((sample) => variantOf(sample) === variant)))
    )
  )
  return table(['Case', ...variants], rows)
}

/** What became of one subject's trials on a case: the label, and how many were right where there are several. */
function outcomes(trials: readonly Sample[]): string {
  if (trials.length === 0) return 'not tried'
  const right = trials.filter(({ correct }) => correct).length
  const labels = [...new Set(trials.map(({ label, status }) => label ?? status))].join(', ')
  return escapeHtml(trials.length > 1 ? `${right} of ${trials.length} right: ${labels}` : labels)
}

function renderCase(id: string, samples: readonly Sample[], variants: readonly string[], index: number): string {
  const sides = variants.flatMap((variant) => samples.filter((sample) => variantOf(sample) === variant).map(renderAnswer))
  return `<section aria-labelledby="case-${index + 1}"><h2 class="govuk-heading-m" id="case-${index + 1}">${escapeHtml(id)}</h2>
<div class="evals-sides">${sides.join('\n')}</div>
<p class="govuk-body-s"><a class="govuk-link" href="#cases">Back to the cases</a></p></section>`
}

function renderDiff({ from, to, prompts }: PromptDiff): string {
  const files = prompts.map(
    ({ id, lines }) =>
      `<details class="govuk-details" open><summary class="govuk-details__summary">${escapeHtml(id)}</summary><div class="evals-diff">${lines.map(({ mark, text }) => `${mark} ${escapeMarks(text)}`).join('\n')}</div></details>`
  )
  return `<h2 class="govuk-heading-m">Prompts ${escapeHtml(from)} → ${escapeHtml(to)}</h2>${files.join('') || '<p class="govuk-body">No prompt differs.</p>'}`
}
