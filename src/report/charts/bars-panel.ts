import { clip } from '../document/legible.ts'
import { heading, type Panel } from './panel.ts'
import { colours, element, label } from './svg.ts'

export interface MovedSeries {
  readonly name: string
  readonly from: number
  /** Null: it did not come back within the materials. */
  readonly to: number | null
  readonly peak: number | null
  readonly beyondLoad: boolean
}

const rowHeight = 30

/** In which order series left their normal range, and for how long: the cascade. */
export function barsPanel(title: string, series: readonly MovedSeries[]): Panel {
  return {
    height: 24 + series.length * rowHeight,
    draw: (axis, top) =>
      heading(top, title, [
        { name: 'beyond load', colour: colours.purple },
        { name: 'with load', colour: colours.quiet }
      ]) +
      series
        .map(({ name, from, to, peak, beyondLoad }, i) => {
          const y = top + 24 + i * rowHeight
          const start = Math.min(Math.max(axis.x(from), axis.left), axis.right)
          const end = Math.min(Math.max(to === null ? axis.right : axis.x(to), start + 3), axis.right)
          const colour = beyondLoad ? colours.purple : colours.quiet
          const late = start > (axis.left + axis.right) / 2
          return (
            label(late ? end : start, y + 11, clip(name, 44), { 'text-anchor': late ? 'end' : 'start', fill: colours.ink }) +
            element('rect', {
              x: start,
              y: y + 15,
              width: Math.max(2, end - start),
              height: 7,
              fill: colour,
              'fill-opacity': beyondLoad ? 0.9 : 0.55
            }) +
            (peak !== null && axis.holds(peak)
              ? element('circle', {
                  cx: axis.x(peak),
                  cy: y + 18.5,
                  r: 4,
                  fill: '#ffffff',
                  stroke: colours.ink,
                  'stroke-width': 1.5
                })
              : '')
          )
        })
        .join('')
  }
}
