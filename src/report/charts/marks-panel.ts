import type { Panel } from './panel.ts'
import { heading } from './panel.ts'
import { element } from './svg.ts'

export interface MarkRow {
  readonly name: string
  readonly shape: 'triangle' | 'circle' | 'square' | 'diamond'
  readonly colour: string
  /** Milliseconds since the epoch. */
  readonly times: readonly number[]
}

const rowHeight = 34

/** What people and alarms did, as marks in rows: alerts, reports, actions, changes. */
export function marksPanel(rows: readonly MarkRow[]): Panel {
  return {
    height: rows.length * rowHeight + 6,
    draw: (axis, top) =>
      rows
        .map(({ name, shape, colour, times }, i) => {
          const y = top + i * rowHeight
          const shown = times.filter(axis.holds)
          const outside = times.length - shown.length
          const title = `${name} (${times.length}${outside > 0 ? `, ${outside} outside this picture` : ''})`
          return heading(y, title) + shown.map((at) => drawMark(shape, axis.x(at), y + 25, colour)).join('')
        })
        .join('')
  }
}

function drawMark(shape: MarkRow['shape'], x: number, y: number, colour: string): string {
  const common = { fill: colour, 'fill-opacity': 0.85 }
  switch (shape) {
    case 'circle':
      return element('circle', { cx: x, cy: y, r: 4.5, ...common })
    case 'square':
      return element('rect', { x: x - 4.5, y: y - 4.5, width: 9, height: 9, ...common })
    case 'triangle':
      return element('path', { d: `M${x.toFixed(1)} ${y - 6}l6 10.5h-12z`, ...common })
    case 'diamond':
      return element('path', { d: `M${x.toFixed(1)} ${y - 6}l6 6l-6 6l-6 -6z`, ...common })
  }
}
