import type { TimelineEvent } from '../../domain/index.ts'
import type { Block, Line, Section } from '../document/block.ts'
import { tag, text } from '../document/block.ts'
import type { ReportContext } from '../document/context.ts'
import { type Label, markLabels } from '../wording/labels.ts'
import { cascadeChart } from '../charts/cascade-chart.ts'
import { incidentChart } from '../charts/incident-chart.ts'
import { turningPoints } from '../document/turning-points.ts'

const suspected: Label = ['Possible cause', 'unsure']

/** From the first deviation to recovery: the picture, then each event with its mark. */
export function timeline(context: ReportContext): Section | null {
  const { record, clock } = context
  if (record.timeline.length === 0) return null
  const events = [...record.timeline].sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
  const determined = record.verdict.status === 'determined'
  const table = (caption: string, shown: readonly TimelineEvent[]): Block => ({
    kind: 'table',
    caption,
    head: ['Time (UTC)', ...(clock.zone ? [`Time (${clock.zone})`] : []), 'Mark', 'What happened', 'Evidence'],
    rows: shown.map(({ time, mark, statement }): Line[] => [
      [text(clock.time(time))],
      ...(clock.zone ? [[text(clock.localTime(time) ?? '')]] : []),
      [tag(...(mark === 'cause' && !determined ? suspected : markLabels[mark]))],
      context.words(statement),
      context.cite(statement)
    ]),
    shape: 'prose',
    ...(clock.zone ? {} : { speaksForItself: true })
  })
  const turns = turningPoints(record)
  const isLong = events.length > turns.length + 8
  const chart = incidentChart(context)
  return {
    id: 'timeline',
    title: 'How it unfolded',
    blocks: [
      ...(chart ? [{ kind: 'chart' as const, chart }] : []),
      ...cascade(context),
      ...(isLong
        ? [
            table('Turning points', turns),
            {
              kind: 'more' as const,
              name: `All ${events.length} events in order of time`,
              blocks: [table('Events in order of time', events)]
            }
          ]
        : [table('Events in order of time', events)])
    ]
  }
}

function cascade(context: ReportContext): Block[] {
  const chart = cascadeChart(context)
  return chart ? [{ kind: 'chart', chart }] : []
}
