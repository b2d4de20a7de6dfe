import { clip } from '../document/legible.ts'
import { heading, type Panel } from './panel.ts'
import { colours, element, label } from './svg.ts'

export interface MovedSeries {
  readonly name: string
  readonly from: number
  /** Null: it did not come back within the materials. */
  readonly to: number | null
  readonly peak: number | null
  /** When it left what load explains; null when it never did. */
  readonly beyondLoad: number | null
}

const rowHeight = 30

/** In which order series left their normal range, and for how long: the cascade. */
export function barsPanel(title: string, series: readonly MovedSeries[]): Panel {
  return {
    height: 24 + series.length * rowHeight,
    draw: (axis, top) =>
      heading(top, title, [
        { name: 'beyond load', colour: colours.purple },
        { name: 'with load', colour: colours.pale }
      ]) +
      series
        .map(({ name, from, to, peak, beyondLoad }, i) => {
          const y = top + 24 + i * rowHeight
          const within = (at: number): number => Math.min(Math.max(axis.x(at), axis.left), axis.right)
          const [start, end] = [within(from), to === null ? axis.right : within(to)]
          const late = start > (axis.left + axis.right) / 2
          const bar = (begin: number, fill: string): string =>
            element('rect', { x: begin, y: y + 15, width: Math.max(2, end - begin), height: 7, fill })
          return (
            label(late ? end : start, y + 11, clip(name, 44), { 'text-anchor': late ? 'end' : 'start', fill: colours.ink }) +
            bar(start, colours.pale) +
            (beyondLoad === null ? '' : bar(Math.max(start, within(beyondLoad)), colours.purple)) +
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
