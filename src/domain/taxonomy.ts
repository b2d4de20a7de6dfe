import { z } from 'zod'

/**
 * What can cause a performance incident. "More servers, more connections, more memory" is not in this list:
 * a resource's size is never a cause, except as true lack of capacity (`demand-surge`) or a limit reached by
 * growth (`quota-exhaustion`), or a limit wrongly set (`misconfiguration`).
 */
export const CauseCategory = z.enum([
  'inefficient-query',
  'query-amplification',
  'lock-contention',
  'cache-failure',
  'slow-dependency',
  'retry-storm',
  'memory-leak',
  'resource-leak',
  'abusive-traffic',
  'batch-interference',
  'misconfiguration',
  'faulty-instance',
  'code-defect',
  'data-defect',
  'expired-certificate',
  'network-fault',
  'platform-outage',
  'quota-exhaustion',
  'demand-surge'
])
export type CauseCategory = z.infer<typeof CauseCategory>

/** How a remedy acts. `scale` is right only where the scaling test says so. */
export const RemedyClass = z.enum(['fix-cause', 'revert', 'scale', 'limit-load', 'restart', 'observe'])
export type RemedyClass = z.infer<typeof RemedyClass>

/** One line per category, in words for a service owner. */
export const causeTitles: Record<CauseCategory, string> = {
  'inefficient-query': 'a database query that does far more work than it should',
  'query-amplification': 'one request that makes many small calls (N+1, chatty calls)',
  'lock-contention': 'work waiting for locks that other work holds',
  'cache-failure': 'a cache that no longer shields what stands behind it',
  'slow-dependency': 'a service that ours depends on became slow, and ours waited for it',
  'retry-storm': 'retries that multiply the load after a first failure',
  'memory-leak': 'memory that is taken and not given back',
  'resource-leak': 'connections, threads or handles that are taken and not given back',
  'abusive-traffic': 'crawlers, bots or a single client asking far too much',
  'batch-interference': 'a job, backup or neighbour competing with citizens’ requests',
  misconfiguration: 'a limit, flag or time-out set wrongly',
  'faulty-instance': 'one instance or host that misbehaves among healthy ones',
  'code-defect': 'a defect in the application’s code',
  'data-defect': 'a record that the software cannot handle',
  'expired-certificate': 'a certificate that expired',
  'network-fault': 'DNS, routes or packet loss',
  'platform-outage': 'an outage of the platform underneath',
  'quota-exhaustion': 'a disk, licence or rate limit reached by growth',
  'demand-surge': 'more demand than the service has capacity for, at an unchanged cost per request'
}
