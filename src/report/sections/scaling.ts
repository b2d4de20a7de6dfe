import { type Line, paragraph, type Section, strong, tag, text } from '../document/block.ts'
import type { ReportContext } from '../document/context.ts'
import { answerLabels, physicsAnswers, physicsQuestion, scalingAnswers, scalingQuestions } from '../wording/labels.ts'
import { scalingChart } from '../charts/scaling-chart.ts'

/** Would more capacity have helped? Asked in every report; physics first, because the rest leans on it. */
export function scaling(context: ReportContext): Section | null {
  const { scaling, verdict } = context.record
  if (verdict.status === 'no-incident' && scaling.parts.every(({ answer }) => answer === 'cannot-tell')) return null
  const { physics } = scaling
  const rows: Line[][] = [
    [[text(physicsQuestion)], [tag(...physicsAnswers[physics.obeys])], context.say(physics.statement)],
    ...scaling.parts.map(({ part, answer, statement }): Line[] => [
      [text(scalingQuestions[part])],
      [tag(...answerLabels[answer])],
      context.say(statement)
    ])
  ]
  const chart = scalingChart(context)
  return {
    id: 'scaling',
    title: 'Would more capacity have helped?',
    blocks: [
      paragraph(strong(`${scalingAnswers[scaling.wouldScalingHelp][0]}. `), ...context.say(scaling.statement)),
      ...(chart ? [{ kind: 'chart' as const, chart }] : []),
      {
        kind: 'table',
        caption: 'The scaling test',
        head: ['Question', 'Speaks for more capacity?', 'What the materials show'],
        rows,
        shape: 'prose'
      }
    ]
  }
}
