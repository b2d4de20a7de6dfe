import { type Signal, task } from './signal.ts'

/** Signals inside the service. Names of attributes and metrics are those of OpenTelemetry’s semantic conventions. */
export const ofTheService: readonly Signal[] = [
  {
    signal: 'traces',
    title: 'Traces from the route to the statement and the outside call',
    settles: 'where a request spends its time, how many calls it makes, and what it waits for',
    where: 'at the entry of the service, at each client of database, cache and other services',
    tests: [
      'calls-per-request-rose',
      'work-behind-came-more-often',
      'callers-own-time-kept',
      'operation-covers-harm',
      'slow-before-waiting'
    ],
    task: task(
      'application team',
      'Instrument with OpenTelemetry',
      [
        'Start with the agent or the auto-instrumentation of the runtime; no code is changed',
        'Attributes: http.route, http.response.status_code, db.system.name, db.query.summary, server.address, service.instance.id; never query parameters in the clear',
        'Tail sampling in the collector (tail_sampling): all that fail or take over a second, one in a hundred of the rest',
        'traceparent into each log line, so that logs and traces name the same request'
      ],
      'one slow request of a test can be followed from its route to the statement'
    )
  },
  {
    signal: 'pool-wait',
    title: 'How long each request waited for a connection or worker',
    settles: 'whether more came (arrivals) or each was held longer (hold time), by Little’s law',
    where: 'in the pool of the application',
    tests: ['hold-time-rose', 'slow-without-waiters'],
    task: task(
      'application team',
      'Export the pool as a histogram of waits and of use',
      [
        'db.client.connection.wait_time and db.client.connection.use_time (histograms), db.client.connection.count by state, db.client.connection.pending_requests, db.client.connection.max',
        'HikariCP with Micrometer gives hikaricp_connections_acquire_seconds and hikaricp_connections_usage_seconds; PgBouncer’s exporter gives pgbouncer_pools_client_maxwait_seconds',
        'histogram_quantile(0.95, sum by (le) (rate(db_client_connection_wait_time_seconds_bucket[5m])))'
      ],
      'wait, use, count, pending and limit are on one page, each minute, for each instance'
    )
  },
  {
    signal: 'per-instance',
    title: 'Every signal by instance',
    settles: 'whether one instance misbehaves among healthy ones, which an average hides',
    where: 'in metrics, logs and traces alike',
    tests: [
      'instance-departs-from-peers',
      'several-instances-lost-together',
      'most-harm-on-one-instance',
      'instance-departed-before-harm'
    ],
    task: task(
      'platform team',
      'Name the instance in every signal',
      [
        'OpenTelemetry resource attributes service.name, service.instance.id, service.version, host.name, cloud.availability_zone',
        'The upstream address in the access log ($upstream_addr, $upstream_response_time in nginx; the target in a cloud balancer’s log)',
        'max by (instance) (rate(http_server_request_duration_seconds_sum[5m]) / rate(http_server_request_duration_seconds_count[5m]))'
      ],
      'a graph of p95 shows one line for each instance'
    )
  },
  {
    signal: 'dependency-calls',
    title: 'Calls to other services: how long, how many failed, how they ended',
    settles: 'whether something outside became slow or was refused, and whether a time-out would have ended it',
    where: 'at the client of each dependency',
    tests: ['dependency-is-slower', 'names-or-routes-fail', 'dependency-covers-slow-time', 'several-dependencies-fail-alike'],
    task: task(
      'application team',
      'Measure each dependency at its client',
      [
        'http.client.request.duration by server.address and error.type; dns.lookup.duration',
        'Probe name, connection, certificate and one cheap request each minute from where the service runs (blackbox exporter)'
      ],
      'each dependency has its own graph of duration and failures, and its probe'
    )
  },
  {
    signal: 'runtime',
    title: 'Memory after collecting, and time spent collecting',
    settles: 'whether memory leaked or only filled with waiting requests',
    where: 'in the runtime of each instance',
    tests: ['memory-grows-until-it-is-full', 'collecting-takes-the-time', 'memory-moved-before-harm'],
    task: task(
      'application team',
      'Log collections and export memory after them',
      [
        'JVM: -Xlog:gc*:file=gc.log:time,uptime:filecount=5,filesize=20m; jvm.gc.duration, jvm.memory.used_after_last_gc',
        '.NET: dotnet.gc.pause.time; Node: --trace-gc or nodejs.eventloop.delay; Go: go.memory.used'
      ],
      'the floor of memory after collecting can be seen over a week for each instance'
    )
  },
  {
    signal: 'cache-counters',
    title: 'Hits, misses, evictions and fills of each cache',
    settles: 'whether a cache still shields what stands behind it',
    where: 'in the cache and at its client',
    tests: ['cache-hits-fell', 'cache-fell-before-harm'],
    task: task(
      'application team',
      'Export each cache’s counters',
      [
        'Redis exporter: redis_keyspace_hits_total, redis_keyspace_misses_total, redis_evicted_keys_total',
        'In the process: Caffeine recordStats() with Micrometer’s cache_gets_total by result'
      ],
      'the share of hits is on the page of what stands behind the cache'
    )
  }
]
