/** Something in a run folder that no longer holds. */
export interface Problem {
  /** A JSON pointer into report.json, or a line of report.md or journal.jsonl. */
  readonly where: string
  /** The sentence in which it stands, as the report says it. */
  readonly sentence?: string
  readonly expected: string
  readonly found: string
}

const longest = 1000

/** A value as a person reads it in a message; what is very long is cut. */
export function shownValue(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
