import type { InquestError } from '../../foundation/index.ts'
import type { PendingRequest } from '../../workspace/index.ts'
import { button, copyButton, errorSummary, heading, link } from '../components/bits.ts'
import { textarea } from '../components/fields.ts'
import { form } from '../guard.ts'
import { html, lines } from '../html.ts'
import type { Page } from '../page.ts'

/** A request that waits for a person with an AI tool: copied from here, answered here. */
export function manualPage(
  run: string,
  { number, title, text, problem }: PendingRequest,
  waiting: number,
  refused?: InquestError
): Page {
  const wrong = [...(refused ? [refused.message] : []), ...(problem ? [problem] : [])]
  return {
    title: `Request ${number}`,
    part: 'runs',
    back: { href: `/runs/${run}`, text: 'The run' },
    wide: true,
    content: html`${errorSummary(wrong.map((one) => ({ text: one, href: '#answer' })))}
      ${heading(title || `Request ${number}`, `Request ${number}, ${waiting} waiting`)}
      <ol class="govuk-list govuk-list--number">
        <li>Copy the request.</li>
        <li>Paste it into the AI tool that you may use, or answer it yourself.</li>
        <li>Paste the answer below.</li>
      </ol>
      ${copyButton('request', 'Copy the request')}
      <pre
        class="inquest-code inquest-code--tall"
        id="request"
        tabindex="0"
        role="region"
        aria-label="The request"
      ><code>${lines(text)}</code></pre>
      ${form(`/runs/${run}/requests/${number}`, html`${textarea({ name: 'answer', label: 'The answer', hint: 'One block of JSON, as the request describes. What stands around it is passed over.' }, 12, true)}${button('Hand it in')}`)}
      <p class="govuk-body">${link(`/runs/${run}`, 'Watch the run')}</p>`
  }
}
