import { causeTitles } from '../../../domain/index.ts'
import { naiveSide } from '../../../training/index.ts'
import type { OpenRun } from '../../../workspace/index.ts'
import { type Content, html } from '../../html.ts'
import { link, scoreBar, sentences } from '../bits.ts'

/** The usual answer to one big question, and, once somebody asks, what the verifier has against it. */
export function naiveAnswer({ watch: { view } }: OpenRun): Content {
  const side = naiveSide(view)
  if (!side.rival) return html`<p class="govuk-body">The materials hold nothing from which a shortage could be argued.</p>`
  return html`<p class="govuk-body inquest-measure">
      This answer is made up for the lesson, not a model’s: it is the explanation by shortage at its best, as the sceptic of this
      run put it, with the remedy that usually comes with it.
    </p>
    ${answer(side)}
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text"
          >Show what the verifier has against it (this gives away much of what is to come)</span
        >
      </summary>
      <div class="govuk-details__text">${objections(side)}</div>
    </details>`
}

/** The same beside the guided answer. */
export function naiveAndGuided({ id, watch: { view } }: OpenRun): Content {
  const side = naiveSide(view)
  const [best] = view.judged
  if (!side.rival || !best) return null
  return html`<h3 class="govuk-heading-m">The two ways of asking, side by side</h3>
    <div class="inquest-columns">
      <section class="inquest-side" aria-labelledby="naive-title">
        <h4 class="govuk-heading-s" id="naive-title">One big question</h4>
        ${answer(side)} ${objections(side)}
      </section>
      <section class="inquest-side" aria-labelledby="guided-title">
        <h4 class="govuk-heading-s" id="guided-title">Three phases</h4>
        <blockquote class="inquest-quote inquest-quote--good">
          <p class="govuk-body">${sentences(best.statement.text, best.mechanism.text)}</p>
        </blockquote>
        <p class="govuk-body">
          ${link(`/runs/${id}/hypotheses/${best.id}`, causeTitles[best.category])} scores ${best.score.total.toFixed(2)}
          ${scoreBar(best.score.total)}
        </p>
      </section>
    </div>`
}

type Side = ReturnType<typeof naiveSide>

function answer({ rival }: Side): Content {
  if (!rival) return null
  const said = sentences(rival.statement.text, rival.mechanism.text, 'Recommendation: raise the limit and add capacity')
  return html`<blockquote class="inquest-quote"><p class="govuk-body">${said}</p></blockquote>
    <p class="govuk-body">As a hypothesis it scores ${rival.score.total.toFixed(2)} ${scoreBar(rival.score.total)}</p>`
}

function objections({ right, against, scaling }: Side): Content {
  if (right) {
    return html`<p class="govuk-body">
      <strong>Here it is right.</strong> The method admits it: the tests came out as it predicts. What it lacked was the proof.
    </p>`
  }
  const told = new Set(against.map(({ statement }) => statement.text))
  return html`<p class="govuk-body"><strong>What the verifier has against it:</strong></p>
    <ul class="govuk-list govuk-list--bullet govuk-list--spaced">
      ${against.map(({ question, statement }) => html`<li>${question} ${sentences(statement.text)}</li>`)}
      ${scaling.filter((text) => !told.has(text)).map((text) => html`<li>${sentences(text)}</li>`)}
    </ul>`
}
