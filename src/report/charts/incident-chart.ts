import { epochMsOf } from '../../domain/index.ts'
import type { ReportContext } from '../document/context.ts'
import { capital } from '../wording/capital.ts'
import { barsPanel } from './bars-panel.ts'
import type { Chart } from './chart.ts'
import { runsOf } from './contrast-chart.ts'
import { type MarkRow, marksPanel } from './marks-panel.ts'
import { evidenceBy, numberOf, type Row, textOf, timed, timeOf } from './observations.ts'
import { type Curve, curvesPanel, dotsPanel, type Panel } from './panel.ts'
import { colours, element, label, line } from './svg.ts'
import { createTimeAxis, most, spanOf, type TimeAxis } from './time-axis.ts'

/** The incident on one time axis, from the rows that the record holds. Null when they are too few for a picture. */
export function incidentChart(context: ReportContext): Chart | null {
  const panels = [loadPanel(context), durationsPanel(context), ...poolPanels(context), movedPanel(context), peoplePanel(context)]
  const shown = panels.filter((panel) => panel !== null)
  const span = spanOf(
    context,
    context.record.timeline.map(({ time }) => epochMsOf(time))
  )
  if (!span || shown.length < 2) return null
  return {
    id: 'incident',
    title: 'The incident on one time axis (UTC)',
    description: describe(context),
    draw(width) {
      const axis = createTimeAxis(span, width)
      const markRoom = 34
      let top = markRoom
      const drawn = shown.map((panel) => {
        const svg = panel.draw(axis, top)
        top += panel.height
        return svg
      })
      return { height: top + 24, svg: axis.grid(markRoom, top) + moments(context, axis, top) + drawn.join('') }
    }
  }
}

/** Onset of the cause and first harm, as lines through all panels. */
function moments({ record }: ReportContext, axis: TimeAxis, bottom: number): string {
  const { rootCause } = record.verdict
  const { firstHarm, lastHarm } = record.impact
  const draw = (at: number, name: string, row: number, colour: string, dash: string): string => {
    const x = axis.x(at)
    const end = x > (axis.left + axis.right) / 2
    return (
      line(x, 4 + row * 15, x, bottom, { stroke: colour, 'stroke-width': 2, 'stroke-dasharray': dash }) +
      label(x + (end ? -5 : 5), 12 + row * 15, name, {
        'text-anchor': end ? 'end' : 'start',
        fill: colour,
        'font-weight': 'bold'
      })
    )
  }
  const harm =
    firstHarm && lastHarm && lastHarm > firstHarm
      ? element('rect', {
          x: axis.x(epochMsOf(firstHarm)),
          y: 34,
          width: Math.max(0, Math.min(axis.x(epochMsOf(lastHarm)), axis.right) - axis.x(epochMsOf(firstHarm))),
          height: bottom - 34,
          fill: colours.orange,
          'fill-opacity': 0.07
        })
      : ''
  return (
    harm +
    (rootCause?.onset
      ? draw(epochMsOf(rootCause.onset), `cause begins ${rootCause.onset.slice(11, 19)}`, 0, colours.red, 'none')
      : '') +
    (firstHarm ? draw(epochMsOf(firstHarm), `first harm ${firstHarm.slice(11, 19)}`, 1, colours.orange, '6 4') : '')
  )
}

function curve(
  name: string,
  colour: string,
  rows: readonly (Row & { at: number })[],
  column: string,
  dash?: string
): Curve | null {
  const points = rows.flatMap((row) => {
    const value = numberOf(row[column])
    return value === null ? [] : [[row.at, value] as const]
  })
  return points.length > 1 ? { name, colour, points, ...(dash ? { dash } : {}) } : null
}

function loadPanel(context: ReportContext): Panel | null {
  const piece = evidenceBy(context, 'demand')
  const load = curve('load', colours.blue, timed(piece), 'load')
  const series = textOf(piece?.facts['load_series'])
  return load ? curvesPanel(`Load${series ? `: ${series}` : ''}`, [load]) : null
}

function durationsPanel(context: ReportContext): Panel | null {
  const runs = runsOf(context)
  return runs ? dotsPanel('How long single runs took', runs.dots, runs.threshold, 90) : null
}

/** Where far more wait than are served, the queue gets a panel of its own: on one scale the pool would be a flat line. */
function poolPanels(context: ReportContext): Panel[] {
  const piece = evidenceBy(context, 'holders_waiters')
  const rows = timed(piece)
  const waiting = curve('waiting', colours.red, rows, 'waiters', '5 3')
  const held = [curve('in use', colours.blue, rows, 'holders'), curve('limit', colours.quiet, rows, 'limit', '1 3')].filter(
    (drawn) => drawn !== null
  )
  const pool = textOf(piece?.facts['pool']) || 'pool'
  const peakOf = (curves: readonly Curve[]): number => most(curves.flatMap(({ points }) => points.map(([, value]) => value)))
  if (held.length === 0) return waiting ? [curvesPanel(`Waiting for ${pool}`, [waiting])] : []
  if (!waiting) return [curvesPanel(capital(pool), held)]
  if (peakOf([waiting]) < 4 * peakOf(held)) return [curvesPanel(capital(pool), [...held, waiting])]
  return [curvesPanel(capital(pool), held), curvesPanel(`Waiting for ${pool}`, [waiting])]
}

/** Series shown at most: those that moved furthest, in the order in which they moved. */
const seriesShown = 9

function movedPanel(context: ReportContext): Panel | null {
  const rows = timed(evidenceBy(context, 'series_onsets'), 'onset')
  const furthest = rows
    .toSorted((a, b) => Math.abs(numberOf(b['effect_size']) ?? 0) - Math.abs(numberOf(a['effect_size']) ?? 0))
    .slice(0, seriesShown)
    .toSorted((a, b) => a.at - b.at)
    .map((row) => ({
      name: [textOf(row['entity']), textOf(row['series'])].filter((part) => part).join(' '),
      from: row.at,
      to: timeOf(row['returned_at']),
      peak: timeOf(row['peak_at']),
      beyondLoad: timeOf(row['beyond_load_onset'])
    }))
  return furthest.length > 0 ? barsPanel('In which order things moved', furthest) : null
}

function peoplePanel(context: ReportContext): Panel | null {
  const times = (tool: string): number[] => timed(evidenceBy(context, tool)).map(({ at }) => at)
  const rows: MarkRow[] = [
    {
      name: 'Detectors designed from this, as they would have fired',
      shape: 'triangle',
      colour: colours.blue,
      times: firings(context)
    },
    { name: 'Alerts', shape: 'triangle', colour: colours.purple, times: times('alerts_timeline') },
    { name: 'Tickets and posts', shape: 'circle', colour: colours.orange, times: times('reports_timeline') },
    { name: 'Actions taken', shape: 'square', colour: colours.green, times: times('interventions') },
    { name: 'Changes', shape: 'diamond', colour: colours.ink, times: times('changes_around') }
  ]
  const shown = rows.filter((row) => row.times.length > 0)
  return shown.length > 0 ? marksPanel(shown) : null
}

/** When the detectors of phase 3 would have spoken. */
function firings({ record }: ReportContext): number[] {
  return (record.design?.monitoring?.detectors ?? []).flatMap(({ backtest }) =>
    backtest.firedAt ? [epochMsOf(backtest.firedAt)] : []
  )
}

function describe({ record, clock }: ReportContext): string {
  const { rootCause } = record.verdict
  const { firstHarm, lastHarm } = record.impact
  const parts = [
    rootCause?.onset ? `The cause begins at ${clock.time(rootCause.onset)} (solid line).` : '',
    firstHarm
      ? `People are first harmed at ${clock.time(firstHarm)} (dashed line)${lastHarm ? `, last at ${clock.time(lastHarm)} (shaded)` : ''}.`
      : '',
    'The events are in the table below.'
  ]
  return parts.filter((part) => part).join(' ')
}
