import { type Check, met, numbersOf, some, unmet } from './check.ts'

export const ofForensics: readonly Check[] = [
  {
    name: 'root-cause',
    title: 'Root cause',
    text: 'The inquest MUST name the root cause with component, mechanism and evidence, or say that the materials do not determine it and what would.',
    acceptedWhen: [
      'the verdict is determined with cited sentences, or it is undetermined with open questions and what to fetch next'
    ],
    steps: ['verify'],
    of: (record) => {
      const { verdict, fetchNext } = record
      if (verdict.status === 'no-incident') return met(numbersOf(record, verdict.summary), 'no incident is shown')
      if (!verdict.rootCause) {
        return fetchNext.length > 0
          ? met(['report.md'], `undetermined, with ${fetchNext.length} things to fetch`)
          : unmet('undetermined, and nothing is named to fetch')
      }
      const { category, component, cites } = verdict.rootCause
      return met(numbersOf(record, [cites.statement, cites.mechanism]), `${category} in ${component}`)
    }
  },
  {
    name: 'cause-and-symptoms',
    title: 'Cause told from symptoms',
    text: 'Every rival explanation MUST be tested and have a fate with a reason, more capacity among them.',
    acceptedWhen: ['at least two explanations were tested, and each says why it stands or fell'],
    steps: ['challenge', 'verify'],
    of: (record) => {
      const tested = record.hypotheses.filter(({ tests, reason }) => tests.length > 0 && reason.text !== '')
      return tested.length >= 2 || record.verdict.status === 'no-incident'
        ? met(
            numbersOf(
              record,
              tested.map(({ reason }) => reason)
            ),
            `${tested.length} explanations tested`
          )
        : unmet(`${tested.length} explanations tested`)
    }
  },
  {
    name: 'several-sources',
    title: 'Sources correlated',
    text: 'The verdict MUST rest on more than one source where the materials hold more than one.',
    acceptedWhen: ['the evidence of the root cause comes from at least two files'],
    steps: ['verify'],
    of: (record) => {
      const cause = record.hypotheses.find(({ id }) => id === record.verdict.rootCause?.hypothesis)
      if (!cause) return met(['report.md'], 'no cause is determined')
      const ids = new Set(
        cause.tests.flatMap(({ statement }) => Object.values(statement.values).map(({ citation }) => citation.evidence))
      )
      const sources = new Set(record.evidence.filter(({ id }) => ids.has(id)).flatMap((one) => one.sources))
      const paths = record.sources.filter(({ id }) => sources.has(id)).map(({ path }) => path)
      const readable = record.sources.filter(({ lines }) => lines.records > 0).length
      return paths.length >= Math.min(2, readable)
        ? met(paths.slice(0, 6), `${paths.length} files`)
        : unmet(`${paths.length} files`)
    }
  },
  {
    name: 'timeline',
    title: 'Timeline',
    text: 'The course of the incident MUST be told in order of time: cause, symptoms, harm, alerts, what was tried, recovery.',
    acceptedWhen: ['events are in order, each with its evidence'],
    steps: ['narrative'],
    of: (record) =>
      some(record.timeline, 'events in order of time', (events) =>
        numbersOf(
          record,
          events.map(({ statement }) => statement)
        )
      )
  },
  {
    name: 'scaling-test',
    title: 'Would more capacity have helped?',
    text: 'It MUST be asked in five parts whether more of the resource would have prevented the failure, and answered for, against or cannot tell.',
    acceptedWhen: ['all five parts have an answer with its reason'],
    steps: ['verify'],
    of: (record) => {
      const answered = record.scaling.parts.filter(({ answer }) => answer !== 'cannot-tell')
      return record.scaling.parts.length === 5
        ? met(
            numbersOf(record, [record.scaling.statement, ...record.scaling.parts.map(({ statement }) => statement)]),
            `${answered.length} of 5 parts can tell; would scaling help: ${record.scaling.wouldScalingHelp}`
          )
        : unmet('the scaling test was not run whole')
    }
  },
  {
    name: 'citizen-impact',
    title: 'Impact on citizens',
    text: 'Who was harmed, in what they wanted to do, how many and how long MUST be computed from records, groups with accessibility needs named where they say so; figures that people state are claims.',
    acceptedWhen: ['failed attempts have an interval, or it is said why they cannot be counted'],
    steps: ['narrative'],
    of: (record) => {
      const { failedAttempts, people, journeys, groups } = record.impact
      const said = [
        ...(failedAttempts ? [failedAttempts.statement] : []),
        ...people,
        ...journeys,
        ...groups.map(({ statement }) => statement)
      ]
      if (record.verdict.status === 'no-incident' && said.length === 0) return met(['report.md'], 'nobody is seen to be harmed')
      return some(said, 'sentences on who was harmed', (all) => numbersOf(record, all))
    }
  },
  {
    name: 'early-warnings',
    title: 'Early warnings',
    text: 'What was there to be seen before people reported harm MUST be listed, with what became of it.',
    acceptedWhen: ['each warning has its time and its evidence'],
    steps: ['narrative'],
    of: (record) => some(record.earlyWarnings, 'early warnings', (all) => numbersOf(record, all))
  },
  {
    name: 'remedies',
    title: 'Remedies',
    text: 'What ends it and keeps it ended MUST come before what wins time, and stop-gaps be marked as such.',
    acceptedWhen: ['a remedy addresses the root cause'],
    steps: ['remedies'],
    of: (record) => {
      const fixes = record.remedies.filter(
        ({ class: kind }) =>
          kind === 'fix-cause' || kind === 'revert' || (kind === 'scale' && record.scaling.wouldScalingHelp === 'yes')
      )
      if (!record.verdict.rootCause) return met(['report.md'], 'no cause is determined; what to observe is listed')
      return some(fixes, 'remedies of the cause', (all) =>
        numbersOf(
          record,
          all.map(({ why }) => why)
        )
      )
    }
  },
  {
    name: 'method',
    title: 'Method that can be repeated',
    text: 'The steps as they were taken MUST be written down, and every figure be a cell of evidence that can be produced again.',
    acceptedWhen: ['the report lists the phases, and `inquest verify` holds'],
    steps: ['report'],
    of: (record) =>
      record.method.length > 0 && record.evidence.length > 0
        ? met(
            ['report.md', 'journal.jsonl'],
            `${record.method.length} steps, ${record.evidence.length} pieces of evidence; run \`inquest verify\``
          )
        : unmet('no method is recorded')
  },
  {
    name: 'privacy',
    title: 'No personal data',
    text: 'Names, addresses, numbers and accounts of people MUST be pseudonyms in every document.',
    acceptedWhen: ['the run was made without --show-personal-data'],
    steps: ['report'],
    of: ({ personalData }) =>
      personalData === 'pseudonymised' ? met(['report.md'], 'pseudonymised') : unmet('personal data is shown in this run')
  }
]
