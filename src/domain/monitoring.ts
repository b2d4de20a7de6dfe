import { z } from 'zod'
import { Detector, DetectorSignal } from './detector.ts'
import { Statement } from './statement.ts'
import { Instant } from './time.ts'

/** Minutes by which a detector fired before something; negative: after it. Null: one of the two did not happen. */
const Lead = z.strictObject({ minutes: z.number().nullable(), statement: Statement })

/** One threshold that was tried: when it would have fired and how often for nothing. */
const Trial = z.strictObject({
  /** How far the first clause looks back. */
  windowSeconds: z.int(),
  threshold: z.number(),
  firedAt: Instant.nullable(),
  leadOverHarmMinutes: z.number().nullable(),
  /** Firings in the healthy time of the materials. */
  falseAlarms: z.int().nullable(),
  chosen: z.boolean(),
  /** The backtest. */
  evidence: z.string()
})

/** What the incident's own materials say of a detector. */
export const Backtest = z.strictObject({
  /** The evidence: `backtest` of the detector's rule. */
  evidence: z.string(),
  firedAt: Instant.nullable(),
  fired: Statement,
  /** How long after the cause began to act; null minutes where that is not known. */
  afterOnset: Lead,
  overHarm: Lead,
  overReport: Lead,
  /** Over the first alert that did fire. */
  overAlert: Lead,
  /** Per day of healthy time; null where the materials hold too little of it, and the statement says so. */
  falseAlarmsPerDay: z.number().nullable(),
  falseAlarms: Statement,
  tradeOff: z.array(Trial)
})
export type Backtest = z.infer<typeof Backtest>

export const ProvenDetector = z.strictObject({
  detector: Detector,
  /** Why this signal: what was seen of it. */
  why: Statement,
  backtest: Backtest,
  /** What it would not see. */
  misses: z.array(Statement)
})
export type ProvenDetector = z.infer<typeof ProvenDetector>

export const DroppedDetector = z.strictObject({
  title: z.string(),
  signal: DetectorSignal,
  reason: Statement,
  evidence: z.string().nullable()
})
export type DroppedDetector = z.infer<typeof DroppedDetector>

/** A service level objective for something that citizens do. */
export const ServiceLevel = z.strictObject({
  /** Lower case, hyphens. */
  id: z.string(),
  /** What a citizen does, in words. */
  journey: z.string(),
  kind: z.enum(['availability', 'latency', 'success', 'freshness']),
  /** Share of good, 0–1. */
  objective: z.number(),
  /** Days over which the objective holds. */
  windowDays: z.int(),
  /** Its share of bad: of failed, of slow, of both. */
  signal: DetectorSignal,
  why: Statement,
  /** Share of the whole window's error budget that the incident spent (1 = all of it); null when not computable. */
  budgetSpent: z.number().nullable(),
  budget: Statement,
  evidence: z.string().nullable()
})
export type ServiceLevel = z.infer<typeof ServiceLevel>

/** Who hears of an alert, and what happens when nobody answers. */
export const AlertRoute = z.strictObject({
  severity: z.enum(['page', 'ticket', 'log']),
  tell: z.string(),
  channel: z.string(),
  acknowledgeWithinMinutes: z.number().nullable(),
  escalation: z.array(z.strictObject({ afterMinutes: z.number(), to: z.string() }))
})
export type AlertRoute = z.infer<typeof AlertRoute>

/** Something that is checked regularly, so that the next change of this kind is met before citizens meet it. */
export const ValidationTask = z.strictObject({ cadence: z.string(), what: z.string(), catches: z.string() })
export type ValidationTask = z.infer<typeof ValidationTask>

/** The monitoring half of phase 3: what would have shown this incident, proven on its own materials. */
export const Monitoring = z.strictObject({
  /** Causes first, symptoms last. */
  detectors: z.array(ProvenDetector),
  dropped: z.array(DroppedDetector),
  /** Of the alerts that did fire: what was missing in who was told and what followed. */
  gaps: z.array(Statement),
  serviceLevels: z.array(ServiceLevel),
  routes: z.array(AlertRoute),
  schedule: z.array(ValidationTask),
  /** Why no detector is ahead of the first harm; null where one is, or nothing is to be detected. */
  leadLimit: Statement.nullable(),
  /** Healthy time that the materials hold, and what can be said from it of false alarms. */
  quiet: Statement,
  /** Files in the run folder that are made of this section. */
  artefacts: z.array(z.strictObject({ path: z.string(), what: z.string() }))
})
export type Monitoring = z.infer<typeof Monitoring>
