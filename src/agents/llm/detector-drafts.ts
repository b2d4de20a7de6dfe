import { z } from 'zod'
import { RunMeasure, RunPopulation } from '../../domain/index.ts'

/** A detector as a model hands it in: flat, by the names under which things were listed. */
const DetectorDraft = z.object({
  title: z.string().min(1).describe('What it sees, in plain English, without figures.'),
  stage: z.enum(['cause', 'leading', 'symptom']),
  watch: z.enum(['series', 'operation', 'log-line']),
  name: z.string().describe('The series, operation or log line, spelled as it is listed.'),
  population: RunPopulation.nullish().describe('For an operation: which log it is listed under.'),
  measure: RunMeasure.nullish().describe('For an operation: what is measured of it.'),
  slowMs: z.number().positive().nullish().describe('For slow-share and bad-share: milliseconds above which a run is slow.'),
  direction: z.enum(['above', 'below']).default('above'),
  threshold: z.number().nullish().describe('Leave it out to have it found by trial.'),
  windowMinutes: z.number().positive().max(1440).default(5),
  forMinutes: z.number().nonnegative().max(120).default(1),
  tell: z.string().min(1).describe('The team that is told.'),
  firstAction: z.string().min(1).describe('The first thing that they do.'),
  misses: z.string().min(1).describe('What it would not see.')
})
export type DetectorDraft = z.infer<typeof DetectorDraft>

export const DetectorDrafts = z.object({ detectors: z.array(DetectorDraft).max(8) }).meta({
  title: 'hand_in',
  description: 'Hands in your answer and ends your work.',
  examples: [
    {
      detectors: [
        {
          title: 'Calls to the register take long',
          stage: 'cause',
          watch: 'operation',
          name: 'GET /register/{id}',
          population: 'spans',
          measure: 'mean-ms',
          direction: 'above',
          windowMinutes: 5,
          forMinutes: 1,
          tell: 'application on-call',
          firstAction: 'Open a slow trace and see whether the register is slow or our wait for it.',
          misses: 'A register that refuses at once.'
        }
      ]
    }
  ]
})
