import type { Investigation } from '../inquest.ts'
import type { Terminal } from './terminal.ts'
import { verdictText } from './verdict-text.ts'

/** The end of an investigation: the verdict for a person, or the report for a program. */
export function conclude(
  terminal: Terminal,
  { record, runFolder, reportJson }: Investigation,
  { json }: { json?: boolean }
): void {
  terminal.result(json ? reportJson.trimEnd() : verdictText(record, runFolder, terminal))
}
