import type { RunRecord } from '../domain/index.ts'
import { answerOf } from './answer-of-report.ts'
import { type Grade, grade } from './grade.ts'
import { readTruth } from './ready-case.ts'

/**
 * Grades a report against a truth file, for tests of one's own: `expect(graded.correct, graded.why).toBe(true)`.
 * Throws InquestError `usage` for a truth that is none.
 */
export async function gradeReport(record: RunRecord, truthPath: string): Promise<Grade & { readonly why: string }> {
  const graded = grade(answerOf(record), await readTruth(truthPath))
  const faults = graded.checks.flatMap(({ name, hard, fault, reason }) =>
    fault ? [`${name}${hard ? '' : ' (soft)'}: ${fault}, ${reason}`] : []
  )
  return { ...graded, why: [graded.label, ...faults].join('\n') }
}
