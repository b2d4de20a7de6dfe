import { type Block, capital, plainTimes, renderBlock } from '../../report/index.ts'
import { type Content, html, type Html, rendered } from '../html.ts'

// Small components of GOV.UK Frontend, as this application uses them.

export const heading = (text: Content, caption?: Content): Html =>
  html`<h1 class="govuk-heading-l">${caption && html`<span class="govuk-caption-l">${caption}</span>`}${text}</h1>`

export const tag = (text: string, colour = 'grey'): Html => html`<strong class="govuk-tag govuk-tag--${colour}">${text}</strong>`

export const button = (text: string, kind: 'plain' | 'secondary' | 'warning' = 'plain', name?: string, value?: string): Html =>
  html`<button
    type="submit"
    class="govuk-button${kind !== 'plain' && ` govuk-button--${kind}`}"
    ${name && html` name="${name}" value="${value ?? ''}"`}
  >
    ${text}
  </button>`

export const link = (href: string, text: Content): Html => html`<a class="govuk-link" href="${href}">${text}</a>`

export const linkButton = (href: string, text: string, secondary = false): Html =>
  html`<a href="${href}" class="govuk-button${secondary && ' govuk-button--secondary'}">${text}</a>`

/** Blocks of the report's kit. */
export const blocks = (list: readonly Block[]): Html => rendered(list.map(renderBlock).join('\n'))

/** Clauses of agents as sentences: a capital, and a full stop. A name such as p95 or error_rate stays as it is. */
export function sentences(...clauses: readonly string[]): string {
  return clauses
    .map(plainTimes)
    .map((clause) => (/^[a-z]+[ ,:;’]/.test(clause) ? capital(clause) : clause))
    .map((clause) => (/[.!?…]$/.test(clause) ? clause : `${clause}.`))
    .join(' ')
}

export function summaryList(rows: readonly (readonly [string, Content])[]): Html {
  const items = rows.map(
    ([key, value]) =>
      html`<div class="govuk-summary-list__row">
        <dt class="govuk-summary-list__key">${key}</dt>
        <dd class="govuk-summary-list__value">${value}</dd>
      </div>`
  )
  return html`<dl class="govuk-summary-list">${items}</dl>`
}

/** 0–1 as a bar; the figure stands beside it in words. */
export function scoreBar(share: number): Html {
  const width = Math.round(Math.min(1, Math.max(0, share)) * 96)
  return html`<svg class="inquest-score" width="96" height="8" viewBox="0 0 96 8" aria-hidden="true" focusable="false">
    <rect width="96" height="8" fill="#cecece" />
    <rect width="${width}" height="8" fill="#1d70b8" />
  </svg>`
}

/** What went wrong, at the top of a page; each problem may lead to the field that it is about. */
export function errorSummary(problems: readonly { readonly text: Content; readonly href?: string }[]): Content {
  if (problems.length === 0) return null
  const items = problems.map(({ text, href }) => html`<li>${href ? html`<a href="${href}">${text}</a>` : text}</li>`)
  return html`<div class="govuk-error-summary" role="alert" tabindex="-1" data-focus>
    <h2 class="govuk-error-summary__title">There is a problem</h2>
    <div class="govuk-error-summary__body">
      <ul class="govuk-list govuk-error-summary__list">
        ${items}
      </ul>
    </div>
  </div>`
}

/** Copies the text of an element; there only where a script runs. */
export const copyButton = (id: string, text: string): Html =>
  html`<p class="govuk-body">
    <button type="button" class="govuk-button govuk-button--secondary inquest-copy" data-copy="${id}" hidden>${text}</button>
    <span role="status"></span>
  </p>`
