import { CauseCategory, causeTitles, SpecialistRole, type Task } from '../domain/index.ts'
import type { Prompt } from '../prompts/index.ts'
import { askerOf, type RunView } from '../workspace/index.ts'

/** What a prompt is filled in with for a run: the values that a step had, as far as the journal tells them. */
export interface PromptSetting {
  readonly view: RunView
  readonly task: Task | undefined
  /** The first lines of each file. */
  readonly heads: string
}

const none = 'None yet.'

/** By the name of a variable. A name that is not here belongs to a prompt that is newer than this list. */
const values: Readonly<Record<string, (setting: PromptSetting) => string | number>> = {
  materials: ({ heads }) => heads,
  catalogue: ({ view }) => catalogue(view),
  sources: ({ view, task }) => catalogue(view, task?.sources),
  brief: ({ view }) => view.state.started?.incident.brief?.text ?? 'There is no brief.',
  roles: () => SpecialistRole.options.join('\n'),
  round: () => 1,
  task: ({ task }) => (task ? `${task.question}\n${task.tellsCauseFromSymptom}\n${task.instructions}` : none),
  opening: ({ view, task }) =>
    lines(
      view.state.calls
        .filter(({ by }) => task && by === askerOf(task))
        .flatMap(({ evidence }) => view.state.evidence.get(evidence) ?? [])
        .map(({ id, tool, reading }) => `${id} ${tool}: ${reading}`)
    ),
  findings: ({ view }) => lines(view.state.findings.map(({ id, by, statement }) => `${id} (${by}) ${statement.text}`)),
  hypotheses: ({ view }) =>
    lines(
      view.state.hypotheses.map(
        ({ id, category, component, statement, mechanism }) =>
          `${id} ${category}: ${component}. ${statement.text}. ${mechanism.text}.`
      )
    ),
  taxonomy: () => CauseCategory.options.map((category) => `${category}: ${causeTitles[category]}`).join('\n'),
  frame: ({ view }) => {
    const { window = null, baseline = null } = view.state.frame ?? {}
    const span = (what: string, one: typeof window): string =>
      one ? `${what}: ${one.from} to ${one.to}.` : `No ${what.toLowerCase()}.`
    return `${span('Harmful time', window)}\n${span('Healthy time to compare with', baseline)}`
  },
  speciality: ({ task }) => task?.role ?? 'database',
  question: ({ task }) => task?.question ?? none,
  instructions: ({ task }) => task?.instructions ?? none,
  hypothesis: ({ view }) => {
    const [one] = view.judged
    return one ? `${one.id} ${one.category}: ${one.statement.text}. ${one.mechanism.text}.` : none
  },
  tests: ({ view }) =>
    lines((view.judged[0]?.tests ?? []).map(({ question, outcome, statement }) => `${question} ${outcome}: ${statement.text}`)),
  verdict: ({ view }) => view.verdict?.summary.map(({ text }) => text).join('\n') ?? none,
  scaling: ({ view }) => JSON.stringify(view.state.sections['scaling'] ?? null, null, 1)
}

/** The value of a variable in a setting; for one that is not known, what the prompt says it is about. */
export function valueFor({ variables }: Prompt, name: string, setting: PromptSetting): string | number {
  const { type, about } = variables[name] ?? { type: 'text', about: name }
  const known = values[name]?.(setting)
  if (type === 'number') return typeof known === 'number' ? known : usualNumber
  return known === undefined ? `(Here stands: ${about}.)` : String(known)
}

/** Where a prompt allows so many turns, calls or tasks. */
const usualNumber = 6

function catalogue({ state }: RunView, only?: readonly string[]): string {
  const sources = (state.started?.sources ?? []).filter(({ id }) => only === undefined || only.includes(id))
  return lines(
    sources.map(
      ({ id, path, formatTitle, lines: { records }, firstTime, lastTime }) =>
        `${id} ${path}: ${formatTitle}, ${records} lines of records${firstTime ? `, ${firstTime} to ${lastTime}` : ''}`
    )
  )
}

const lines = (all: readonly string[]): string => (all.length > 0 ? all.join('\n') : none)
