import type { TimelineEvent } from '../../domain/index.ts'
import type { ReportContext } from '../document/context.ts'
import { plainTimes } from '../document/plain-times.ts'
import { turningPoints } from '../document/turning-points.ts'
import { capital } from '../wording/capital.ts'
import { markLabels } from '../wording/labels.ts'
import type { Chart } from './chart.ts'
import { colours, element, label, line } from './svg.ts'

/** What goes on within the service, and what people meet and do: the two columns of the diagram. */
const within = new Set<TimelineEvent['mark']>(['change', 'cause', 'symptom', 'recovery'])

const edge: Readonly<Record<TimelineEvent['mark'], string>> = {
  change: colours.ink,
  cause: colours.red,
  symptom: colours.quiet,
  harm: colours.orange,
  alert: colours.purple,
  report: colours.orange,
  intervention: colours.purple,
  recovery: colours.green,
  context: colours.quiet
}

const lineHeight = 17
const timeRoom = 58

/** How one thing led to another: the turning points as a chain, what goes on within at the left, what people meet at the right. */
export function cascadeChart(context: ReportContext): Chart | null {
  const { record, clock } = context
  const events = turningPoints(record)
  if (record.verdict.status !== 'determined' || events.length < 3) return null
  return {
    id: 'cascade',
    title: 'How one thing led to another',
    description: `What goes on within the service stands at the left, what people met and did at the right: ${events.length} turning points, each in the table below.`,
    draw(width) {
      const boxWidth = Math.floor((width - timeRoom) * 0.62)
      let top = 4
      let before: { readonly x: number; readonly bottom: number } | null = null
      const drawn = events.map((event) => {
        const left = within.has(event.mark) ? timeRoom : width - boxWidth
        const lines = wrapped(capital(plainTimes(event.statement.text)), Math.floor((boxWidth - 24) / 6.6), 3)
        const height = lineHeight * (lines.length + 1) + 14
        const svg =
          arrow(before, left + boxWidth / 2, top) +
          label(0, top + 18, clock.time(event.time).slice(0, 5), { fill: colours.quiet }) +
          box(event, { left, top, width: boxWidth, height }, lines)
        before = { x: left + boxWidth / 2, bottom: top + height }
        top += height + 22
        return svg
      })
      return { height: top - 18, svg: drawn.join('') }
    }
  }
}

interface Frame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

function box({ mark }: TimelineEvent, { left, top, width, height }: Frame, lines: readonly string[]): string {
  const colour = edge[mark]
  return (
    element('rect', {
      x: left,
      y: top,
      width,
      height,
      fill: colours.shade,
      stroke: colour,
      'stroke-width': mark === 'cause' ? 3 : 1
    }) +
    element('rect', { x: left, y: top, width: 6, height, fill: colour }) +
    label(left + 16, top + lineHeight + 2, markLabels[mark][0], { fill: colour, 'font-weight': 'bold' }) +
    lines.map((text, i) => label(left + 16, top + lineHeight * (i + 2) + 2, text, { fill: colours.ink })).join('')
  )
}

/** Down from the box before, aside where the column changes. */
function arrow(from: { readonly x: number; readonly bottom: number } | null, x: number, top: number): string {
  if (!from) return ''
  const middle = (from.bottom + top) / 2
  const stroke = { stroke: colours.quiet, 'stroke-width': 1.5 }
  return (
    line(from.x, from.bottom, from.x, middle, stroke) +
    (from.x === x ? '' : line(from.x, middle, x, middle, stroke)) +
    line(x, middle, x, top - 5, stroke) +
    element('path', { d: `M${x.toFixed(1)} ${(top - 1).toFixed(1)}l-4 -7h8z`, fill: colours.quiet })
  )
}

/** The words of a text in lines of so many characters; what does not fit into the last is cut with an ellipsis. */
export function wrapped(text: string, characters: number, most: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < characters) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
    .slice(0, most)
    .map((written, i) =>
      written.length > characters || (i === most - 1 && lines.length > most)
        ? `${written.slice(0, characters - 1).trimEnd()}…`
        : written
    )
}
