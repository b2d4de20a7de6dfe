import { type Content, html, type Html } from './html.ts'
import { script, styleSheet } from './style.ts'

export interface Page {
  readonly title: string
  /** The part of the site: marks its link in the masthead. */
  readonly part?: 'runs' | 'start' | 'train' | undefined
  /** Where "Back" leads. */
  readonly back?: { readonly href: string; readonly text: string } | undefined
  readonly content: Content
  /** A wide page has no measure: the live view, comparisons. */
  readonly wide?: boolean
}

const parts = [
  ['runs', '/', 'Runs'],
  ['start', '/start', 'New run'],
  ['train', '/train', 'Trainer’s mode']
] as const

/** A whole page. Nothing in it is inline but text: the policy of the server allows no other script or style. */
export function renderPage({ title, part, back, content, wide }: Page): string {
  const links = parts.map(([id, href, text]) => {
    const current = id === part && html` aria-current="page"`
    return html`<li><a class="inquest-nav__link" href="${href}" ${current}>${text}</a></li>`
  })
  const container = `govuk-width-container${wide ? ' inquest-wide-container' : ''}`
  const { markup }: Html = html`<!DOCTYPE html>
    <html lang="en-GB" class="govuk-template">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="same-origin" />
        <title>${title} – Inquest</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${styleSheet.path}" />
        <script src="${script.path}" defer></script>
      </head>
      <body class="govuk-template__body">
        <a href="#main" class="govuk-skip-link">Skip to main content</a>
        <header class="inquest-masthead">
          <div class="${container} inquest-masthead__row">
            <a class="inquest-masthead__name" href="/">Inquest</a>
            <nav aria-label="Inquest">
              <ul class="inquest-nav">
                ${links}
              </ul>
            </nav>
          </div>
        </header>
        <div class="${container}">
          ${back && html`<nav aria-label="Back"><a class="govuk-back-link" href="${back.href}">${back.text}</a></nav>`}
          <main class="govuk-main-wrapper" id="main">${content}</main>
        </div>
        <footer class="inquest-footer">
          <div class="${container}">
            <p class="govuk-body-s">
              This page comes from your own machine. Nothing leaves it unless you choose a model that is reached over the network.
            </p>
          </div>
        </footer>
      </body>
    </html> `
  return markup
}
