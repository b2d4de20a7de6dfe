import { describe, expect, it } from 'vitest'
import { seriesRoleOf } from './index.ts'

describe('the role of a series', () => {
  it.each([
    ['request_volume_per_min', null, 'load'],
    ['http_requests_total', null, 'load'],
    ['orders.perMinute', null, 'load'],
    ['response_time_95th_ms', null, 'latency'],
    ['http_request_duration_seconds_p99', null, 'latency'],
    ['error_rate_percent', null, 'errors'],
    ['http_5xx_rate', null, 'errors'],
    ['payment_success_rate', null, 'success'],
    ['db_connections_active', null, 'holders'],
    ['hikaricp_connections_pending', null, 'waiters'],
    ['db_connections_waiting', null, 'waiters'],
    ['hikaricp_connections_max', null, 'limit'],
    ['app_cpu_percent', null, 'cpu'],
    ['jvm_memory_used_bytes', null, 'memory'],
    ['gc_frequency_per_min', null, 'gc'],
    ['cache_hit_rate_percent', null, 'cache-hits'],
    ['queue_depth', null, 'queue'],
    ['retry_count', null, 'retries'],
    ['tcp_retrans_rate', null, 'network'],
    ['connection_pool_utilization', 'percentage', 'utilisation'],
    ['http_server_requests_seconds_count', null, 'load'],
    ['http_server_requests_seconds_p95', null, 'latency'],
    ['hikaricp_connections_acquire_ms', null, 'latency'],
    ['queue_time_ms', null, 'latency'],
    ['thread_pool_queue_size', null, 'queue'],
    ['tomcat_threads_busy', null, 'holders'],
    ['process_open_fds', null, 'holders'],
    ['requests.inFlight', null, 'holders'],
    ['lockWaiters', null, 'waiters'],
    ['cache_eviction_rate', null, 'other'],
    ['redis_cache_hits', null, 'cache-hits'],
    ['redis.hit_pct', null, 'cache-hits'],
    ['disk_used_percent', null, 'utilisation'],
    ['tcp_retransmits', null, 'network'],
    ['iowait', null, 'cpu'],
    ['node_load1', null, 'cpu'],
    ['queries_per_second', null, 'load'],
    ['page_load_time', null, 'latency'],
    ['jvm_old_gen_used', null, 'memory'],
    ['connections', null, 'holders'],
    ['login_rate', null, 'load'],
    ['rate_limited_requests', null, 'errors'],
    ['queries_per_request', null, 'cost-per-work'],
    ['solar_flux', null, 'other']
  ] as const)('%s measures %s → %s', (series, unit, role) => {
    expect(seriesRoleOf(series, unit)).toBe(role)
  })
})
