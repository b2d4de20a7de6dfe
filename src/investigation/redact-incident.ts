import type { Brief, Incident } from '../domain/index.ts'

/** The incident with personal values in its brief, and in what was noted on its files, replaced. Paths and ids stay. */
export function redactIncident(incident: Incident, redact: (text: string) => string): Incident {
  return {
    ...incident,
    brief: incident.brief && redactBrief(incident.brief, redact),
    sources: incident.sources.map((source) => ({
      ...source,
      rejections: source.rejections.map((rejection) => ({ ...rejection, reason: redact(rejection.reason) })),
      notes: source.notes.map(redact)
    }))
  }
}

function redactBrief(brief: Brief, redact: (text: string) => string): Brief {
  return {
    ...brief,
    title: brief.title === null ? null : redact(brief.title),
    symptoms: brief.symptoms.map(redact),
    known: brief.known.map(redact),
    statements: brief.statements.map((statement) => ({ ...statement, text: redact(statement.text) })),
    text: redact(brief.text)
  }
}
