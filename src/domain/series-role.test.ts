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
    ['connection_pool_utilization', 'percentage', 'utilisation'],
    ['solar_flux', null, 'other']
  ] as const)('%s measures %s → %s', (series, unit, role) => {
    expect(seriesRoleOf(series, unit)).toBe(role)
  })
})
