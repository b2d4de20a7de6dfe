import type { CauseCategory, PreventionCheck } from '../../domain/index.ts'
import type { Known } from '../known.ts'
import { queryCommands } from '../database/commands.ts'

type Written = Omit<PreventionCheck, 'task'> & {
  readonly who: string
  readonly how: readonly string[]
  readonly doneWhen: string
}

const planCheck: Written = {
  kind: 'plan-check',
  title: 'Plans of the frequent statements are checked in the build',
  catches: 'a statement that reads a table whole, or whose estimate is far from what it reads, before it is released',
  who: 'application team with the database team',
  how: [
    'A copy with the volume and the skew of live data, without personal data; statistics as they are in live, not fresh ones only',
    'For each frequent statement with usual and with extreme parameters: {explain}',
    'Fail the build on a sequential scan of a large table, on rows read for each row given, and on estimates that miss by a factor of ten'
  ],
  doneWhen: 'removing an index in a branch makes the build fail and names the statement'
}
const loadTest: Written = {
  kind: 'load-test',
  title: 'Load test at the peak with the parameters that people use',
  catches: 'work whose cost rises with a parameter, a lock or a pool that only a crowd shows',
  who: 'application team',
  how: [
    'Replay the routes, parameters and rate of the busiest hour from the access log, a fifth more, for an hour',
    'Assert on the service levels and on work for each request (statement time, calls, locks), not on the mean latency',
    'Run it before each release that touches the component, and each month'
  ],
  doneWhen: 'the test fails on the version that was live in this incident'
}
const countCalls: Written = {
  kind: 'test',
  title: 'Calls for each request are counted in tests',
  catches: 'one request that makes many small calls',
  who: 'application team',
  how: [
    'Assert the number of statements and outside calls for a page of one and of fifty items; it must not grow with the items'
  ],
  doneWhen: 'a loop that asks once for each item makes a test fail'
}
const failureTests: Written = {
  kind: 'rehearsal',
  title: 'The dependency is made slow, refusing and gone',
  catches: 'waiting without end, repetitions that multiply, and pages that need what they could do without',
  who: 'application team with the platform team',
  how: [
    'toxiproxy or the mesh’s fault injection: latency of a minute, refused connections, no answer, an expired certificate',
    'Run it in the build for each client, and in a rehearsal with the team on call twice a year'
  ],
  doneWhen: 'with the dependency gone the other pages meet their service level'
}
const soak: Written = {
  kind: 'load-test',
  title: 'Soak test',
  catches: 'memory, connections, threads and handles that are taken and not given back',
  who: 'application team',
  how: [
    'Half the peak for eight hours; assert that the floor of memory and the number of held units do not grow',
    'Switch on leak detection in tests (HikariCP leakDetectionThreshold, -Djdk.tracePinnedThreads, --detectOpenHandles)'
  ],
  doneWhen: 'a leak of one unit in a thousand requests makes the test fail'
}
const configReview: Written = {
  kind: 'review',
  title: 'Limits, time-outs and flags are code, with a range',
  catches: 'a limit set wrongly by a release or by hand',
  who: 'platform team',
  how: [
    'Keep them in the repository, with the reason and the measurement beside the value',
    'Let the build refuse values outside the range, and show the difference in the release’s notes',
    'Compare what runs with what is kept, each hour'
  ],
  doneWhen: 'a release that halves a pool fails in the build'
}
const dataChecks: Written = {
  kind: 'data',
  title: 'What is loaded is checked before it is used',
  catches: 'a record that the software cannot handle',
  who: 'whoever loads data',
  how: [
    'Required fields, ranges and references checked at the door; what does not fit goes aside with a reason',
    'A property-based test of the reader with fields left out'
  ],
  doneWhen: 'a load with one broken record takes all the others and reports the one'
}
const canary: Written = {
  kind: 'release',
  title: 'Releases go to one instance first, judged on work for each request',
  catches: 'a change that makes a request dearer or fail, while few people meet it',
  who: 'platform team',
  how: [
    'One instance for half an hour; compare latency, failures, statement time and calls for each request with its peers',
    'Undo by itself when they part'
  ],
  doneWhen: 'a release that doubles the cost of one route is undone without a person'
}
const jobs: Written = {
  kind: 'review',
  title: 'Jobs have a window, a budget and an owner',
  catches: 'a job, backup or import that competes with people',
  who: 'whoever runs jobs',
  how: [
    'A list of all jobs with window, time-outs, role and owner; a change of schedule is a change like any other',
    'A rehearsal of each new job under the load of the peak'
  ],
  doneWhen: 'no job runs outside its window for a month without an alert'
}
const expiry: Written = {
  kind: 'review',
  title: 'A list of all that runs out',
  catches: 'certificates, licences, quotas and volumes that end on a day that is known',
  who: 'platform team',
  how: [
    'Each with its end, its owner and the way it is renewed; those of suppliers too',
    'Renew by machine; alert at sixty, thirty and seven days, seen from outside'
  ],
  doneWhen: 'every end in the coming year has an owner'
}
const edge: Written = {
  kind: 'load-test',
  title: 'The door is tested with clients that do not behave',
  catches: 'crawlers, repeated attempts and bursts that take what people need',
  who: 'platform team',
  how: [
    'A burst of one client at fifty times a person’s rate; clients that repeat without pause',
    'Assert that people’s requests meet their service level meanwhile'
  ],
  doneWhen: 'the burst is answered with 429 and nobody else notices'
}

const byCause: Readonly<Record<CauseCategory, readonly Written[]>> = {
  'inefficient-query': [planCheck, loadTest, canary],
  'query-amplification': [countCalls, loadTest, canary],
  'lock-contention': [jobs, loadTest, planCheck],
  'cache-failure': [failureTests, loadTest, canary],
  'slow-dependency': [failureTests, canary],
  'retry-storm': [edge, failureTests],
  'memory-leak': [soak, canary],
  'resource-leak': [soak, canary],
  'abusive-traffic': [edge, loadTest],
  'batch-interference': [jobs, loadTest],
  misconfiguration: [configReview, canary, loadTest],
  'faulty-instance': [failureTests, canary],
  'code-defect': [canary, loadTest, dataChecks],
  'data-defect': [dataChecks, canary],
  'expired-certificate': [expiry, failureTests],
  'network-fault': [failureTests, configReview],
  'platform-outage': [failureTests, loadTest],
  'quota-exhaustion': [expiry, failureTests],
  'demand-surge': [loadTest, edge]
}

/** Checks that would have met this class of cause before citizens did; general ones where no cause is known. */
export function preventionFor({ verdict, engine, subject }: Known): PreventionCheck[] {
  const written = verdict.rootCause ? byCause[verdict.rootCause.category] : [loadTest, canary]
  const statement = subject?.population === 'statements' ? (subject.operation ?? '<statement>') : '<statement>'
  const explain = queryCommands(engine, statement)?.explain ?? `EXPLAIN ${statement}`
  return written.map(({ who, how, doneWhen, ...check }) => ({
    ...check,
    task: { who, what: check.title, how: how.map((text) => text.replace('{explain}', explain)), doneWhen }
  }))
}
