import type { JudgedHypothesis } from '../../domain/index.ts'
import { clip } from '../document/legible.ts'
import type { ReportContext } from '../document/context.ts'
import type { Chart } from './chart.ts'
import { evidenceBy, numberOf, timed } from './observations.ts'
import { type Dot, dotsPanel } from './panel.ts'
import { createTimeAxis, least, most } from './time-axis.ts'

/** Slow runs against fast ones of the operation that was convicted. Null when the record holds no such runs. */
export function contrastChart(context: ReportContext): Chart | null {
  const runs = runsOf(context)
  if (!runs || !runs.dots.some(({ slow }) => slow)) return null
  const times = runs.dots.map(({ at }) => at)
  const [from, to] = [least(times), most(times)]
  const slow = runs.dots.filter((dot) => dot.slow).length
  return {
    id: 'contrast',
    title: 'Slow runs against fast runs of the same operation',
    description: `${runs.dots.length} runs of ${clip(runs.operation, 70)}: ${slow} slow, ${runs.dots.length - slow} fast (${runs.number})${runs.notDrawn > 0 ? `; ${runs.notDrawn} more are not drawn` : ''}. The scale is logarithmic; the dotted line parts slow from fast.`,
    draw(width) {
      const room = Math.max(1, (to - from) * 0.02)
      const axis = createTimeAxis([from - room, to + room], width)
      const panel = dotsPanel('Duration by time', runs.dots, runs.threshold, 210)
      return { height: panel.height + 22, svg: axis.grid(22, panel.height) + panel.draw(axis, 0) }
    }
  }
}

interface Runs {
  readonly number: string
  readonly operation: string
  readonly dots: readonly Dot[]
  readonly threshold: number | null
  /** Runs that the evidence left out. */
  readonly notDrawn: number
}

/** Runs of the convicted operation, or of the operation with most runs in the record. */
export function runsOf(context: ReportContext): Runs | null {
  const { hypotheses, verdict } = context.record
  const convicted = hypotheses.find(({ id }: JudgedHypothesis) => id === verdict.rootCause?.hypothesis)?.subject.operation
  const piece = evidenceBy(context, 'operation_runs', ({ arguments: args }) => args['operation'] === convicted)
  if (!piece) return null
  const dots = timed(piece).flatMap((row) => {
    const duration = numberOf(row['duration_ms'])
    return duration === null || duration <= 0
      ? []
      : [{ at: row.at, duration, slow: row['slow'] === true, failed: row['failed'] === true }]
  })
  if (dots.length < 2) return null
  const operation = piece.arguments['operation']
  return {
    number: piece.number,
    operation: typeof operation === 'string' ? operation : piece.tool,
    dots,
    threshold: numberOf(piece.facts['threshold_ms']),
    notDrawn: piece.omitted?.rows ?? 0
  }
}
