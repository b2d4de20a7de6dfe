import type { Incident, RunRecord } from '../domain/index.ts'
import { type CheckOf, checksOf } from './checks/index.ts'
import { requirementText } from './requirements.ts'

interface Specified {
  readonly incident: Pick<Incident, 'name' | 'brief' | 'sources' | 'materialsHash'>
  readonly folder: string
  /** ISO date. */
  readonly created: string
  /** All of the work, or only the design that follows an analysis. */
  readonly scope: CheckOf
  /** The analysis that a design starts from. */
  readonly record?: RunRecord | undefined
}

/** `spec.md`: what must come of it and how it is seen; not how it is done. */
export function specText({ incident, folder, created, scope, record }: Specified): string {
  const { brief, sources, name, materialsHash } = incident
  const readable = sources.filter(({ lines }) => lines.records > 0)
  const title = brief?.title ?? name
  return `${[
    `# Specification: ${scope === 'design' ? 'monitoring and resilience after' : 'inquest into'} ${title}`,
    [
      `**Created**: ${created}`,
      '**Status**: Draft',
      `**Input**: \`${folder}\` (materials ${materialsHash.slice(0, 12)}, ${readable.length} of ${sources.length} files readable)`
    ].join('  \n'),
    '## Context',
    brief?.path
      ? `The brief is \`${brief.path}\`. What it says of causes is a claim like any other.`
      : 'There is no brief: what happened is told by the materials alone.',
    ...(record ? [analysis(record)] : []),
    '## User stories',
    '### US1 (P1) Whoever is on call knows the cause, and not the symptom',
    '**Given** the materials as they are, **when** the inquest is done, **then** the cause stands apart from the symptoms with evidence that anyone can produce again, or it is said that it cannot be told and what to fetch.',
    '### US2 (P1) Citizens are harmed later, less, or not at all next time',
    '**Given** the verdict, **when** the design is done, **then** at least one detector pages on the cause, and measures are tried on the incident beside more capacity alone.',
    '### US3 (P2) Another team can repeat it',
    '**Given** another service and its materials, **when** a team follows the method and the runbooks, **then** it needs nothing from those who were here.',
    '## Requirements',
    'Change, add or remove them; keep the numbers. A requirement that names no check is judged by a person.',
    ...checksOf(scope).map((one, i) => requirementText({ ...one, id: `FR-${String(i + 1).padStart(3, '0')}`, check: one.name })),
    '## Success criteria',
    [
      '- **SC-001** `inquest verify` on the run finds nothing that does not hold.',
      '- **SC-002** Every requirement is met, or stands in the list of unmet ones with the reason.',
      '- **SC-003** No name, address, number or account of a person stands in any document.'
    ].join('\n'),
    '## Out of scope',
    'Changing the service, the materials or the monitoring: documents and files for those who may.',
    ...unclear(incident)
  ].join('\n\n')}\n`
}

function analysis({ verdict, run }: RunRecord): string {
  const cause = verdict.rootCause
  return cause
    ? `The analysis is run ${run.id}: ${cause.category} in ${cause.component} (confidence ${verdict.confidence.toFixed(2)}).`
    : `The analysis is run ${run.id}: ${verdict.status}. A design without a cause watches and protects; it cannot remove.`
}

/** What a person may want to settle before the work begins. */
function unclear({ brief, sources }: Specified['incident']): string[] {
  const tables = new Set(
    sources.flatMap(({ records }) => Object.entries(records).flatMap(([table, n]) => (n > 0 ? [table] : [])))
  )
  const questions = [
    ...(brief ? [] : ['which service is it, and who are its users?']),
    ...(tables.has('reports') ? [] : ['who was harmed? No tickets, calls or posts are in the materials.']),
    ...(tables.has('changes') ? [] : ['what was changed in the weeks before? No changes are in the materials.'])
  ]
  return questions.length === 0
    ? []
    : ['## Needs clarification', questions.map((one) => `- [NEEDS CLARIFICATION: ${one}]`).join('\n')]
}
