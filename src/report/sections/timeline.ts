import type { Line, Section } from '../document/block.ts'
import { tag, text } from '../document/block.ts'
import type { ReportContext } from '../document/context.ts'
import { type Label, markLabels } from '../wording/labels.ts'
import { incidentChart } from '../charts/incident-chart.ts'

const suspected: Label = ['Possible cause', 'unsure']

/** From the first deviation to recovery: the picture, then each event with its mark. */
export function timeline(context: ReportContext): Section | null {
  const { record, clock } = context
  if (record.timeline.length === 0) return null
  const events = [...record.timeline].sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
  const determined = record.verdict.status === 'determined'
  const rows = events.map(({ time, mark, statement }): Line[] => [
    [text(clock.time(time))],
    ...(clock.zone ? [[text(clock.localTime(time) ?? '')]] : []),
    [tag(...(mark === 'cause' && !determined ? suspected : markLabels[mark]))],
    context.words(statement),
    context.cite(statement)
  ])
  const chart = incidentChart(context)
  return {
    id: 'timeline',
    title: 'How it unfolded',
    blocks: [
      ...(chart ? [{ kind: 'chart' as const, chart }] : []),
      {
        kind: 'table',
        caption: 'Events in order of time',
        head: ['Time (UTC)', ...(clock.zone ? [`Time (${clock.zone})`] : []), 'Mark', 'What happened', 'Evidence'],
        rows,
        shape: 'prose',
        ...(clock.zone ? {} : { speaksForItself: true })
      }
    ]
  }
}
