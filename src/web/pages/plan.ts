import { type Plan, SpecialistRole, type Task } from '../../domain/index.ts'
import { plainTimes } from '../../report/index.ts'
import type { OpenRun } from '../../workspace/index.ts'
import { button, errorSummary, heading } from '../components/bits.ts'
import { checkboxes, input, select, textarea } from '../components/fields.ts'
import { planMade } from '../components/lesson/plan.ts'
import { form } from '../guard.ts'
import { type Content, html, lines } from '../html.ts'
import type { Page } from '../page.ts'

/** The plan of a run: to be edited while the run waits for that, to be read at any time. */
export function planPage(run: OpenRun, edited?: Plan, problem?: string): Page {
  const plan = edited ?? run.plan
  const { started } = run.watch.view.state
  return {
    title: `${problem ? 'Error: ' : ''}The plan`,
    part: 'runs',
    back: { href: `/runs/${run.id}`, text: 'The run' },
    wide: true,
    content: html`${problem && errorSummary([{ text: problem, href: '#rationale' }])}
    ${heading('The plan', started?.incident.brief?.title ?? started?.incident.name)}
    ${
      plan && run.plan
        ? editing(run, plan)
        : html`<h2 class="govuk-heading-m">What was planned</h2>
            ${planMade(run)}${instructions(run)}`
    }`
  }
}

function instructions({ watch: { view } }: OpenRun): Content {
  const tasks = view.state.plans.flatMap((plan) => plan.tasks)
  if (tasks.length === 0) return null
  return html`<h2 class="govuk-heading-m">What each specialist was told</h2>
    ${tasks.map(
      ({ id, role, instructions: told }) =>
        html`<details class="govuk-details">
          <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${id} ${role}</span></summary>
          <div class="govuk-details__text">
            <pre class="inquest-code"><code>${lines(plainTimes(told))}</code></pre>
          </div>
        </details>`
    )}`
}

/** A new task is written in the fields that stand below the others. */
const newTask: Task = { id: 'new', role: 'application', question: '', sources: [], tellsCauseFromSymptom: '', instructions: '' }

function editing(run: OpenRun, plan: Plan): Content {
  const sources = (run.watch.view.state.started?.sources ?? []).map(({ id, path }) => [id, `${id} ${path}`] as const)
  return html`<p class="govuk-body-l inquest-measure">
      The run waits. Nothing has been looked at yet: only the list of sources is known to whoever made this plan.
    </p>
    <p class="govuk-body inquest-measure">
      The instructions are prompts: each specialist works from its own and sees no other. Change what you like, take tasks out,
      add one. The journal keeps the plan as it was made beside yours.
    </p>
    ${form(
      `/runs/${run.id}/plan`,
      html`<input type="hidden" name="round" value="${plan.round}" />
        ${textarea({ name: 'rationale', label: 'Why these questions', value: plan.rationale }, 2)}
        ${input({ name: 'rivals', label: 'Rivals to rule out', hint: 'Separated by commas', value: plan.rivalsToRuleOut.join(', ') }, { width: '' })}
        ${plan.tasks.map((task) => taskFields(task, sources, `Task ${task.id}`))}
        <details class="govuk-details">
          <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Add a task</span></summary>
          <div class="govuk-details__text">${taskFields(newTask, sources, 'A new task')}</div>
        </details>
        <div class="govuk-button-group">
          ${button('Go on with this plan')}${button('Keep it and wait', 'secondary', 'wait', 'yes')}
        </div>`
    )}`
}

const roles = SpecialistRole.options.map((role) => [role, role] as const)

function taskFields(task: Task, sources: readonly (readonly [string, string])[], title: string): Content {
  const { id, role, question, tellsCauseFromSymptom, instructions } = task
  return html`<fieldset class="govuk-fieldset inquest-task">
    <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">
      <h2 class="govuk-fieldset__heading">${title}</h2>
    </legend>
    ${select({ name: `${id}-role`, label: 'Specialist', value: role }, roles)}
    ${textarea({ name: `${id}-question`, label: 'Question', value: question }, 2)}
    ${textarea({ name: `${id}-tells`, label: 'What tells cause from symptom here', value: tellsCauseFromSymptom }, 2)}
    ${textarea({ name: `${id}-instructions`, label: 'Instructions', value: instructions }, 6, true)}
    ${checkboxes({ name: `${id}-sources`, label: 'Sources to look at' }, sources, task.sources)}
    ${id !== newTask.id && checkboxes({ name: `${id}-out`, label: 'Take it out' }, [['yes', `Leave ${id} out of the plan`]], [])}
  </fieldset>`
}

/** The plan that a form holds: tasks keep what no field shows, a new one counts when it asks something. */
export function planIn(fields: Readonly<Record<string, unknown>>, plan: Plan): Plan {
  const texts = (name: string): string[] => {
    const value = fields[name]
    return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string')
  }
  const one = (name: string): string => (texts(name)[0] ?? '').replaceAll('\r\n', '\n').trim()
  const taskOf = (task: Task, id = task.id): Task => ({
    ...task,
    id,
    role: SpecialistRole.safeParse(one(`${task.id}-role`)).data ?? task.role,
    question: one(`${task.id}-question`),
    tellsCauseFromSymptom: one(`${task.id}-tells`),
    instructions: one(`${task.id}-instructions`),
    sources: texts(`${task.id}-sources`).filter((source) => /^S\d+$/.test(source))
  })
  const kept = plan.tasks.filter(({ id }) => one(`${id}-out`) !== 'yes').map((task) => taskOf(task))
  const highest = Math.max(0, ...plan.tasks.map(({ id }) => Number(id.slice(1))))
  const added = one(`${newTask.id}-question`) === '' ? [] : [taskOf(newTask, `T${highest + 1}`)]
  return {
    round: plan.round,
    rationale: one('rationale'),
    rivalsToRuleOut: one('rivals')
      .split(',')
      .map((rival) => rival.trim())
      .filter(Boolean),
    tasks: [...kept, ...added]
  }
}
