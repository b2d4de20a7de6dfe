import type { Evidence, Scalar } from '../domain/index.ts'
import type { ToolOutcome } from './tool.ts'

/** Rows kept of one result. Tools bound themselves to fewer where fewer say it. */
const maxRows = 500
/** Characters kept of one text cell. */
const maxCharacters = 4000

/** What a tool found → what is kept of it: bounded, redacted, and the same to the digit when it is run again. */
export function boundOutcome(
  outcome: ToolOutcome,
  redact: (text: string) => string
): Pick<Evidence, 'status' | 'reading' | 'facts' | 'columns' | 'rows' | 'omitted' | 'sources'> {
  const cell = (value: Scalar): Scalar => {
    if (typeof value === 'number') return settle(value)
    if (typeof value !== 'string' || isInstant(value)) return value
    const text = redact(value)
    if (text.length <= maxCharacters) return text
    return `${text.slice(0, maxCharacters)} … [${text.length - maxCharacters} characters left out]`
  }
  const rows = outcome.rows ?? []
  const cut = Math.max(0, rows.length - maxRows)
  const already = outcome.omitted ?? null
  return {
    status: outcome.status,
    reading: redact(outcome.reading),
    facts: Object.fromEntries(Object.entries(outcome.facts ?? {}).map(([name, value]) => [name, cell(value)])),
    columns: (outcome.columns ?? []).map((column) => ({ ...column })),
    rows: rows.slice(0, maxRows).map((row) => row.map(cell)),
    omitted:
      cut === 0
        ? already
        : {
            rows: (already?.rows ?? 0) + cut,
            why: `${already ? `${already.why}; ` : ''}a result keeps its first ${maxRows} rows`
          },
    sources: [...new Set(outcome.sources)].sort(bySourceNumber)
  }
}

/** Twelve significant digits: a sum that threads add up in another order is still the same number. JSON has no NaN. */
function settle(value: number): number | null {
  if (!Number.isFinite(value)) return null
  return Number.isInteger(value) ? value + 0 : Number(value.toPrecision(12))
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text)
}

function bySourceNumber(a: string, b: string): number {
  return Number(a.replaceAll(/\D/g, '')) - Number(b.replaceAll(/\D/g, '')) || (a < b ? -1 : 1)
}
