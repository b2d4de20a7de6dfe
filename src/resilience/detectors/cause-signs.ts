import type { CauseCategory, RunMeasure, SeriesRole } from '../../domain/index.ts'

/** By what a class of cause shows itself while it acts, before and beside the harm that it does. */
export interface CauseSigns {
  /** What is measured of the operation that the cause is in. */
  readonly measures: readonly RunMeasure[]
  /** Series that count or measure the cause's own doing. */
  readonly roles: readonly SeriesRole[]
  /** Log lines that speak of it. */
  readonly words: RegExp
  /** Is it told by one entity that differs from its peers? */
  readonly ofOneEntity?: true
}

export const causeSigns: Readonly<Record<CauseCategory, CauseSigns>> = {
  'inefficient-query': {
    measures: ['oldest-ms', 'busy', 'mean-ms'],
    roles: ['cost-per-work'],
    words: /slow (query|statement)|full (table )?scan/i
  },
  'query-amplification': {
    measures: ['per-minute', 'busy'],
    roles: ['cost-per-work'],
    words: /n\+1|too many (queries|calls)/i
  },
  'lock-contention': {
    measures: ['oldest-ms', 'busy', 'mean-ms'],
    roles: ['waiters'],
    words: /\block|deadlock|serializ/i
  },
  'cache-failure': { measures: ['per-minute', 'busy'], roles: ['cache-hits'], words: /cache|evict|\bmiss(es|ed)?\b/i },
  'slow-dependency': {
    measures: ['oldest-ms', 'mean-ms', 'busy', 'failed-share'],
    roles: [],
    words: /time-?d? ?out|upstream|gateway|read timed|connect timed|unavailable/i
  },
  'retry-storm': { measures: ['per-minute', 'failed-share'], roles: ['retries'], words: /retr(y|ies|ying)|re-?attempt|attempt/i },
  'memory-leak': { measures: [], roles: ['memory', 'gc'], words: /heap|memory|garbage|\bgc\b|oom/i },
  'resource-leak': {
    measures: [],
    roles: ['holders', 'utilisation'],
    words: /leak|too many open|exhaust|not available|handles?|descriptors?/i
  },
  'abusive-traffic': { measures: ['per-minute', 'busy'], roles: ['load'], words: /rate.?limit|blocked|bot|crawler|throttl/i },
  'batch-interference': {
    measures: ['oldest-ms', 'busy', 'per-minute'],
    roles: ['disk', 'cpu'],
    words: /job|batch|backup|export|import|report|vacuum|index/i
  },
  misconfiguration: {
    measures: ['mean-ms', 'failed-share'],
    roles: ['limit', 'waiters', 'queue'],
    words: /pool|limit|time-?d? ?out|not available|exhaust|refus|config/i
  },
  'faulty-instance': {
    measures: [],
    roles: [],
    words: /instance|node|replica|health.?check|i\/o error|disk/i,
    ofOneEntity: true
  },
  'code-defect': {
    measures: ['failed-share', 'mean-ms'],
    roles: [],
    words: /exception|null|assert|illegal|overflow|cannot|error/i
  },
  'data-defect': {
    measures: ['failed-share', 'mean-ms'],
    roles: [],
    words: /parse|invalid|malformed|constraint|decode|unexpected|cannot/i
  },
  'expired-certificate': { measures: ['failed-share'], roles: [], words: /certificate|tls|ssl|x509|expired|handshake|pkix/i },
  'network-fault': {
    measures: ['failed-share', 'mean-ms'],
    roles: ['network'],
    words: /dns|resol|unreachable|no route|reset|refused|packet|name or service|connect/i
  },
  'platform-outage': {
    measures: ['failed-share'],
    roles: [],
    words: /unavailable|outage|503|502|throttl|denied|provider|region/i
  },
  'quota-exhaustion': {
    measures: ['failed-share'],
    roles: ['disk', 'utilisation'],
    words: /space|quota|limit|licen[cs]e|full|exceed|too many requests|429/i
  },
  'demand-surge': {
    measures: ['per-minute'],
    roles: ['load', 'queue', 'utilisation'],
    words: /queue|overload|busy|saturat|reject/i
  }
}
