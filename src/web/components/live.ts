import { causeTitles, type Finding, type JudgedHypothesis, type Task } from '../../domain/index.ts'
import { askerOf, type OpenRun, type RunView, usage } from '../../workspace/index.ts'
import { clip, durationText, labels, plainTimes } from '../../report/index.ts'
import { type Content, html, type Html } from '../html.ts'
import { link, scoreBar, sentences, tag } from './bits.ts'
import { elapsedMs, statusOf, statusWords } from './run-status.ts'
import { steeringSoFar, testForm } from './steering.ts'
import { trend } from './trend.ts'

/** The parts of a run's page that change while it runs, by the id of their place. Each is small, however long the run. */
export const liveParts: Readonly<Record<string, (run: OpenRun) => Content>> = {
  'live-title': title,
  'live-status': status,
  'live-usage': usageLine,
  'live-verdict': verdict,
  'live-waiting': waiting,
  'live-phases': phases,
  'live-hypotheses': hypotheses,
  'live-specialists': specialists,
  'live-findings': findings,
  'live-steering': steeringSoFar,
  'live-testing': testForm,
  'live-calls': calls
}

const phaseTitles: Record<string, string> = {
  intake: 'Find the harmful time',
  plan: 'Plan',
  investigate: 'Investigate',
  challenge: 'Challenge',
  verify: 'Verify',
  design: 'Design',
  report: 'Report'
}

/** Known when the materials are read. */
function title({ watch: { view } }: OpenRun): Content {
  const { started } = view.state
  return started?.incident.brief?.title ?? started?.incident.name ?? 'A run begins'
}

/** Said aloud by a screen reader as it changes: one short sentence. */
function status(run: OpenRun): Content {
  const [word, colour] = statusWords[statusOf(run)]
  const { view } = run.watch
  const { at, round } = view.state.phase
  const phase = phaseTitles[at]
  const doing =
    view.events === 0
      ? run.process?.alive && run.process.doing
      : view.failure
        ? view.failure.reason
        : phase && `${phase}${at === 'plan' || at === 'investigate' ? `, round ${round}` : ''}`
  return html`${tag(word, colour)} ${doing}`
}

function usageLine({ watch: { view } }: OpenRun): Content {
  if (view.events === 0) return null
  const { toolCalls, toolCallsReused, modelCalls, inputTokens, outputTokens } = usage(view.state)
  const figures: [string, string][] = [
    ['Time', durationText(elapsedMs(view))],
    ['Questions put to the materials', `${toolCalls} (${toolCallsReused} answered again)`],
    ['Findings', String(view.state.findings.length)],
    ['Calls of a model', modelCalls === 0 ? 'none: no cost' : `${modelCalls} (${inputTokens + outputTokens} tokens)`]
  ]
  return html`<dl class="inquest-figures">
    ${figures.map(
      ([term, figure]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${figure}</dd>
        </div>`
    )}
  </dl>`
}

function verdict({ id, watch: { view } }: OpenRun): Content {
  const made = view.verdict
  if (!made || view.state.phase.at !== 'finished') return null
  const [word] = labels.statusLabels[made.status]
  const cause = made.rootCause
  return html`<section class="inquest-verdict" aria-labelledby="verdict-title">
    <h2 class="govuk-heading-m" id="verdict-title">${word}</h2>
    <p class="govuk-body-l">${cause ? sentences(cause.statement) : made.summary.map(({ text }) => `${text} `)}</p>
    <p class="govuk-body">
      ${cause && `The class of cause: ${causeTitles[cause.category]}. `}Confidence ${made.confidence.toFixed(2)}.
    </p>
    <p class="govuk-body">
      <a class="govuk-link govuk-link--no-visited-state inquest-strong-link" href="/runs/${id}/report">Read the report</a>
    </p>
  </section>`
}

/** A run by hand goes on when somebody answers. */
function waiting({ id, waiting: requests }: OpenRun): Content {
  const [first] = requests
  if (!first) return null
  const text = `Answer request ${first.number}${requests.length > 1 ? ` (${requests.length} waiting)` : ''}`
  return html`<section class="inquest-waiting" aria-labelledby="waiting-title">
    <h2 class="govuk-heading-m" id="waiting-title">The run waits for you</h2>
    <p class="govuk-body">${link(`/runs/${id}/requests/${first.number}`, text)}</p>
  </section>`
}

function phases({ watch: { view } }: OpenRun): Content {
  const items = view.phases.map(({ phase, round, from, to }) => {
    const rounds = (phase === 'plan' || phase === 'investigate') && ` ${round}`
    const taken = to === null ? 'now' : durationText(Date.parse(to) - Date.parse(from))
    return html`<li class="inquest-phase${to === null && ' inquest-phase--now'}">
      <span class="inquest-phase__name">${phaseTitles[phase]}${rounds}</span> <span class="inquest-phase__time">${taken}</span>
    </li>`
  })
  return items.length === 0
    ? null
    : html`<ol class="inquest-phases">
        ${items}
      </ol>`
}

function hypotheses({ id, watch: { view } }: OpenRun): Content {
  if (view.judged.length === 0) return html`<p class="govuk-body">None yet: findings come first.</p>`
  const tested = view.state.tests.length > 0
  return html`<ol class="inquest-hypotheses">
    ${view.judged.map((one) => hypothesis(id, one, view, tested))}
  </ol>`
}

function hypothesis(run: string, one: JudgedHypothesis, { scores, verdict }: RunView, tested: boolean): Html {
  const [fate, tone] = verdict ? labels.fateLabels[one.fate] : ['', 'plain']
  const colours: Record<string, string> = { cause: 'red', unsure: 'yellow', bad: 'grey' }
  const score = one.score.total
  return html`<li class="inquest-hypothesis">
    <div class="inquest-hypothesis__what">
      <strong>${one.id}</strong> ${link(`/runs/${run}/hypotheses/${one.id}`, causeTitles[one.category])}
      ${fate && tag(fate, colours[tone] ?? 'grey')}<br /><span class="inquest-hypothesis__component"
        >${clip(one.component, 110)}</span
      >
    </div>
    <div class="inquest-hypothesis__score">
      ${tested ? html`${score.toFixed(2)} ${scoreBar(score)}${trend(scores.get(one.id) ?? [])}` : 'not tested yet'}
    </div>
  </li>`
}

function specialists({ id, watch: { view } }: OpenRun): Content {
  const { plans } = view.state
  if (plans.length === 0) return html`<p class="govuk-body">No plan yet.</p>`
  return plans.toReversed().map(
    ({ round, rationale, tasks, edited }) =>
      html`<p class="govuk-body">
          Round ${round}: ${rationale} ${edited && 'This plan was edited.'}
          ${link(`/runs/${id}/plan`, html`Read the plan<span class="govuk-visually-hidden"> of round ${round}</span>`)}
        </p>
        <ul class="inquest-desks">
          ${tasks.map((task) => specialist(id, task, view))}
        </ul>`
  )
}

function specialist(run: string, task: Task, { state, desks }: RunView): Html {
  const found = state.findings.filter((finding) => finding.task === task.id)
  const desk = desks.get(askerOf(task))
  const status = state.tasks.get(task.id)?.status
  const words = { running: ['At work', 'blue'], finished: ['Done', 'green'], failed: ['Failed', 'red'] } as const
  const [word, colour] = status ? words[status] : ['Waiting', 'grey']
  const last = desk?.last
  return html`<li class="inquest-desk">
    <h3 class="inquest-desk__name">${task.role} <span class="inquest-desk__task">${task.id}</span></h3>
    ${tag(word, colour)}
    <p class="govuk-body-s">${task.question}</p>
    <p class="govuk-body-s">
      ${desk ? `${desk.calls} calls` : 'No call yet'}, ${found.length}
      findings${last && status === 'running' && html`<br />Last: ${link(`/runs/${run}/evidence/${last.evidence}`, last.tool)}`}
    </p>
  </li>`
}

const findingsShown = 8

function findings({ id, watch: { view } }: OpenRun): Content {
  const all = view.state.findings
  if (all.length === 0) return html`<p class="govuk-body">None yet.</p>`
  const latest = all.slice(-findingsShown).toReversed()
  return html`<ul class="govuk-list govuk-list--spaced">
      ${latest.map((one) => finding(one))}
    </ul>
    ${all.length > latest.length && html`<p class="govuk-body">${link(`/runs/${id}/findings`, `All ${all.length} findings`)}</p>`}`
}

function finding({ id, by, statement }: Finding): Html {
  return html`<li><strong>${id}</strong> <span class="inquest-by">${by}</span> ${sentences(statement.text)}</li>`
}

function calls({ id, watch: { view } }: OpenRun): Content {
  if (view.recent.length === 0) return html`<p class="govuk-body">None yet.</p>`
  const items = view.recent.map(
    ({ by, tool, evidence, reading }) =>
      html`<li>
        <span class="inquest-by">${by}</span> ${link(`/runs/${id}/evidence/${evidence}`, tool)} ${clip(plainTimes(reading), 160)}
      </li>`
  )
  return html`<ul class="govuk-list inquest-calls">
    ${items}
  </ul>`
}

/** The changing parts of a page as they are now: id of the place → mark-up. */
export function liveMarkup(run: OpenRun): Record<string, string> {
  return Object.fromEntries(Object.entries(liveParts).map(([id, part]) => [id, html`${part(run)}`.markup]))
}
