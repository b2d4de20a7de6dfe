import { scaleLinear, scaleLog } from 'd3-scale'
import { escapeHtml } from '../html/escape.ts'
import { colours, element, label, line, path } from './svg.ts'
import { least, most, type TimeAxis } from './time-axis.ts'

/** One band of a picture: SVG drawn from `top` down, and how high it is. */
export interface Panel {
  readonly height: number
  readonly draw: (axis: TimeAxis, top: number) => string
}

export interface Curve {
  readonly name: string
  readonly colour: string
  readonly dash?: string
  readonly points: readonly (readonly [number, number])[]
}

/** Room for a panel's title, in pixels. */
const titleRoom = 22

/** Curves over time from zero up, named at the panel's title. */
export function curvesPanel(title: string, curves: readonly Curve[], plotHeight = 72): Panel {
  return {
    height: titleRoom + plotHeight + 14,
    draw(axis, top) {
      const shown = curves.map((curve) => ({ ...curve, points: curve.points.filter(([at]) => axis.holds(at)) }))
      const peak = most(shown.flatMap(({ points }) => points.map(([, value]) => value)))
      const y = scaleLinear([0, peak > 0 ? peak : 1], [top + titleRoom + plotHeight, top + titleRoom]).nice(3)
      const ticks = y.ticks(3)
      return (
        heading(top, title, shown.length > 1 ? shown : []) +
        ticks.map((tick) => yTick(axis, y(tick), brief(tick))).join('') +
        shown
          .map(({ points, colour, dash }) =>
            path(
              points.map(([at, value]) => [axis.x(at), y(value)] as const),
              { stroke: colour, 'stroke-width': 2, 'stroke-linejoin': 'round', ...(dash ? { 'stroke-dasharray': dash } : {}) }
            )
          )
          .join('')
      )
    }
  }
}

export interface Dot {
  readonly at: number
  /** Milliseconds. */
  readonly duration: number
  readonly slow: boolean
  readonly failed: boolean
}

/** Durations over time on a logarithmic scale: slow runs filled, fast ones hollow, failed ones crossed. */
export function dotsPanel(title: string, dots: readonly Dot[], threshold: number | null, plotHeight = 110): Panel {
  return {
    height: titleRoom + plotHeight + 14,
    draw(axis, top) {
      const shown = dots.filter(({ at, duration }) => axis.holds(at) && duration > 0)
      const durations = [...shown.map(({ duration }) => duration), ...(threshold ? [threshold] : [])]
      const [low, high] = [least(durations), most(durations)]
      const y = scaleLog([low / 1.4, high * 1.4], [top + titleRoom + plotHeight, top + titleRoom])
      const ticks = y.ticks(4).filter((tick) => Number.isInteger(Math.round(Math.log10(tick) * 1e6) / 1e6))
      return (
        heading(top, title, [
          { name: 'slow', colour: colours.red },
          { name: 'fast', colour: colours.blue }
        ]) +
        ticks.map((tick) => yTick(axis, y(tick), tick >= 1000 ? `${tick / 1000} s` : `${tick} ms`)).join('') +
        (threshold
          ? line(axis.left, y(threshold), axis.right, y(threshold), { stroke: colours.quiet, 'stroke-dasharray': '3 4' })
          : '') +
        shown.map((dot) => drawDot(axis.x(dot.at), y(dot.duration), dot)).join('')
      )
    }
  }
}

function drawDot(cx: number, cy: number, { slow, failed }: Dot): string {
  const mark = slow
    ? element('circle', { cx, cy, r: 3.5, fill: colours.red, 'fill-opacity': 0.75 })
    : element('circle', { cx, cy, r: 3, fill: '#ffffff', stroke: colours.blue, 'stroke-width': 1.5 })
  if (!failed) return mark
  const cross = { stroke: colours.ink, 'stroke-width': 1.2 }
  return mark + line(cx - 3, cy - 3, cx + 3, cy + 3, cross) + line(cx - 3, cy + 3, cx + 3, cy - 3, cross)
}

/** A panel's title, and the names of its curves in their colours at the right. */
export function heading(top: number, title: string, names: readonly Omit<Curve, 'points'>[] = []): string {
  const named = names
    .map(({ name, colour, dash }) =>
      element('tspan', { fill: colour, dx: 10 }, dash ? `- - ${escapeHtml(name)}` : `● ${escapeHtml(name)}`)
    )
    .join('')
  return element(
    'text',
    { x: 0, y: top + 14, fill: colours.ink },
    element('tspan', { 'font-weight': 'bold' }, escapeHtml(title)) + named
  )
}

function yTick(axis: TimeAxis, y: number, text: string): string {
  return (
    line(axis.left, y, axis.right, y, { stroke: colours.rule, 'stroke-width': 1 }) +
    label(axis.left - 6, y + 4, text, { 'text-anchor': 'end', fill: colours.quiet })
  )
}

/** 12000 → "12k": axes have little room. */
function brief(value: number): string {
  return value >= 10_000 ? `${Math.round(value / 100) / 10}k` : String(Math.round(value * 100) / 100)
}
