import { z } from 'zod'
import { Remedy, Statement } from '../../../domain/index.ts'
import { labels } from '../../../report/index.ts'
import type { OpenRun } from '../../../workspace/index.ts'
import { type Content, html } from '../../html.ts'
import { sentences } from '../bits.ts'

/** Of the narrative, only what this step shows: newer parts are of no concern here. */
const Warned = z.object({ earlyWarnings: z.array(Statement) })

/** What to do now and durably, and which signs came before the harm. */
export function remediesProposed({ watch: { view } }: OpenRun): Content {
  const remedies = z.array(Remedy).safeParse(view.state.sections['remedies']).data ?? []
  const warnings = Warned.safeParse(view.state.sections['narrative']).data?.earlyWarnings ?? []
  const group = (horizon: Remedy['horizon'], title: string): Content => {
    const chosen = remedies.filter((remedy) => remedy.horizon === horizon)
    if (chosen.length === 0) return null
    return html`<h3 class="govuk-heading-s">${title}</h3>
      <ul class="govuk-list govuk-list--spaced">
        ${chosen.map((remedy) => html`<li><strong>${labels.remedyLabels[remedy.class][0]}:</strong> ${sentences(remedy.action.text)} <span class="inquest-by">${sentences(remedy.why.text)}</span></li>`)}
      </ul>`
  }
  return html`${group('now', 'Now')}${group('durable', 'So that it does not come again')}
    <h3 class="govuk-heading-s">Signs that came before</h3>
    ${
      warnings.length === 0
        ? html`<p class="govuk-body">None was found in the materials.</p>`
        : html`<ul class="govuk-list govuk-list--bullet inquest-measure">
            ${warnings.map(({ text }) => html`<li>${sentences(text)}</li>`)}
          </ul>`
    }`
}
