import { citeFact, type Evidence, type Monitoring, type ServiceLevel, state, type Statement } from '../../../domain/index.ts'
import {
  artefactsOf,
  burnRatesOf,
  type Candidate,
  candidatesOf,
  causeSigns,
  gapsOf,
  type Journey,
  journeysOf,
  leadLimitOf,
  marksOf,
  objectiveDays,
  routesOf,
  scheduleFor,
  selectDetectors,
  serviceLevelOf
} from '../../../resilience/index.ts'
import type { Desk, Judged } from '../../roles.ts'
import { ask, framed } from '../ask.ts'
import { proveDetectors, tryCandidates } from './try-candidates.ts'

/**
 * Detectors from what was judged, each tried on the materials, and the service levels of what citizens do. Where nothing is
 * wrong there is nothing to detect, and only service levels are designed. Null without a time to look at.
 */
export async function monitorFor(desk: Desk, judged: Judged, proposed: readonly Candidate[] = []): Promise<Monitoring | null> {
  const frame = framed(desk)
  const { window } = desk
  if (!frame || !window) return null
  const { verdict, hypotheses } = judged
  const cause = hypotheses.find(({ id }) => id === verdict.rootCause?.hypothesis) ?? null
  const actsFrom = verdict.rootCause?.onset ?? null
  const found = {
    onsets: await ask(desk, 'series_onsets', frame),
    operations: await ask(desk, 'operations', frame),
    work: await ask(desk, 'work_per_request', frame),
    templates: await ask(desk, 'log_templates', { ...frame, limit: 200 }),
    expiry: await ask(desk, 'expiry_and_quota', { window }),
    freshness: await ask(desk, 'freshness', { window, acts_from: actsFrom }),
    catalogue: await ask(desk, 'catalogue')
  }
  const impact = await ask(desk, 'impact', frame)
  const reports = await ask(desk, 'reports_timeline', { window })
  const alerts = await ask(desk, 'alerts_timeline', { window })
  const healthy = await ask(desk, 'healthy_time', { window, acts_from: actsFrom })
  const marks = marksOf(actsFrom, { impact, reports, alerts })
  const levels = await levelsOf(desk, journeysOf(found), actsFrom)
  const candidates =
    verdict.status === 'no-incident'
      ? []
      : [
          ...proposed,
          ...candidatesOf({
            ...found,
            cause,
            signs: cause && causeSigns[cause.category]
          }),
          ...levels.flatMap(({ level, journey }) => burnRatesOf(level, journey))
        ]
  // What was proposed already is not tried under another name.
  const clauses = candidates.map(({ clause }) => JSON.stringify(clause))
  const distinct = candidates.filter((_, i) => clauses.indexOf(clauses[i] ?? '') === i)
  const peak = healthy?.facts['load_peak_ratio']
  const trials = await tryCandidates(desk, window, distinct, marks, typeof peak === 'number' ? peak : null)
  const { kept, dropped } = selectDetectors(trials, marks)
  const detectors = await proveDetectors(desk, window, kept, marks)
  const serviceLevels = levels.map(({ level }) => level)
  return {
    detectors,
    dropped,
    gaps: verdict.status === 'no-incident' ? [] : gapsOf(alerts),
    serviceLevels,
    routes: routesOf(detectors),
    schedule: scheduleFor(cause?.category ?? null),
    leadLimit: leadLimitOf(detectors, marks),
    quiet: quietOf(healthy),
    artefacts: artefactsOf({ detectors, serviceLevels })
  }
}

async function levelsOf(
  desk: Desk,
  journeys: readonly Journey[],
  acts_from: string | null
): Promise<{ level: ServiceLevel; journey: Journey }[]> {
  const levels: { level: ServiceLevel; journey: Journey }[] = []
  for (const journey of journeys) {
    const { signal, goodIsHigh, full } = journey
    const args = { signal, goodIsHigh, full, days: objectiveDays, window: desk.window, acts_from }
    const budget = await ask(desk, 'error_budget', args)
    const level = budget && serviceLevelOf(journey, budget)
    if (level) levels.push({ level, journey })
  }
  return levels
}

function quietOf(healthy: Evidence | undefined): Statement {
  if (!healthy || healthy.status === 'no_data') {
    return state(
      'the materials hold no healthy time: what is said of false alarms has to come from elsewhere',
      {},
      healthy ? [healthy.id] : []
    )
  }
  const values = { hours: [citeFact(healthy, 'healthy_hours'), 'number'] as const }
  return typeof healthy.facts['load_peak_ratio'] === 'number'
    ? state('the materials hold {hours} healthy hours, in which load reached {share} of the incident’s peak', {
        ...values,
        share: [citeFact(healthy, 'load_peak_ratio'), 'share']
      })
    : state('the materials hold {hours} healthy hours; nothing says how busy they were', values)
}
