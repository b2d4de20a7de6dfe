import type { StandardPoint } from '../../domain/index.ts'

/**
 * Points of the GOV.UK Service Standard (July 2019 edition, checked at
 * https://www.gov.uk/service-manual/service-standard) to which this design contributes, and what it leaves to the team.
 * A tool meets no point: an assessment judges a team and its service.
 */
export const serviceStandard: readonly StandardPoint[] = [
  {
    point: 1,
    name: 'Understand users and their needs',
    contributes: 'who was harmed, in which journey, and what they said of it, with figures that can be checked',
    leaves: 'research with those who gave up without a word, and with people who use assistive technology'
  },
  {
    point: 2,
    name: 'Solve a whole problem for users',
    contributes: 'which part of the journey failed and which went on, and how people finish it when a part is missing',
    leaves: 'agreeing the routes with everyone who shares the journey'
  },
  {
    point: 3,
    name: 'Provide a joined up experience across all channels',
    contributes: 'continuity by phone, in person and by post, with the same wording in every notice',
    leaves: 'staff, hours and scripts for those channels'
  },
  {
    point: 5,
    name: 'Make sure everyone can use the service',
    contributes:
      'notices in plain English that work without JavaScript and with a screen reader; groups that the incident hit harder',
    leaves: 'testing the notices and the fallback pages with people who need them'
  },
  {
    point: 6,
    name: 'Have a multidisciplinary team',
    contributes: 'work items with an owner each, and runbooks for teams of different expertise',
    leaves: 'having people in those roles, on call too'
  },
  {
    point: 8,
    name: 'Iterate and improve frequently',
    contributes:
      'measures in order of what they prevent, each with a test of when it is done; checks that run with every release',
    leaves: 'the time to do them, beside new features'
  },
  {
    point: 9,
    name: 'Create a secure service which protects users’ privacy',
    contributes: 'signals that need no personal data; reports with pseudonyms; limits on clients that do not keep addresses',
    leaves: 'the data protection impact assessment of what is newly collected'
  },
  {
    point: 10,
    name: 'Define what success looks like and publish performance data',
    contributes: 'service levels for journeys, and a measure of journeys completed',
    leaves: 'publishing them'
  },
  {
    point: 11,
    name: 'Choose the right tools and technology',
    contributes: 'evidence on whether more of a resource would have helped, before money is spent on it',
    leaves: 'the decision, and its whole cost'
  },
  {
    point: 13,
    name: 'Use and contribute to open standards, common components and patterns',
    contributes:
      'OpenTelemetry names, Prometheus rules and OpenSLO files that other tools read; patterns that another team can reuse',
    leaves: 'sharing them beyond the organisation'
  },
  {
    point: 14,
    name: 'Operate a reliable service',
    contributes:
      'what failed and why, detection before citizens are harmed, measures, continuity, runbooks and a rehearsal of them',
    leaves: 'cover out of hours, contracts with suppliers, and doing it'
  }
]
