import { CauseCategory, causeTitles } from '../../domain/index.ts'
import { type OpenRun, testQuestions } from '../../workspace/index.ts'
import { type Content, html } from '../html.ts'
import { form } from '../guard.ts'
import { button } from './bits.ts'
import { input, select, textarea } from './fields.ts'

/** Classes of cause for a list: none chosen first. */
export const categoryOptions: readonly (readonly [string, string])[] = [
  ['', 'Choose one'],
  ...CauseCategory.options.map((category) => [category, `${category}: ${causeTitles[category]}`] as const)
]

/** Forms with which somebody who watches takes part. Only while there is no verdict. */
export function steeringForms(run: OpenRun): Content {
  return html`<details class="govuk-details">
      <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Suggest an explanation</span></summary>
      <div class="govuk-details__text">
        <p class="govuk-body">
          It is taken up at the next step of the run and put to the same tests as every other. It is believed no sooner: only
          evidence counts.
        </p>
        ${form(`/runs/${run.id}/steering`, html`<input type="hidden" name="kind" value="hypothesis" />${select({ name: 'category', label: 'What kind of cause' }, categoryOptions)}${input({ name: 'component', label: 'In what, in your words (optional)' })}${textarea({ name: 'reason', label: 'Why you think so (optional)', hint: 'Kept for readers of the run; nothing is judged by it.' }, 3)}${button('Suggest it', 'secondary')}`)}
      </div>
    </details>
    <details class="govuk-details">
      <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Ask for a test</span></summary>
      <div class="govuk-details__text" id="live-testing">${testForm(run)}</div>
    </details>`
}

/** Changes as explanations are proposed. */
export function testForm({ id, watch: { view } }: OpenRun): Content {
  const hypotheses = view.state.hypotheses.map(
    ({ id: one, category, component }) => [one, `${one} ${category}: ${component.slice(0, 60)}`] as const
  )
  if (hypotheses.length === 0) return html`<p class="govuk-body">There is no explanation to test yet.</p>`
  return form(
    `/runs/${id}/steering`,
    html`<input
        type="hidden"
        name="kind"
        value="test"
      />${select({ name: 'hypothesis', label: 'Of which explanation' }, hypotheses)}${select({ name: 'test', label: 'Which question' }, testQuestions())}${button('Ask for it', 'secondary')}`
  )
}

/** What people asked of the run, and what became of it. */
export function steeringSoFar({ pending, watch: { view } }: OpenRun): Content {
  const taken = [...view.state.steering].map(([key, asked]) => {
    const answer = view.state.answers.get(key)
    const what =
      asked.kind === 'hypothesis'
        ? `Suggested: ${causeTitles[asked.category]}${asked.component && ` (${asked.component})`}.`
        : `Test ${asked.test} of ${asked.hypothesis}.`
    return html`<li><strong>${what}</strong> ${answer?.answer ?? 'Taken note of. It is heeded before the tests.'}</li>`
  })
  if (taken.length + pending === 0) return null
  return html`<h2 class="govuk-heading-m">Asked by people</h2>
    <ul class="govuk-list govuk-list--spaced">
      ${taken}${pending > 0 && html`<li>${pending} not yet seen by the run: it looks at its next step.</li>`}
    </ul>`
}
