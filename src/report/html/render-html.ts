import { createHash } from 'node:crypto'
import type { RunRecord } from '../../domain/index.ts'
import type { ReportDocument } from '../document/block.ts'
import { compose } from '../document/compose.ts'
import { renderBlock } from './blocks.ts'
import { escapeHtml } from './escape.ts'
import { govukCss } from './govuk-css.ts'
import { renderLine } from './inline.ts'
import { ownCss } from './own-css.ts'

/**
 * `report.html`: one file that asks the network for nothing, needs no script, and shows whatever the materials say as
 * text. A content security policy allows its one style sheet and nothing else.
 */
export function renderHtml(record: RunRecord): string {
  const report = compose(record)
  const css = `/* GOV.UK Frontend, MIT licence, Crown copyright (Government Digital Service); without its fonts */\n${govukCss()}\n${ownCss}`
  const hash = createHash('sha256').update(css).digest('base64')
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`
  return `<!DOCTYPE html>
<html lang="en-GB" class="govuk-template">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${escapeHtml(report.title)}</title>
<style>${css}</style>
</head>
<body class="govuk-template__body">
<a href="#main" class="govuk-skip-link">Skip to the verdict</a>
<header class="inquest-masthead"><div class="govuk-width-container">Inquest</div></header>
<div class="govuk-width-container">
<main class="govuk-main-wrapper" id="main">
${body(report)}
</main>
</div>
<footer class="inquest-footer"><div class="govuk-width-container"><p class="govuk-body-s">${renderLine(report.footer)}</p></div></footer>
</body>
</html>
`
}

function body({ title, subtitle, lead, sections }: ReportDocument): string {
  const contents = sections.map(
    (section) => `<li><a class="govuk-link" href="#${section.id}">${escapeHtml(section.title)}</a></li>`
  )
  return [
    `<h1 class="govuk-heading-l">${subtitle === '' ? '' : `<span class="govuk-caption-l">${escapeHtml(subtitle)}</span>`}${escapeHtml(title)}</h1>`,
    ...lead.map(renderBlock),
    `<nav class="inquest-contents" aria-labelledby="contents"><h2 class="govuk-heading-s" id="contents">In this report</h2><ul class="govuk-list">${contents.join('')}</ul></nav>`,
    ...sections.map(
      (section) =>
        `<section class="inquest-section" aria-labelledby="${section.id}"><h2 class="govuk-heading-l" id="${section.id}">${escapeHtml(section.title)}</h2>\n${section.blocks.map(renderBlock).join('\n')}\n</section>`
    )
  ].join('\n')
}
