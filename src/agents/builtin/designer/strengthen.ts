import type { Evidence, Monitoring, Resilience, Subject } from '../../../domain/index.ts'
import { type Basis, basisOf, draftMeasures, resilienceOf, trialArguments } from '../../../resilience/index.ts'
import type { Desk, Judged } from '../../roles.ts'
import { ask, framed } from '../ask.ts'
import { remediesFor } from './remedies.ts'

/** What the sections rest on besides the judgement; asked before in most runs, and answered again at no cost. */
const further = ['catalogue', 'operations', 'demand', 'holders_waiters', 'series_onsets'] as const

/** Measures set from the materials and tried on the incident, and what a team needs around them. Null when there was no incident. */
export async function strengthen(desk: Desk, judged: Judged, monitoring: Monitoring | null): Promise<Resilience | null> {
  if (judged.verdict.status === 'no-incident') return null
  const known = await knownAbout(desk, judged, monitoring)
  const drafts = draftMeasures(known)
  const trial = await tryMeasures(desk, known.subject, drafts)
  return resilienceOf({ ...known, trial }, drafts)
}

/** Everything that a design of resilience is made from, but for the trial. */
export async function knownAbout(desk: Desk, judged: Judged, monitoring: Monitoring | null): Promise<Basis> {
  const { verdict, scaling, hypotheses } = judged
  const frame = framed(desk)
  const subject = hypotheses.find(({ id }) => id === verdict.rootCause?.hypothesis)?.subject ?? null
  const evidence: Record<string, Evidence> = {}
  const leaks = verdict.rootCause && /leak/.test(verdict.rootCause.category) ? (['resource_trends'] as const) : []
  for (const tool of [...further, ...leaks]) {
    const found = tool === 'catalogue' ? await ask(desk, tool) : frame && (await ask(desk, tool, frame))
    if (found) evidence[tool] = found
  }
  const actsFrom = verdict.rootCause?.onset ?? null
  const fresh = frame && (await ask(desk, 'freshness', { window: desk.window, acts_from: actsFrom }))
  if (fresh) evidence['freshness'] = fresh
  const about = subject?.operation && subject.population ? { population: subject.population, operation: subject.operation } : {}
  const dependency = subject?.entity && !subject.operation ? { dependency: subject.entity } : {}
  return basisOf({
    ...judged,
    incident: desk.incident,
    sources: desk.incident.sources,
    window: desk.window,
    remedies: remediesFor(verdict, scaling),
    monitoring,
    parameters: frame ? await ask(desk, 'measure_parameters', { ...frame, ...about, ...dependency }) : undefined,
    trial: undefined,
    evidence
  })
}

/** The incident again with each draft; undefined when none of them can be tried. */
export async function tryMeasures(
  desk: Desk,
  subject: Subject | null,
  drafts: Parameters<typeof trialArguments>[0]
): Promise<Evidence | undefined> {
  if (!desk.window) return undefined
  const call = trialArguments(drafts, { window: desk.window, baseline: desk.baseline }, subject?.operation ?? null)
  return call ? ask(desk, 'measure_trial', call) : undefined
}
