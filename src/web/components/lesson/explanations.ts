import { causeTitles, type Hypothesis } from '../../../domain/index.ts'
import type { OpenRun } from '../../../workspace/index.ts'
import { type Content, html, type Html } from '../../html.ts'
import { link, sentences } from '../bits.ts'

/** Explanations that were proposed before the sceptic spoke. */
export function explanations({ id, watch: { view } }: OpenRun): Content {
  return listed(
    id,
    view.state.hypotheses.filter(({ proposedBy }) => proposedBy !== 'sceptic'),
    'No explanation was proposed.'
  )
}

/** What the sceptic said for the rivals, and the rivals that nobody else had proposed. */
export function scepticsCase({ id, watch: { view } }: OpenRun): Content {
  const findings = view.state.findings.filter(({ by }) => by === 'sceptic')
  const rivals = view.state.hypotheses.filter(({ proposedBy }) => proposedBy === 'sceptic')
  return html`<h3 class="govuk-heading-s">What speaks for the rivals</h3>
    ${
      findings.length === 0
        ? html`<p class="govuk-body">Nothing that evidence carries.</p>`
        : html`<ul class="govuk-list govuk-list--spaced">
            ${findings.map((one) => html`<li><strong>${one.id}</strong> ${sentences(one.statement.text)}</li>`)}
          </ul>`
    }
    <h3 class="govuk-heading-s">Rivals that it proposed</h3>
    ${listed(id, rivals, 'None: every rival was on the table already.')}`
}

function listed(run: string, hypotheses: readonly Hypothesis[], nothing: string): Html {
  if (hypotheses.length === 0) return html`<p class="govuk-body">${nothing}</p>`
  return html`<ul class="govuk-list govuk-list--spaced">
    ${hypotheses.map(
      (one) =>
        html`<li>
          ${link(`/runs/${run}/hypotheses/${one.id}`, `${one.id}: ${causeTitles[one.category]}`)}<br />${sentences(one.statement.text)}
          How: ${sentences(one.mechanism.text)}
        </li>`
    )}
  </ul>`
}
