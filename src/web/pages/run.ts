import type { InquestError } from '../../foundation/index.ts'
import { form } from '../guard.ts'
import { type Content, html } from '../html.ts'
import { type Page } from '../page.ts'
import { button, errorSummary, heading, linkButton } from '../components/bits.ts'
import { liveParts } from '../components/live.ts'
import { steeringForms } from '../components/steering.ts'
import { type RunStatus, statusOf } from '../components/run-status.ts'
import type { OpenRun } from '../../workspace/index.ts'

/** A run: live while it runs, and the same page afterwards. Without a script it is what it was when it was loaded. */
export function runPage(run: OpenRun): Page {
  const { id, watch, process } = run
  const { started } = watch.view.state
  const status = statusOf(run)
  const live = status === 'reading' || status === 'running' || status === 'elsewhere'
  const part: Part = (name) => html`<div id="${name}">${liveParts[name]?.(run)}</div>`
  const failure = failureOf(run, status)
  return {
    title: started ? `Run on ${started.incident.name}` : 'A run begins',
    part: 'runs',
    back: { href: '/', text: 'All runs' },
    wide: true,
    content: html`${failure && errorSummary([{ text: `${failure.message} ${failure.nextStep}` }])}
      ${heading(html`<span id="live-title">${liveParts['live-title']?.(run)}</span>`, `Run ${id}`)}
      <div class="inquest-live" ${live && html` data-live="/runs/${id}/events" data-seen="${watch.view.events}"`}>
        <div id="live-status" role="status" class="inquest-status">${liveParts['live-status']?.(run)}</div>
        ${
          process &&
          process.said.length > 0 &&
          html`<ul class="govuk-list govuk-body-s">
            ${process.said.map((text) => html`<li>${text}</li>`)}
          </ul>`
        }
        ${part('live-usage')}
        <div class="govuk-button-group">${buttons(run)}</div>
        ${status !== 'failed' && whatItDoes(run, part, status)}
      </div>`
  }
}

/** Why a run ended that was not stopped by somebody: what its journal says of that stands in its status. */
function failureOf({ process }: OpenRun, status: RunStatus): InquestError | null {
  const failure = process?.failure ?? null
  return status === 'failed' || (status === 'stopped' && failure?.code !== 'cannot-judge') ? failure : null
}

type Part = (name: string) => Content

/** What a run that has begun did and does. */
function whatItDoes(run: OpenRun, part: Part, status: RunStatus): Content {
  return html`${part('live-verdict')} ${part('live-waiting')}
    <h2 class="govuk-heading-m">Phases</h2>
    ${part('live-phases')}
    <div class="inquest-columns">
      <section aria-labelledby="hypotheses-title">
        <h2 class="govuk-heading-m" id="hypotheses-title">Explanations</h2>
        ${part('live-hypotheses')}
      </section>
      <section aria-labelledby="findings-title">
        <h2 class="govuk-heading-m" id="findings-title">Findings, the newest first</h2>
        ${part('live-findings')}
      </section>
    </div>
    <section aria-labelledby="specialists-title">
      <h2 class="govuk-heading-m" id="specialists-title">Specialists, side by side</h2>
      ${part('live-specialists')}
    </section>
    ${part('live-steering')} ${status !== 'finished' && steeringForms(run)}
    <section aria-labelledby="calls-title">
      <h2 class="govuk-heading-m" id="calls-title">Last questions put to the materials</h2>
      ${part('live-calls')}
    </section>`
}

function buttons(run: OpenRun): Content {
  const { id } = run
  switch (statusOf(run)) {
    case 'reading':
    case 'running':
      return html`${form(`/runs/${id}/stop`, button('Stop the run', 'warning'))}<a class="govuk-link" href="/runs/${id}"
          >Show how it stands now</a
        >`
    case 'planned':
      return html`${linkButton(`/runs/${id}/plan`, 'Read and change the plan')}${form(`/runs/${id}/resume`, button('Go on as planned', 'secondary'))}`
    case 'stopped':
    case 'elsewhere':
      return form(`/runs/${id}/resume`, button('Go on with the run'))
    case 'finished':
      return html`${linkButton(`/runs/${id}/report`, 'Read the report')}${linkButton(`/runs/${id}/evidence`, 'Browse the evidence', true)}${linkButton(`/train/${id}`, 'Use in training', true)}`
    case 'failed':
      return linkButton('/start', 'Start another run')
  }
}
