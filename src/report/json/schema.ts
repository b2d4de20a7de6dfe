import { z } from 'zod'
import {
  CauseCategory,
  Finding,
  Instant,
  JudgedHypothesis,
  RootCause,
  RunRecord,
  Source,
  Statement,
  TestResult,
  TimeWindow
} from '../../domain/index.ts'

/** The JSON schema (draft 2020-12) of `report.json`, as published in docs/report.schema.json. */
export function reportSchema(): object {
  const schema = z.toJSONSchema(RunRecord, { metadata: named(), reused: 'inline' })
  return {
    ...schema,
    title: 'Inquest report',
    description: 'What an inquest into a performance incident found: the verdict and everything it rests on. See docs/report.md.'
  }
}

/** The parts that occur in many places, by the names under which the schema defines them. */
function named(): z.core.$ZodRegistry<{ id: string; description?: string }> {
  const registry = z.registry<{ id: string; description?: string }>()
  registry.add(Statement, {
    id: 'Statement',
    description: 'A sentence whose figures are cited cells of evidence: `text` is `template` with its `values` filled in.'
  })
  registry.add(RunRecord.shape.evidence.element, {
    id: 'Evidence',
    description: 'A tool call, its arguments and its bounded result.'
  })
  registry.add(Instant, { id: 'Instant', description: 'A time in UTC with milliseconds.' })
  registry.add(TimeWindow, { id: 'TimeWindow', description: 'From (inclusive) to (exclusive).' })
  registry.add(CauseCategory, { id: 'CauseCategory' })
  registry.add(TestResult, { id: 'TestResult', description: 'A diagnostic test as run on the materials.' })
  registry.add(JudgedHypothesis, { id: 'JudgedHypothesis', description: 'An explanation with its tests, score and fate.' })
  registry.add(RootCause, { id: 'RootCause' })
  registry.add(Finding, { id: 'Finding', description: 'A cited statement that an agent found.' })
  registry.add(Source, { id: 'Source', description: 'One file of the materials, as read.' })
  return registry
}
