import type { Plan, RunRecord } from '../domain/index.ts'
import { checkNamed } from './checks/index.ts'
import type { Requirement } from './requirements.ts'
import type { SpecTask } from './tasks.ts'

export type DraftTask = Omit<SpecTask, 'id' | 'done'>
interface Section {
  readonly title: string
  readonly tasks: readonly DraftTask[]
}

/** Halves of the design that are left out when no requirement asks for them. */
export const optionalSteps = ['monitoring', 'resilience'] as const
export type OptionalStep = (typeof optionalSteps)[number]

/** Steps around the questions, in order. */
const steps: readonly (readonly [label: string, text: string])[] = [
  ['challenge', 'Make the best case for every rival, scaling first'],
  ['verify', 'Put all explanations to the tests that tell them apart, and ask whether more capacity would have helped'],
  ['narrative', 'Write timeline, impact on citizens and early warnings'],
  ['remedies', 'Name what ends it and keeps it ended'],
  ['monitoring', 'Design detectors and service levels, and try each on the materials'],
  ['resilience', 'Design measures and try them on the incident; gaps, continuity, prevention, runbooks'],
  ['report', 'Write report and files']
]

/** The work of an inquest as tasks: the planner's questions, each for one specialist, between steps that are always taken. */
export function investigationTasks(plan: Plan | null, requirements: readonly Requirement[]): Section[] {
  const serving = (label: string): string[] =>
    requirements.filter(({ check }) => check !== null && checkNamed(check)?.steps.includes(label)).map(({ id }) => id)
  const cause = requirements.filter(({ check }) => check === 'root-cause').map(({ id }) => id)
  return [
    { title: 'Setup', tasks: [{ label: 'intake', text: 'Read the materials and find the harmful time', requirements: cause }] },
    {
      title: 'Forensics: one question for one specialist, side by side',
      tasks: (plan?.tasks ?? []).map(({ role, question }) => ({ label: role, text: question, requirements: cause }))
    },
    {
      title: 'Judgement and design',
      tasks: steps
        .map(([label, text]) => ({ label, text, requirements: serving(label) }))
        .filter(({ label, requirements: served }) => !isOptional(label) || served.length > 0)
    }
  ]
}

const isOptional = (label: string): boolean => optionalSteps.some((step) => step === label)

/** The optional steps that a tasks.md does not ask for: nothing served them, or a person struck them out. */
export const leftOut = (tasks: readonly Pick<SpecTask, 'label'>[]): OptionalStep[] =>
  optionalSteps.filter((step) => !tasks.some(({ label }) => label === step))

/** The work of teams after a design, from its own tasks; nobody but they can do it. */
export function designTasks({ design }: RunRecord, requirements: readonly Requirement[]): Section[] {
  const by = (name: string): string[] => requirements.filter(({ check }) => check === name).map(({ id }) => id)
  const resilience = design?.resilience
  const monitoring = design?.monitoring
  const sections: Section[] = [
    {
      title: 'Detection',
      tasks: (monitoring?.detectors ?? []).map(({ detector }) => ({
        label: detector.tell,
        text: `${detector.id} ${detector.name}: ${detector.title}; ${detector.severity}, first: ${detector.firstAction}`,
        requirements: by('paging-detector')
      }))
    },
    {
      title: 'Measures',
      tasks: (resilience?.measures ?? []).map(({ id, task }) => ({
        label: task.who,
        text: `${id} ${task.what}. Done when ${task.doneWhen}`,
        requirements: by('measures')
      }))
    },
    {
      title: 'Observability',
      tasks: (resilience?.observability ?? []).map(({ task }) => ({
        label: task.who,
        text: `${task.what}. Done when ${task.doneWhen}`,
        requirements: by('observability')
      }))
    },
    {
      title: 'Prevention',
      tasks: (resilience?.prevention ?? []).map(({ task }) => ({
        label: task.who,
        text: `${task.what}. Done when ${task.doneWhen}`,
        requirements: by('prevention')
      }))
    }
  ]
  return sections.filter(({ tasks }) => tasks.length > 0)
}
