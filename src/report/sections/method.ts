import { type Block, code, type Line, list, paragraph, type Section, strong, text, under } from '../document/block.ts'
import type { ReportContext } from '../document/context.ts'
import { plainTimes } from '../document/plain-times.ts'
import { capital } from '../wording/capital.ts'

/** The method as it was run: its phases, the plan of each round, and how to check the result. */
export function method(context: ReportContext): Section {
  const { record, clock } = context
  const { usage } = record
  const spans: (readonly [string, Line] | null)[] = [
    record.window && ['Window looked at', [text(clock.span(record.window.from, record.window.to))]],
    record.baseline && ['Compared with', [text(clock.span(record.baseline.from, record.baseline.to))]],
    ['Conducted by', [code(record.model)]],
    ['Questions put to the materials', [text(`${usage.toolCalls}, and ${usage.toolCallsReused} answered from earlier evidence`)]],
    usage.modelCalls > 0
      ? ['Language model', [text(`${usage.modelCalls} calls, ${usage.inputTokens} tokens in, ${usage.outputTokens} out`)]]
      : null,
    ['Materials', [text('sha256 '), code(record.incident.materialsHash)]]
  ]
  return {
    id: 'method',
    title: 'The method as it was run',
    blocks: [
      ...list(record.method.map(({ phase, text: said }) => [strong(`${capital(phase)}: `), text(plainTimes(said))])),
      { kind: 'terms', rows: spans.filter((row) => row !== null) },
      ...record.plans.flatMap((plan) => under(`Plan of round ${plan.round}`, planned(plan))),
      paragraph(
        text('To check this report, run '),
        code('inquest verify'),
        text(' on its folder: every cited call is run again, every sentence rendered again, and what differs is named.')
      )
    ]
  }
}

function planned(plan: ReportContext['record']['plans'][number]): Block[] {
  const sourced = plan.tasks.some(({ sources }) => sources.length > 0)
  const rows = plan.tasks.map(({ id, role, question, sources }): Line[] => [
    [text(id)],
    [text(role.replaceAll('-', ' '))],
    [text(question)],
    ...(sourced ? [[text(sources.join(', '))]] : [])
  ])
  const rivals = plan.rivalsToRuleOut.join(', ')
  return [
    ...(plan.rationale ? [paragraph(text(plan.rationale))] : []),
    ...(rows.length > 0
      ? [
          {
            kind: 'table' as const,
            caption: 'Questions',
            head: ['Task', 'Specialist', 'Question', ...(sourced ? ['Sources'] : [])],
            rows,
            shape: 'prose' as const
          }
        ]
      : []),
    ...(rivals ? [paragraph(strong('Rivals to rule out: '), text(rivals))] : [])
  ]
}
