import type { RunRecord } from '../../domain/index.ts'
import { type Check, type Checked, met, numbersOf, some, unmet } from './check.ts'

const resilienceIn = (
  record: RunRecord,
  of: (resilience: NonNullable<NonNullable<RunRecord['design']>['resilience']>) => Checked
): Checked => {
  const resilience = record.design?.resilience
  return resilience ? of(resilience) : unmet('no design of resilience was made')
}
const monitoringIn = (
  record: RunRecord,
  of: (monitoring: NonNullable<NonNullable<RunRecord['design']>['monitoring']>) => Checked
): Checked => {
  const monitoring = record.design?.monitoring
  return monitoring ? of(monitoring) : unmet('no design of monitoring was made')
}

export const ofDesign: readonly Check[] = [
  {
    name: 'paging-detector',
    title: 'A detector that pages on the cause',
    text: 'At least one detector on the cause, or on what moves first, MUST page, and be tried on the incident’s own materials.',
    acceptedWhen: ['a backtest says when it would have fired, and its lead over first harm, first report and existing alerts'],
    steps: ['monitoring'],
    of: (record) =>
      monitoringIn(record, ({ detectors }) => {
        const paging = detectors.filter(
          ({ detector, backtest }) => detector.severity === 'page' && detector.stage !== 'symptom' && backtest.firedAt !== null
        )
        return some(paging, 'paging detectors that would have fired', (all) => [
          ...all.map(({ detector }) => detector.id),
          ...numbersOf(
            record,
            all.map(({ backtest }) => backtest.fired)
          )
        ])
      })
  },
  {
    name: 'service-levels',
    title: 'Service levels for citizens’ journeys',
    text: 'Objectives MUST be set for what citizens do, with the error budget that the incident spent.',
    acceptedWhen: ['each names a journey, a share, a window, and the budget or why it cannot be computed'],
    steps: ['monitoring'],
    of: (record) =>
      monitoringIn(record, ({ serviceLevels }) =>
        some(serviceLevels, 'service levels', (all) => [
          ...all.map(({ id }) => id),
          ...numbersOf(
            record,
            all.map(({ budget }) => budget)
          )
        ])
      )
  },
  {
    name: 'alert-rules',
    title: 'Rules that another tool can run',
    text: 'Detectors MUST be written as files that a monitoring system reads, with a unit test of the incident’s own series.',
    acceptedWhen: ['the files are in the run’s folder, and `promtool test rules` passes on them'],
    steps: ['monitoring'],
    of: (record) => monitoringIn(record, ({ artefacts }) => some(artefacts, 'files', (all) => all.map(({ path }) => path)))
  },
  {
    name: 'observability',
    title: 'What was not observed',
    text: 'Signals that would have shown this and were not collected MUST be listed, with where and how to collect them.',
    acceptedWhen: ['each gap has a task with an owner and with when it is done'],
    steps: ['resilience'],
    of: (record) =>
      resilienceIn(record, ({ observability }) => some(observability, 'gaps with tasks', () => ['resilience/observability.md']))
  },
  {
    name: 'measures',
    title: 'Measures tried on the incident',
    text: 'Measures MUST have parameters from the materials, or say what is missing, and be tried on the incident beside more capacity alone.',
    acceptedWhen: ['each measure has an outcome of its trial, or the reason why there is none'],
    steps: ['resilience'],
    of: (record) =>
      resilienceIn(record, ({ measures, trials }) => {
        if (measures.length === 0)
          return record.verdict.rootCause
            ? unmet('no measure')
            : met(['resilience/measures.md'], 'no cause is determined, so no measure is founded')
        const tried = measures.filter(({ outcome }) => outcome !== null)
        return met(
          [
            'resilience/measures.md',
            ...numbersOf(
              record,
              measures.map(({ tried: said }) => said)
            )
          ],
          `${measures.length} measures, ${tried.length} tried${trials && !trials.calibrated ? ' (the simulation is not calibrated)' : ''}`
        )
      })
  },
  {
    name: 'runbooks',
    title: 'Runbooks for teams of differing expertise',
    text: 'There MUST be runbooks for the first line, for those who read queries, and for the owner of the component.',
    acceptedWhen: ['each says the first five minutes or the queries, what not to do, whom to call, and when it is done'],
    steps: ['resilience'],
    of: (record) =>
      resilienceIn(record, ({ runbooks }) =>
        runbooks.length >= 3
          ? met(
              runbooks.map(({ id }) => `runbooks/${id}.md`),
              `${runbooks.length} runbooks`
            )
          : unmet(`${runbooks.length} runbooks`)
      )
  },
  {
    name: 'continuity',
    title: 'Service continuity',
    text: 'What citizens can still do when a part fails MUST be said, with other ways and with notices that are ready.',
    acceptedWhen: ['parts, ways and notices are there, and what only the organisation knows is marked'],
    steps: ['resilience'],
    of: (record) =>
      resilienceIn(record, ({ continuity }) =>
        continuity.parts.length > 0 && continuity.notices.length > 0
          ? met(
              ['resilience/continuity.md'],
              `${continuity.parts.length} parts, ${continuity.notices.length} notices; placeholders are for you to fill in`
            )
          : unmet('nothing is said of continuity')
      )
  },
  {
    name: 'prevention',
    title: 'Prevention in development',
    text: 'Checks in development that would have met this class of cause MUST be named, with when they are done.',
    acceptedWhen: ['each check has a task and must fail on the version that failed'],
    steps: ['resilience'],
    of: (record) => resilienceIn(record, ({ prevention }) => some(prevention, 'checks', () => ['resilience/prevention.md']))
  },
  {
    name: 'capacity',
    title: 'Capacity and spending',
    text: 'Capacity MUST be planned on what was measured, and a decision to spend rest on what more of the resource did.',
    acceptedWhen: ['figures cite evidence, or it is said what to fetch'],
    steps: ['resilience'],
    of: (record) =>
      resilienceIn(record, ({ capacity, spending }) =>
        some([...capacity, ...spending], 'sentences', (all) => ['resilience/capacity.md', ...numbersOf(record, all)])
      )
  },
  {
    name: 'service-standard',
    title: 'Service Standard',
    text: 'What this contributes to points of the GOV.UK Service Standard MUST be mapped, and what it leaves to the team.',
    acceptedWhen: ['points have their names, among them 8 (Iterate and improve frequently) and 14 (Operate a reliable service)'],
    steps: ['resilience'],
    of: (record) =>
      resilienceIn(record, ({ standard }) =>
        [8, 14].every((point) => standard.some((one) => one.point === point))
          ? met(['resilience/service-standard.md'], `${standard.length} points`)
          : unmet('points are missing')
      )
  }
]
