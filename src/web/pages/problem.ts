import { heading, link } from '../components/bits.ts'
import { type Content, html } from '../html.ts'
import type { Page } from '../page.ts'

/** What went wrong, and what to do about it. */
export function problemPage(what: string, nextStep: Content): Page {
  return {
    title: 'Problem',
    content: html`${heading(what)}
      <p class="govuk-body inquest-measure">${nextStep}</p>
      <p class="govuk-body">${link('/', 'Go to the start page')}</p>`
  }
}
