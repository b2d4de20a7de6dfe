import { clip, plainTimes } from '../../../report/index.ts'
import { askerOf, type OpenRun } from '../../../workspace/index.ts'
import { type Content, html, lines } from '../../html.ts'
import { link, sentences } from '../bits.ts'

/** One specialist's work at a time: its task, its calls, its findings; links lead to the others. */
export function specialistsWork({ id, watch: { view } }: OpenRun, asked: string | undefined, present: string): Content {
  const { state } = view
  const tasks = state.plans.flatMap((plan) => plan.tasks)
  const task = tasks.find((one) => one.id === asked) ?? tasks[0]
  if (!task) return html`<p class="govuk-body">No task was given.</p>`
  const evidence = state.calls.filter(({ by }) => by === askerOf(task)).flatMap((call) => state.evidence.get(call.evidence) ?? [])
  const findings = state.findings.filter((finding) => finding.task === task.id)
  const address = (other: string): string => `/train/${id}/specialists?task=${other}${present.replace('?', '&')}`
  return html`<nav aria-label="Specialists">
      <p class="govuk-body">
        ${tasks.map((one, i) => html`${i > 0 && ' · '}${one === task ? html`<strong>${one.id} ${one.role}</strong>` : link(address(one.id), `${one.id} ${one.role}`)}`)}
      </p>
    </nav>
    <h3 class="govuk-heading-s">${task.id}: ${task.question}</h3>
    <p class="govuk-body inquest-measure">${task.tellsCauseFromSymptom}</p>
    <details class="govuk-details">
      <summary class="govuk-details__summary"><span class="govuk-details__summary-text">What it was told</span></summary>
      <div class="govuk-details__text">
        <pre class="inquest-code"><code>${lines(plainTimes(task.instructions))}</code></pre>
      </div>
    </details>
    <h3 class="govuk-heading-s">What it asked the materials</h3>
    <ul class="govuk-list inquest-calls">
      ${evidence.map((one) => html`<li>${link(`/runs/${id}/evidence/${one.id}`, one.tool)} ${clip(plainTimes(one.reading), 200)}</li>`)}
    </ul>
    <h3 class="govuk-heading-s">What it found</h3>
    ${
      findings.length === 0
        ? html`<p class="govuk-body">Nothing that evidence carries.</p>`
        : html`<ul class="govuk-list govuk-list--spaced">
            ${findings.map((one) => html`<li><strong>${one.id}</strong> <span class="inquest-by">${one.role}</span> ${sentences(one.statement.text)}</li>`)}
          </ul>`
    }`
}
