import { type Signal, task } from './signal.ts'

/** Signals at the door, in the browser, and in the records of what was changed. */
export const aroundTheService: readonly Signal[] = [
  {
    signal: 'client-identity',
    title: 'Requests by client, without keeping who it is',
    settles: 'whether many people came or a few clients asked far more',
    where: 'at the load balancer',
    tests: [
      'requests-per-client-rose',
      'few-clients-made-the-load',
      'asks-unlike-people',
      'load-rose-after-failing',
      'attempts-multiplied'
    ],
    task: task(
      'platform team',
      'Log a keyed hash of the client, the network and the agent',
      [
        'In the access log: a hash of the address with a key that changes each day, the /24 or /48 network, the User-Agent, and a request identifier that a repetition keeps',
        'Behind a proxy: trust X-Forwarded-For from the proxy only, or every client is the proxy'
      ],
      'the share of the ten busiest clients can be read for any minute of the last day'
    )
  },
  {
    signal: 'freshness',
    title: 'How old what people are shown is',
    settles:
      'whether people acted on what was no longer so, and for how long: with it, freshness gets an objective and its alerts',
    where: 'where data arrive: jobs, feeds and exports, replicas, queues, caches',
    tests: [],
    task: task(
      'application team',
      'Export when each source of what people see was last brought up to date',
      [
        'Jobs, feeds and exports: a gauge job_last_success_timestamp_seconds{job_name="[JOB]"}, set as the job’s last act (Pushgateway, or its table of runs by an SQL exporter)',
        'Replicas that are read from: pg_replication_lag_seconds of PostgreSQL’s exporter (SELECT now() - pg_last_xact_replay_timestamp()), Seconds_Behind_Source of MySQL’s SHOW REPLICA STATUS',
        'Queues: the age of the oldest message, not their number. Caches: the time of filling beside each entry, and “as of” on the page',
        'avg_over_time(((time() - min(max_over_time(job_last_success_timestamp_seconds{job_name="[JOB]"}[2m]))) > bool [TWICE ITS PERIOD])[1h:1m]) is the share of an hour in which it was stale'
      ],
      'everything that a journey reads from has its age on a graph, an objective, and an alert when it has missed a run'
    )
  },
  {
    signal: 'real-user-timing',
    title: 'What people’s browsers saw',
    settles: 'what the incident was like for people, by page, device and connection, assistive technology included',
    where: 'in the pages, with consent and without identifiers',
    tests: [],
    task: task(
      'front-end team',
      'Measure Core Web Vitals and time to first byte in the field',
      [
        'The web-vitals library to an endpoint of your own: TTFB, LCP, INP, CLS, by route template and connection type',
        'No cookie and no identifier is needed for it; say so in the privacy notice'
      ],
      'p75 of TTFB and LCP by route stands beside the server’s p95'
    )
  },
  {
    signal: 'journey-success',
    title: 'Journeys begun and completed',
    settles: 'how many people did not get what they came for, which no server error counts',
    where: 'at the first and the last step of each journey',
    tests: [],
    task: task(
      'application team with the performance analyst',
      'Count journeys begun, completed and given up',
      [
        'Counters journey_started_total and journey_completed_total by journey and step, counted where it is decided on the server',
        'sum(rate(journey_completed_total[15m])) / sum(rate(journey_started_total[15m] offset 10m))',
        'A synthetic journey each minute from outside, marked so that it is not counted as a person'
      ],
      'the completion rate of each journey is published, and an alert of the monitoring design watches it'
    )
  },
  {
    signal: 'change-log',
    title: 'Every change, with its time and content',
    settles: 'what set it off, and whether undoing it is a remedy',
    where: 'in the pipelines, the flag service, the scheduler and the database’s migrations',
    tests: [
      'limit-changed-as-harm-began',
      'code-changed-before-harm',
      'data-changed-before-harm',
      'revert-cured',
      'ended-when-harm-began'
    ],
    task: task(
      'platform team',
      'Write one line for each change to one place',
      [
        'Time, who, what, content or link: releases, configuration, flags, schema, jobs, certificates, infrastructure, data loads',
        'Send it as an annotation to the dashboards, and keep it as long as the logs'
      ],
      'a change of each kind made in a test shows on the dashboard within a minute'
    )
  },
  {
    signal: 'interventions',
    title: 'What was tried during the incident, and when',
    settles: 'what helped and what only coincided with the recovery',
    where: 'in the channel of the incident',
    tests: ['more-resource-did-not-cure'],
    task: task(
      'incident lead',
      'Keep a log of what is done while it is done',
      ['One line each: time, what, why, what was expected, what was seen five minutes later'],
      'the next rehearsal leaves a log that a stranger can follow'
    )
  },
  {
    signal: 'load-by-the-minute',
    title: 'Load, latency and errors measured each minute, as counts',
    settles: 'whether load explains what was seen, and whether the figures obey Little’s law at all',
    where: 'at the load balancer',
    tests: ['load-exceeds-history', 'same-load-was-healthy'],
    task: task(
      'platform team',
      'Export counters and histograms instead of averages',
      [
        'http.server.request.duration as a histogram by http.route and http.response.status_code, read each fifteen seconds',
        'Keep five weeks: the same hour of four weeks is the baseline'
      ],
      'rate × mean duration agrees with requests in flight within a fifth'
    )
  }
]
