import type { CauseCategory } from '../taxonomy.ts'
import type { ChangedText } from './diff.ts'

/** Something that a change touches and that can produce faults of the categories. */
export interface Touch {
  readonly categories: readonly CauseCategory[]
  /** What it touches, in words that end "it …". */
  readonly reason: string
  /** 3: changed in the harmful direction; 2: changed; 1: only said in words. */
  readonly strength: 1 | 2 | 3
  readonly old: string | null
  readonly new: string | null
}

interface Rule {
  readonly categories: readonly CauseCategory[]
  readonly reason: string
  /** In a line that came, went, or either; `said`: in the title or description. */
  readonly added?: RegExp
  readonly removed?: RegExp
  readonly said?: RegExp
  /** Holds only when no added line matches. */
  readonly unlessAdded?: RegExp
  readonly strength?: 2 | 3
}

const query =
  /\bselect\b.+\bfrom\b|\b(?:inner|left|right|cross) join\b|\border by\b|\bgroup by\b|\bwhere\b.+[=<>]|\blike\s+['"(:%]|@Query\b|\.(?:createQuery|query|raw|where|find_by_sql|findAll|aggregate|order|orderBy|filter)\(|\bJOIN FETCH\b|\bto_tsvector|\bilike\b/i
const loop =
  /\bfor\s*\(|\bforeach\b|\bfor \w+ (?:in|:=|of) |\.(?:forEach|each|map|flatMap|stream)\s*[({]|\bwhile\s*\(|\.each do\b/
const call =
  /(?:repository|repo|dao|mapper|client|api|gateway|service|store|db|session|em|cache|http|axios|requests?|rest\w*)\w*[.(:]+\w*(?:find|get|load|fetch|query|select|count|call|post|exchange|lookup|execute|one|by|all)?\w*\(|\bfetch\(|\bawait \w+|\.(?:objects|findById|findOne|find|get|query|execute|load|lookup)\(/i

/** A repetition of what repeats, in a pattern: on what almost fits it tries every way to divide it. */
const backtracking =
  /(?=.*(?:regex|pattern|match|test\(|compile|[=(,]\s*r?["'`/]|[=!]~)).*\((?:\[(?:\\.|[^\]\\])+\]|\\.|[^()[\]\\])*?(?:\[(?:\\.|[^\]\\])+\]|\\[wdsSDW]|\.|\w)[+*](?:\[(?:\\.|[^\]\\])+\]|\\.|[^()[\]\\])*\)[+*{]/i

/** A key made of parts: what is kept under it is found by nothing else, whatever keeps it. */
const composedKey =
  /\bkey\w*\s*(?::=|=>?)\s*(?:[frb]?["'`](?=[^"'`\n]*[:|])[^"'`\n]*(?:\$?\{|%[sdv])|["'`][\w-]+[:|][\w:|-]*["'`]\s*[+.])/i

/** What tells many people of a service at once: sent out, told in the news, put where everybody passes, or opened at an hour. */
const called = new RegExp(
  [
    String.raw`\b(?:letters?|leaflets?|mail(?:ing|shot|out)s?|newsletters?|e-?mails?|text messages|sms|push notifications?|invitations?|reminders?)\b[^.\n]{0,60}\b(?:sent|delivered|posted|dispatched|goes out|went out|to (?:all|every|\d[\d,.]*))\b`,
    String.raw`\b\d[\d,.]{2,} (?:letters|leaflets|mails|e-?mails|invitations|reminders|text messages|sms|notifications)\b`,
    String.raw`\b(?:(?:advertising|marketing|media|press) campaigns?|campaign (?:starts?|started|launch\w*)|adverts?|advertisements?|press release|newspapers?|evening paper|local news|front page|on (?:television|tv|the radio|the news))\b`,
    String.raw`\blinks? (?:[\w’'-]+ ){0,6}(?:on|to|from) (?:[\w’'-]+ ){0,4}home ?page\b`,
    String.raw`\b(?:ticket|booking|registration|application|enrolment)s?(?: sales?)? (?:opens?|opened|on sale|goes? live|went live)\b|\bsales? (?:starts?|started|opens?|opened|begins?|began)\b`
  ].join('|'),
  'i'
)

/** What takes away again what work leaves behind: files, rows, segments, images. */
const cleaning =
  /clean[- _]?(?:up|er|ing)?s?\b|\w*clean\b|\bpurg\w+|\bprun(?:e|ing)\w*|log-?_?rotat\w*|\brotat(?:e|ion)\b|retention|house-?_?keep\w*|garbage[- _]?collect\w*|\bgc_\w+|\btmpwatch|tmpfiles|tmpreaper|\breaper|\bsweep\w*|\bexpire_?(?:logs|snapshots|old|after|days)\w*|(?:delete|remove)s? old|old files|\bvacuum\b|compact(?:ion|or)|\bdeleteDays|max_?(?:age|files|backups|history)/i

/** What ends the keeping of things in memory. */
const bound = /\b(?:maximumSize|maxEntries|expireAfter\w*|weakKeys|WeakHashMap|max_?size)\b/i

/** Keys of a cache, times to keep, and calls of what keeps. */
const keeping =
  /\bcache_?key|\bkey\s*[:=].*cache|\bcache.*\bkey\b|\bttl\b|\bp?expire(?:s|_?(?:after|at|in|time|every)\w*)?\b|\bmax-age\b|\bevict|\bp?setex\b|\b\w*(?:redis|memcached?|cache)(?:->|\.|::)(?:p?expire|set|put|add|store|remember)\w*\(/i

/** What touches what. A rule says what a change could produce, never that it did. */
export const rules: readonly Rule[] = [
  {
    categories: ['code-defect'],
    reason: 'may compute for long: a pattern that repeats what repeats',
    added: backtracking,
    strength: 3
  },
  { categories: ['inefficient-query'], reason: 'changes a query', added: query },
  { categories: ['inefficient-query'], reason: 'takes away a query or a condition of one', removed: query },
  {
    categories: ['inefficient-query'],
    reason: 'drops an index',
    added: /\b(?:drop|remove_?)\s*_?index\b/i,
    removed: /\bcreate (?:unique )?index\b|@Index\b|\badd_index\b|\bindex\s*[:=(]/i,
    said: /\b(?:drop(?:s|ped)?|remov(?:es?|ed)|delet(?:es?|ed)) (?:the |an? |unused |old |redundant |duplicate )*(?:[\w.-]+ ){0,3}index(?:es)?\b|\bdrop index\b/i,
    strength: 3
  },
  {
    categories: ['inefficient-query'],
    reason: 'takes away a limit on rows',
    removed: /\blimit\s+[\d:?$]|\bpage_?size\b|\bsetMaxResults\(|\.(?:limit|take|paginate|page)\(/i,
    unlessAdded: /\blimit\s+[\d:?$]|\bsetMaxResults\(|\.(?:limit|take|paginate|page)\(/i,
    strength: 3
  },
  {
    categories: ['inefficient-query'],
    reason: 'speaks of queries, search, statistics or growth of what is queried',
    said: /\b(?:sql|quer(?:y|ies)|search(?:es)?|sort(?:ing|ed)?|filter(?:s|ing)?|pagination|full[- ]text|analy[sz]e|statistics|planner|execution plan|listing|backfill\w*|bulk (?:load|insert|import)|import(?:ed|s)? [\d,.]+|inserted [\d,.]+|[\d,.]+ ?(?:(?:k|m|thousand|million|tsd\.?|mio\.?|millionen) (?:[\w-]+ ){0,2})?(?:rows|records|\w*sätze)|published .*(?:slots|records|rows))\b/i
  },
  {
    categories: ['query-amplification'],
    reason: 'takes away fetching in one go',
    removed:
      /\bjoin fetch\b|\b(?:prefetch_related|select_related|includes|preload|eager_load|findAllById|batch\w*|getAll|mget|in_bulk|EntityGraph|BatchSize|DataLoader)\b|FetchType\.EAGER/i,
    strength: 3
  },
  {
    categories: ['query-amplification'],
    reason: 'makes loading lazy or one by one',
    added: /FetchType\.LAZY|\blazy\s*[:=]\s*["']?(?:true|select)|\bn\+1\b/i,
    said: /\bn\+1\b|\blazy[- ]load|\bone (?:call|query|request|lookup) (?:per|for each)\b|\b(?:call|query|look ?up|fetch)\w* (?:for|per) (?:each|every)\b/i,
    strength: 3
  },
  {
    categories: ['lock-contention'],
    reason: 'takes locks or holds a transaction',
    added:
      /\bfor update\b|\block table\b|\bsynchronized\b|\b(?:mutex|ReentrantLock|Semaphore)\b|\.lock\(|\bSERIALIZABLE\b|REPEATABLE.READ|@Transactional|\bBEGIN\b|\balter table\b|\bvacuum full\b|\bcreate (?:unique )?index (?!concurrently)|PESSIMISTIC|advisory_(?:xact_)?lock|lock_timeout|\bBeginTx?\(|\bupdate \w+ set (\w+) ?= ?(?:\w+\.)?\1 ?[+-]|\bwith_lock\b|select_for_update/i,
    said: /\b(?:row|table|pessimistic|advisory|exclusive|global)[- ]lock|\block(?:s|ing|ed)? (?:the |a |rows?|tables?|records?)|\bfor update\b|\balter table\b|\bvacuum full\b|\bisolation level\b|\b(?:one|single|whole) (?:long )?transaction\b|\btransaction\s*[:=]\s*["']?(?:one|single|whole)\b/i
  },
  {
    categories: ['cache-failure'],
    reason: 'takes a cache away or turns it off',
    removed: /@Cache(?:able|d)\b|\bcache\w*\.(?:get|put|set|fetch)\b|\blru_cache\b|\bmemoi[sz]e|\bCache-Control\b/i,
    unlessAdded: /@Cache(?:able|d)\b|\bcache\w*\.(?:get|fetch)\b|\blru_cache\b/i,
    said: /\b(?:disabl|bypass|remov|skip|turn(?:ed|s)? off|flush|purg|clear|invalidat|evict|drop)\w*(?: \w+){0,3} cach(?:e|es|ing)\b|\bcache (?:was |is )?(?:flushed|cleared|purged|disabled|bypassed|dropped)\b/i,
    strength: 3
  },
  {
    categories: ['cache-failure'],
    reason: 'changes what a cache is keyed by, or for how long it keeps',
    added: keeping,
    removed: new RegExp(`${keeping.source}|${composedKey.source}`, 'i'),
    said: /\b(?:cach(?:e|es|ed|ing)|redis|memcached?|ttl|cdn)\b/i
  },
  {
    categories: ['slow-dependency'],
    reason: 'takes a time-out or circuit breaker away',
    removed: /time-?_?out|deadline|circuit_?breaker|bulkhead|fallback/i,
    unlessAdded: /time-?_?out|deadline|circuit_?breaker|bulkhead|fallback/i,
    strength: 3
  },
  {
    categories: ['slow-dependency'],
    reason: 'calls another service',
    added:
      /https?:\/\/|\b(?:RestTemplate|WebClient|HttpClient|FeignClient|axios|grpc|HttpPost|OkHttp|urlopen)\b|\brequests\.(?:get|post|put)\(|\bfetch\(|\b\w+Client\.\w+\(/i,
    said: /\b(?:calls?|integrat\w+|switch(?:ed)? (?:to|over)|migrat\w+ to|point(?:ed|s)? (?:to|at))\b.{0,60}\b(?:api|endpoint|provider|gateway|upstream|third[- ]party|external|service)\b/i
  },
  {
    categories: ['retry-storm'],
    reason: 'changes how a call is tried again',
    added: /\bretr(?:y|ies|ying)\w*|@Retryable|\bback_?-?off|\bmax_?attempts?\b/i,
    removed: /\bback_?-?off|\bjitter|\bmax_?attempts?\b|\bcircuit_?breaker|\bretry_?(?:budget|limit)/i,
    said: /\b(?:retr(?:y|ies|ying)|reattempts?|back-?off|resend|redeliver)\b/i
  },
  {
    categories: ['memory-leak'],
    reason: 'keeps things in memory',
    added:
      /\bstatic\b.*\b(?:Map|List|Set|Cache|Dictionary|Queue)\b|(?:\bnew |[=:] ?)(?:Concurrent)?(?:Hash)?Map\b|\bglobal\w*\s*=\s*(?:\{|\[|new)|\b(?:ThreadLocal|addListener|addEventListener|\.on\()|\b(?:cache|buffer|history|registry|seen|sessions?|pending)\w*\.(?:add|put|push|append|set)\(|\b(?:cache|buffer|history|registry|seen)\w*\[[^\]]+\]\s*=|\b(?:unbounded|maximumSize\s*\(\s*0|softValues|maxsize\s*=\s*None)/i,
    said: /\b(?:in[- ]memory|in[- ]process cache|hold\w* in memory|heap|memoi[sz]\w*|keep(?:s|ing)? .{0,30}in memory)\b/i
  },
  {
    categories: ['memory-leak'],
    reason: 'counts or times apart what has no end of values, and keeps each',
    added:
      /\b\w*(?:[Hh]ist(?:ogram)?|[Cc]ounter|[Gg]auge|[Mm]etrics?|[Tt]imer|[Ss]ummary|[Mm]eter(?:Registry)?|[Ss]tats?)\w*(?:\(\))?\.(?:[Ww]ith\w*|labels?|tags?|record|[Oo]bserve|inc\w*|timer|counter|add)\([^)]*(?:\w(?:ID|Id|_id)s?\b|\b(?:u?uid|guid|e?mail|token|url|uri|query)\b|\b(?:[Uu]ser|[Ss]ession|[Cc]ustomer|[Cc]lient|[Aa]ccount)(?:Name|Key|_name|_key)?\b)/,
    said: /\bcardinality\b|\b(?:label|tag|count|time|latency|metric|histogram|series)\w* (?:by|per|for (?:each|every)) (?:user|session|customer|client|account|visitor|request|device|url|id)\b/i
  },
  {
    categories: ['memory-leak'],
    reason: 'no longer lets things go',
    removed: new RegExp(
      String.raw`\.(?:remove|clear|evict|delete|removeListener|removeEventListener|unsubscribe)\(|${bound.source}`,
      'i'
    ),
    unlessAdded: bound,
    strength: 3
  },
  {
    categories: ['resource-leak'],
    reason: 'no longer gives back what it takes',
    removed:
      /\.(?:close|release|dispose|disconnect|shutdown|returnObject|end|destroy)\(|\btry\s*\(|\bwith \w+.*:\s*$|\bdefer \w+\.|\busing\s*\(|\bfinally\b/i,
    strength: 3
  },
  {
    categories: ['resource-leak'],
    reason: 'no longer removes what is left behind',
    removed: cleaning,
    unlessAdded: cleaning,
    said: new RegExp(
      String.raw`\b(?:remov\w*|disabl\w*|(?:turn|switch)\w* off|stop(?:s|ped)?|paus\w*|suspend\w*|drop(?:s|ped)?|delet\w*|uninstall\w*|replac\w*|skip\w*|comment\w* out|no longer|without|instead of|moved?|retir\w*|decommission\w*)\b[^\n]{0,160}(?:${cleaning.source})|(?:${cleaning.source})[^.\n]{0,60}\b(?:remov\w*|disabl\w*|off|stopp\w*|paus\w*|suspend\w*|dropp\w*|skipp\w*|gone|retired|no longer)\b`,
      'i'
    ),
    strength: 3
  },
  {
    categories: ['resource-leak'],
    reason: 'takes connections, handles or threads',
    added:
      /\b(?:new(?:Scheduled|Fixed|Cached|Single|WorkStealing)\w*(?:Pool|Executor)|(?:Scheduled)?ThreadPoolExecutor|threading\.Thread|Thread\.(?:new|start)|setInterval|pthread_create|getConnection|openConnection|connect|acquire|checkout|openSession|createClient|Begin(?:Tx)?|beginTransaction|createReadStream|new (?:Socket|Thread|Timer|FileInputStream|FileOutputStream|HttpClient|RestTemplate)|Files\.(?:lines|newInputStream)|open)\(/i,
    said: /\b(?:open(?:s|ing)?|tak(?:es?|ing)|hold(?:s|ing)?|own) (?:a |an |its |the |new )*(?:connections?|sessions?|sockets?|file handles?|threads?)\b/i
  },
  {
    categories: ['batch-interference'],
    reason: 'is or schedules a job',
    added: /@Scheduled|\bcron\b|\bschedule\w*\s*[:=(]/i,
    removed: /@Scheduled|\bcron\b|\bschedule\w*\s*[:=(]/i,
    said: /\b(?:jobs?|cron|schedul(?:e|ed|ing)|batch|backups?|nightly|re-?index(?:ing)?|vacuum|exports?|etl|archiv\w+|house-?keeping|dump|scan|report run|reconcil\w+)\b/i
  },
  { categories: ['demand-surge'], reason: 'calls many people to the service', said: called },
  {
    categories: ['abusive-traffic'],
    reason: 'opens the door to crawlers or unlimited clients',
    removed: /\brate_?-?limit|\bthrottl|\bDisallow:|\bcaptcha\b|\bblock_?list|\bdeny\b/i,
    added: /\bAllow:\s*\/|\bsitemap/i,
    said: /\b(?:robots\.txt|sitemap|captcha|rate[- ]limit(?:s|ing)? (?:removed|lifted|disabled)|(?:remov|lift|disabl)\w+ (?:the )?rate[- ]limit|open(?:ed)? (?:the )?api|partner (?:access|key)|allow-?list)\b/i
  },
  {
    categories: ['expired-certificate'],
    reason: 'touches certificates or trust',
    added: /\b(?:cert(?:ificate)?s?|tls|ssl|keystore|truststore|x509|mtls|\.pem|\.crt|\.jks)\b/i,
    removed: /\b(?:cert(?:ificate)?s?|keystore|truststore|cert-?manager|acme|renew\w*)\b/i,
    said: /\b(?:cert(?:ificate)?s?|tls|ssl|keystore|truststore|mtls|renewal)\b/i
  },
  {
    categories: ['network-fault'],
    reason: 'touches names, routes or the network',
    added:
      /\b(?:dns|nameserver|resolv\.conf|route_?table|firewall|security_?group|network_?polic|subnet|mtu|ndots|iptables|egress|ingress|load_?balancer)\b/i,
    said: /\b(?:dns|name ?servers?|dhcp|resolv\.conf|resolvers?(?! (?:for|of|functions?)\b)|rout(?:e|es|ing) (?:table|change|rule)|firewall|security group|network polic(?:y|ies)|subnet|vlan|mtu|mss|vpn|load ?balancer|proxy|peering|switch (?:firmware|port)|up-?links?|tunnels?|ipsec|wireguard|vxlan|leased line|fibre|bgp|ospf|(?:wan|lan|network|carrier|backbone|trunk) (?:link|line|path|interface|port|cable)s?|cabling|routers?|re-?routed)\b/i
  },
  {
    categories: ['platform-outage', 'faulty-instance'],
    reason: 'works on hosts or the platform',
    said: /\b(?:hypervisor|kernel|firmware|host|node|cluster|availability zone|data ?cent(?:er|re)|kubernetes|k8s|openshift|storage array|san|vm|drain(?:ed|ing)?|cordon\w*|patch(?:ed|ing) (?:the )?(?:os|hosts?|servers?|nodes?))\b/i
  },
  {
    categories: ['code-defect'],
    reason: 'may compute for long: an expression to match, a sleep, a cipher, a loop without end',
    added:
      /\bPattern\.compile\(|\bnew RegExp\(|\bre\.compile\(|\bregexp\.MustCompile\(|\([^()\s]*[+*][^()\s]*\)[+*]|\b(?:Thread\.)?sleep\(|\bwhile\s*\(?\s*(?:true|1|True)\b|\bfor\s*\(;;\)|\b(?:bcrypt|scrypt|pbkdf2|argon2)\b|\blevenshtein\b|\bpermutations?\(|JSON\.parse\(JSON\.stringify/i,
    strength: 3
  },
  {
    categories: ['code-defect'],
    reason: 'lets a thread stand until other work is done',
    added:
      /\.Result\b(?!\s*[({=])|\.Wait\(\)|GetAwaiter\(\)\.GetResult|\bf(?:ut(?:ure)?)?s?\w*\.(?:get|join|result)\(|\b(?:future|task|promise)\w*\.(?:get|join|result)\(|\.submit\([^;]*\.(?:get|result|join)\(|supplyAsync\([^;]*\.(?:get|join)\(|\bAwait\.result\(|\brunBlocking\b|\binvokeAll\(|\basync_to_sync\(|run_until_complete\(|\b(?:readFile|writeFile|exec|execFile|spawn|gzip|gunzip|inflate|deflate|brotliCompress|pbkdf2|scrypt|hash|compare)Sync\(|\.block\(\)|\bwg\.Wait\(/,
    strength: 3
  },
  {
    categories: ['data-defect'],
    reason: 'loads or changes data',
    added: /\b(?:insert into|update \w+ set|copy \w+ from)\b/i,
    said: /\b(?:data (?:import|load|migration|fix|feed)|imported?|backfill\w*|seed(?:ed|ing)?|bulk (?:load|insert|update)|uploaded?|(?:new|corrected|migrated) records?)\b/i
  }
]

/** Loops that came with calls in them: each turn of the loop is a call. */
export function loopWithCalls({ added }: ChangedText): Touch | null {
  const at = added.findIndex((line) => loop.test(line))
  if (at < 0 || !added.slice(at, at + 8).some((line) => call.test(line.replace(loop, '')))) return null
  return {
    categories: ['query-amplification'],
    reason: 'adds a loop with calls in it',
    strength: 3,
    old: null,
    new: added[at]?.trim() ?? null
  }
}

/** What is logged or measured from now on is as it was. */
const onlyTold =
  /\b(?:log(?:s|ged|ging)?(?![- ]?(?:in|on|out|off)\b)|measur(?:es?|ed|ing)|instrument(?:s|ed|ing)?)\b(?! level)[^\n]*/gi

/** Every rule that the changed lines, or what is said where no diff is shown, fulfil. */
export function touchesOf(text: ChangedText): Touch[] {
  const prose = text.prose.slice(0, 8_000).replaceAll(onlyTold, ' ')
  return rules.flatMap(({ categories, reason, added, removed, said, unlessAdded, strength = 2 }): Touch[] => {
    const come = added && text.added.find((line) => added.test(line))
    const gone = removed && text.removed.find((line) => removed.test(line))
    const kept = unlessAdded !== undefined && text.added.some((line) => unlessAdded.test(line))
    if ((come !== undefined || gone !== undefined) && !kept) {
      // A line that only moved or was re-worded is a change of it, not its loss.
      return [{ categories, reason, strength, old: gone?.trim() ?? null, new: come?.trim() ?? null }]
    }
    if (!said || !said.test(prose) || text.isDiff) return []
    return [{ categories, reason, strength: 1, old: null, new: null }]
  })
}
