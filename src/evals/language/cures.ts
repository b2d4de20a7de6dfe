import type { CauseCategory } from '../../domain/index.ts'

/** Words of repairs that act on each kind of cause, whatever the incident calls its parts. */
export const cures: Readonly<Record<CauseCategory, RegExp>> = {
  'inefficient-query':
    /\b(?:quer(?:y|ies)|statements?|index\w*|plans?|planner|statistics|analy[sz]e|rows?|joins?|sql|look-?ups?|search\w*|reads?|scan\w*|pagin\w*|where clause|predicate|partition\w*|cach\w*|precomput\w*|columns?|compar\w*)\b/,
  'query-amplification':
    /\b(?:batch\w*|joins?|once|one (?:call|query|request)|n\+1|eager|prefetch\w*|bulk|calls?|keys|per item)\b/,
  'lock-contention':
    /\b(?:lock\w*|transactions?|commit\w*|batch\w*|rows?|order|schedule\w*|night\w*|jobs?|hours|isolation|sessions?)\b/,
  'cache-failure': /\b(?:cach\w*|keys?|hits?|expir\w*|ttl|stampede|warm\w*|evict\w*)\b/,
  'slow-dependency': /\b(?:time-?outs?|breaker|bulkhead|fall ?back|asynchron\w*|calls?|supplier|dependenc\w*|queue|cach\w*)\b/,
  'retry-storm': /\b(?:retr(?:y|ies)|back-?off|jitter|attempts?|budget|idempot\w*|breaker)\b/,
  'memory-leak': /\b(?:leak|heap|memory|release|bound|expir\w*|evict\w*|sessions?|listeners?|dump|references?|keeps?|kept)\b/,
  'resource-leak':
    /\b(?:leak|clos\w+|finally|return\w*|give\w* (?:\w+ )?back|hand\w* (?:\w+ )?back|releas\w+|try|scope|path|connections?|handles?)\b/,
  'abusive-traffic': /\b(?:block\w*|limit\w*|robots|crawler\w*|bots?|clients?|throttl\w*|firewall|captcha|edge)\b/,
  'batch-interference': /\b(?:job|batch|schedule\w*|night\w*|hours|run|replica|priority|steps|sessions?)\b/,
  misconfiguration: /\b(?:settings?|limits?|config\w*|values?|pool|flags?|time-?outs?|parameter|pipeline|build)\b/,
  'faulty-instance': /\b(?:instance|host|node|machine|rotation|balancer|replace\w*|health)\b/,
  'code-defect': /\b(?:code|fix\w*|release|defect|bug|patch|correct\w*|test\w*|version|method|function)\b/,
  'data-defect': /\b(?:records?|data|values?|validat\w*|clean\w*|correct\w*|import\w*|rows?)\b/,
  'expired-certificate': /\b(?:certificates?|renew\w*|expir\w*|tls|acme)\b/,
  'network-fault': /\b(?:dns|routes?|network|resolver|firewall|names?|switch|path)\b/,
  'platform-outage': /\b(?:zones?|platform|regions?|provider|spread|failover|fail independently)\b/,
  'quota-exhaustion':
    /\b(?:disk|space|volume|rotat\w*|purg\w*|delet\w*|archiv\w*|quota|licen[cs]e|clean\w*|retention|files?|logs?|housekeep\w*|expir\w*)\b/,
  'demand-surge':
    /\b(?:capacity|scal\w*|demand|spread|wait\w*|queue|admit\w*|peak|rehears\w*|announc\w*|portions?|waves?|deadlines?|texts?|visitors|processors?|buy)\b/
}

/** Those that nothing but such a repair speaks of, even where nothing is said to be done ("a partial index"). */
export const tellingCures: Readonly<Record<CauseCategory, RegExp>> = {
  ...cures,
  'inefficient-query':
    /\b(?:index\w*|plans?|planner|statistics|analy[sz]e|joins?|sql|scan\w*|pagin\w*|where clause|predicate|partition\w*|precomput\w*|columns?|compar\w*|sub-?quer\w*|cach\w*|quer(?:y|ies)|find-\w+)\b/,
  'cache-failure': /\b(?:keys?|ttl|stampede|jitter|invalidat\w*|hash\w*)\b/,
  'resource-leak': /\b(?:clos\w+|finally|try|give\w* (?:\w+ )?back|hand\w* (?:\w+ )?back|return\w*|scope)\b/,
  'code-defect': /\b(?:code|defect|bug|patch|method|function|version|keys?|clos\w+|finally|try)\b/,
  'lock-contention': /\b(?:lock\w*|transactions?|commit\w*|batch\w*|schedule\w*|night\w*|hours|isolation|chunks?)\b/,
  'batch-interference': /\b(?:schedule\w*|night\w*|hours|priority|steps|chunks?|batches|reconcil\w*)\b/,
  'memory-leak': /\b(?:leak|release|bound|evict\w*|listeners?|dump|references?)\b/,
  'slow-dependency': /\b(?:breaker|bulkhead|fall ?back|asynchron\w*|cach\w*)\b/
}
