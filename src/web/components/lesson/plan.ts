import { paragraph, strong, text } from '../../../report/index.ts'
import type { OpenRun } from '../../../workspace/index.ts'
import { type Content, html } from '../../html.ts'
import { blocks } from '../bits.ts'

/** The plans of a run, round by round, with what each task was told. */
export function planMade({ watch: { view } }: OpenRun): Content {
  const { plans } = view.state
  if (plans.length === 0) return html`<p class="govuk-body">No plan was made.</p>`
  return blocks(
    plans.flatMap(({ round, tasks, rationale, rivalsToRuleOut }) => [
      { kind: 'subheading' as const, text: `Round ${round}` },
      paragraph(text(rationale)),
      ...(rivalsToRuleOut.length > 0 ? [paragraph(strong('Rivals to rule out: '), text(rivalsToRuleOut.join(', ')))] : []),
      {
        kind: 'table' as const,
        caption: `Tasks of round ${round}`,
        head: ['Task', 'For', 'Question', 'What tells cause from symptom here'],
        shape: 'prose' as const,
        rows: tasks.map((task) => [[text(task.id)], [text(task.role)], [text(task.question)], [text(task.tellsCauseFromSymptom)]])
      }
    ])
  )
}
