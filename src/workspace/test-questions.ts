import { diagnosticTests } from '../verdict/index.ts'

/** The diagnostic tests that somebody can ask for: id and question, by question. */
export function testQuestions(): (readonly [string, string])[] {
  return diagnosticTests.map(({ id, question }) => [id, question] as const).sort(([, a], [, b]) => (a < b ? -1 : 1))
}
