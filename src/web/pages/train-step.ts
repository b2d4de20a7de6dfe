import { type PromptShown, type Teaching, teaching } from '../../training/index.ts'
import type { OpenRun } from '../../workspace/index.ts'
import { copyButton, heading, link } from '../components/bits.ts'
import { outcomeOf } from '../components/lesson/index.ts'
import { type Content, html, lines } from '../html.ts'
import type { Page } from '../page.ts'

export interface StepShown {
  readonly run: OpenRun
  readonly step: Teaching
  readonly prompt: PromptShown | null
  /** Presenter view: large type, and what came out is hidden until it is asked for. */
  readonly present: boolean
  /** Task whose work is shown. */
  readonly task: string | undefined
}

/** One step of a lesson: why, the prompt, what was done with it, what came out, and questions for the room. */
export function trainStepPage({ run, step, prompt, present, task }: StepShown): Page {
  const at = teaching.indexOf(step)
  const view = present ? '?present=yes' : ''
  const address = (other: Teaching | undefined): string => `/train/${run.id}/${other?.id}${view}`
  const came = outcomeOf(step.id, run, task, view)
  return {
    title: `${step.title}: trainer’s mode`,
    part: 'train',
    back: { href: '/train', text: 'Choose another lesson' },
    wide: true,
    content: html`<div class="${present && 'inquest-present'}">
      <nav aria-label="Steps of the lesson">
        <ol class="inquest-steps">
          ${teaching.map(
            (other, i) =>
              html`<li>
                <a
                  class="inquest-step${i === at && ' inquest-step--now'}"
                  href="${address(other)}"
                  ${i === at && html` aria-current="step"`}
                  ><span class="govuk-visually-hidden">Step </span>${i + 1}<span class="govuk-visually-hidden"
                    >: ${other.title}</span
                  ></a
                >
              </li>`
          )}
        </ol>
      </nav>
      ${heading(step.title, `Step ${at + 1} of ${teaching.length} · ${step.phase}`)}
      <p class="govuk-body-l inquest-measure">${step.about}</p>
      ${prompt && promptShown(run.id, prompt)}
      <section aria-labelledby="watch-title">
        <h2 class="govuk-heading-m" id="watch-title">What to watch for</h2>
        <ul class="govuk-list govuk-list--bullet inquest-measure">
          ${step.watchFor.map((one) => html`<li>${one}</li>`)}
        </ul>
      </section>
      <section class="inquest-room" aria-labelledby="room-title">
        <h2 class="govuk-heading-m" id="room-title">Questions for the room</h2>
        <ul class="govuk-list govuk-list--bullet govuk-list--spaced inquest-measure">
          ${step.questions.map((one) => html`<li>${one}</li>`)}
        </ul>
      </section>
      ${came && outcome(came, present)}
      <nav class="govuk-pagination govuk-pagination--block" aria-label="Through the lesson">
        ${at > 0 && turn('prev', address(teaching[at - 1]), 'Previous step', teaching[at - 1]?.title ?? '')}
        ${at < teaching.length - 1 && turn('next', address(teaching[at + 1]), 'Next step', teaching[at + 1]?.title ?? '')}
      </nav>
      <p class="govuk-body-s">
        ${present ? link(`/train/${run.id}/${step.id}`, 'Leave the presenter view') : link(`/train/${run.id}/${step.id}?present=yes`, 'Presenter view: large type, answers hidden')}
      </p>
    </div>`
  }
}

function promptShown(run: string, { prompt, sent, text }: PromptShown): Content {
  const origin = sent
    ? 'This is what the model was sent in this run, after redaction.'
    : 'No model was asked in this run: rules and statistics filled the role. This is the prompt that a model would get, filled in from the run’s journal.'
  return html`<section aria-labelledby="prompt-title">
    <h2 class="govuk-heading-m" id="prompt-title">The prompt: ${prompt.title}</h2>
    <p class="govuk-body inquest-measure"><strong>Why it is written so.</strong> ${prompt.why.trim()}</p>
    <details class="govuk-details">
      <summary class="govuk-details__summary"><span class="govuk-details__summary-text">What it says</span></summary>
      <div class="govuk-details__text">
        <p class="govuk-body">${origin} <code>${prompt.id}</code>, version ${prompt.version}, ${prompt.hash}.</p>
        ${copyButton('prompt', 'Copy it for another AI tool')}
        <pre
          class="inquest-code inquest-code--tall"
          id="prompt"
          tabindex="0"
          role="region"
          aria-label="The prompt"
        ><code>${lines(text)}</code></pre>
        <p class="govuk-body">
          ${link(`/train/${run}/prompt?id=${encodeURIComponent(prompt.id)}`, 'Edit it and run this step again')}
        </p>
      </div>
    </details>
  </section>`
}

function outcome(came: Content, present: boolean): Content {
  const title = 'What came out'
  if (!present)
    return html`<section aria-labelledby="came-title">
      <h2 class="govuk-heading-m" id="came-title">${title}</h2>
      ${came}
    </section>`
  return html`<details class="govuk-details inquest-answer">
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Show what came out</span></summary>
    <div class="govuk-details__text">${came}</div>
  </details>`
}

function turn(way: 'prev' | 'next', href: string, text: string, label: string): Content {
  return html`<div class="govuk-pagination__${way}">
    <a class="govuk-link govuk-pagination__link" href="${href}" rel="${way}"
      ><span class="govuk-pagination__link-title">${text}</span><span class="govuk-visually-hidden">:</span>
      <span class="govuk-pagination__link-label">${label}</span></a
    >
  </div>`
}
