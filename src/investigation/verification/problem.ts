/** Something in a run folder that no longer holds. */
export interface Problem {
  /** A JSON pointer into report.json, or a line of report.md or journal.jsonl. */
  readonly where: string
  /** The sentence in which it stands, as the report says it. */
  readonly sentence?: string
  readonly expected: string
  readonly found: string
}

/** A value as a person reads it in a message. */
export function shownValue(value: unknown): string {
  if (value === undefined) return 'nothing'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
