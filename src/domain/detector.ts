import { z } from 'zod'
import { Instant } from './time.ts'

/**
 * What is taken from a log of timed work or of requests. Every measure is a rate of one counter, a ratio of two, or a gauge
 * of what is under way, so that the same definition can be computed from the log and from what a monitoring system
 * collects, exactly.
 */
export const RunMeasure = z.enum([
  /** Runs that ended, per minute. */
  'per-minute',
  /** Failed runs ÷ runs, 0–1. */
  'failed-share',
  /** Runs slower than `slowMs` ÷ runs, 0–1. */
  'slow-share',
  /** Runs that failed or were slower than `slowMs` ÷ runs, 0–1. */
  'bad-share',
  /** Time of all runs ÷ runs, ms. */
  'mean-ms',
  /** Time of all runs ÷ time passed: how many are under way on average (Little's law). */
  'busy',
  /** Age of the run that is longest under way, ms; 0 while none is. Seen before the run has ended. */
  'oldest-ms'
])
export type RunMeasure = z.infer<typeof RunMeasure>

export const RunPopulation = z.enum(['requests', 'statements', 'spans', 'events'])
export type RunPopulation = z.infer<typeof RunPopulation>

/** What a detector watches. Null for `entity` or `operation`: all of them together. */
export const DetectorSignal = z.discriminatedUnion('of', [
  /** A measured series: entities put together `across`, points within the window `over` time. */
  z.strictObject({
    of: z.literal('metric'),
    series: z.string(),
    entity: z.string().nullable(),
    /** `skew`: the greatest of the entities ÷ their median; `gap`: less their median. One that differs from its peers. */
    across: z.enum(['sum', 'mean', 'max', 'min', 'skew', 'gap']),
    /**
     * `growth`: slope by least squares, per hour. `forecast`: the value that this slope leads to, as far ahead as the window
     * looks back. `rate`: of a running total, per second.
     */
    over: z.enum(['mean', 'max', 'min', 'growth', 'forecast', 'rate'])
  }),
  /** One series ÷ another, each summed over entities: work per request, share of a limit. */
  z.strictObject({
    of: z.literal('metric-ratio'),
    series: z.string(),
    per: z.string(),
    over: z.enum(['mean', 'rate'])
  }),
  z.strictObject({
    of: z.literal('runs'),
    population: RunPopulation,
    operation: z.string().nullable(),
    entity: z.string().nullable(),
    measure: RunMeasure,
    /** `together`: all entities as one; `skew` and `gap` compare them as for metrics. */
    across: z.enum(['together', 'skew', 'gap']),
    /** Milliseconds above which a run is slow; null for measures that need none. */
    slowMs: z.number().positive().nullable()
  }),
  /** Runs of one kind ÷ runs of another, ended in the window: calls per request, attempts per intent. */
  z.strictObject({
    of: z.literal('runs-ratio'),
    population: RunPopulation,
    operation: z.string().nullable(),
    perPopulation: RunPopulation,
    perOperation: z.string().nullable()
  }),
  /** Log lines per minute: of a template, or of levels. */
  z.strictObject({
    of: z.literal('lines'),
    template: z.string().nullable(),
    levels: z.array(z.string()).min(1).nullable(),
    entity: z.string().nullable()
  }),
  /**
   * Share of time (0–1) in which what people are shown was older than `bound`: by a series that says an age or lag, by one
   * that says when something last succeeded (epoch seconds), or by the last success of a job that the log tells of.
   */
  z.strictObject({
    of: z.literal('stale-share'),
    by: z.enum(['age', 'instant', 'job']),
    /** The series, or the job. */
    name: z.string(),
    entity: z.string().nullable(),
    /** Older than this is stale: in the unit of a series of ages, else seconds. */
    bound: z.number().positive(),
    /** How long a sample speaks for the present. Seconds. */
    holdSeconds: z.int().positive()
  }),
  /** Days until something ends at a known instant: a certificate, a licence. */
  z.strictObject({ of: z.literal('expiry'), subject: z.string(), at: Instant })
])
export type DetectorSignal = z.infer<typeof DetectorSignal>

/** A condition on one signal. A clause without a value (no samples, nothing to divide by) is false. */
export const DetectorClause = z.strictObject({
  signal: DetectorSignal,
  /** How far back a value looks: samples of [t − window, t]. Seconds. */
  windowSeconds: z.int().positive(),
  comparison: z.enum(['above', 'below']),
  threshold: z.number(),
  /** ms, share, per-minute, count, days … of the threshold. */
  unit: z.string()
})
export type DetectorClause = z.infer<typeof DetectorClause>

/** How far back anything is read for a clause's value: its window, and what each evaluation within it looks back itself. */
export const lookbackSecondsOf = ({ signal, windowSeconds }: Pick<DetectorClause, 'signal' | 'windowSeconds'>): number =>
  windowSeconds + (signal.of === 'stale-share' ? signal.holdSeconds : 0)

/** What a backtest evaluates: it fires once all clauses have been true at every evaluation for `forSeconds`. */
export const DetectorRule = z.strictObject({
  clauses: z.array(DetectorClause).min(1).max(3),
  /** Seconds for which the condition must hold before it fires; 0: at once. */
  forSeconds: z.int().nonnegative(),
  /** Seconds between evaluations, on a grid from the epoch. */
  everySeconds: z.int().positive()
})
export type DetectorRule = z.infer<typeof DetectorRule>

/** A detector as data: from this one definition come the backtest, the Prometheus rule and its unit test. */
export const Detector = z.strictObject({
  /** D1, D2 … in order of the report. */
  id: z.string(),
  /** Camel case, unique: the name of the alert. */
  name: z.string().regex(/^[A-Z][A-Za-z0-9]*$/),
  /** In plain English, without figures. */
  title: z.string(),
  /** What it sees: the cause acting, what moves before people are harmed, or the harm itself. */
  stage: z.enum(['cause', 'leading', 'symptom']),
  rule: DetectorRule,
  severity: z.enum(['page', 'ticket', 'log']),
  /** Who is told. */
  tell: z.string(),
  /** The first thing that who is told does. */
  firstAction: z.string(),
  /** Id of a runbook of the same design. */
  runbook: z.string().nullable(),
  /** Hypothesis whose mechanism it watches; null for what watches the service whatever the cause. */
  hypothesis: z.string().nullable()
})
export type Detector = z.infer<typeof Detector>
