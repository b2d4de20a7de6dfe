import type { CauseCategory } from '../../../../domain/index.ts'

/** What a class of cause makes systems say in the general language of operations. */
interface Sign {
  readonly category: CauseCategory
  /** Words that hardly anything else makes a system say. */
  readonly plain: RegExp
  /** Words that others make it say too; null where there are none. */
  readonly faint: RegExp | null
}

/**
 * Time-outs are no sign here: whatever goes wrong makes callers wait, and who is called and late is told by its calls, not by words. Read on words written apart: `TooManyRequests`, `no_space_left` are words written together.
 */
export const signs: readonly Sign[] = [
  {
    category: 'expired-certificate',
    plain:
      /\bcertificat\w*|\bx ?509\b|\bpkix\b|not after\b|\bcert (?:has |is )?(?:expired|not yet valid)|\bself.signed\b|unknown ca\b|\btrust ?(?:store|anchor)/i,
    faint: /\b(?:tls|ssl|handshake)\b|\b(?:token|key|credential|password|secret)s?\b[^\n]{0,24}\bexpired\b/i
  },
  {
    category: 'quota-exhaustion',
    plain:
      /\bquota\b|\bover query limit\b|\b(?:daily|monthly|hourly|usage|plan|licen[cs]e|account|contract|seat) (?:limit|cap|allowance)\b|\bno space left\b|\benospc\b|\b(?:disk|volume|tablespace|file ?system|partition)\b[^\n]{0,30}\bfull\b|\bunable to extend\b|\bout of (?:credit|inodes|space|disk)\b|\bmaximum value of sequence\b|\bout of range for\b|\bnumber range\b|\bresource exhausted\b|\btoo many requests\b|\ball licen[cs]es\b|\b(?:status|code|http)\b\W{0,3}(?:429|507)\b|\bread.only\b[^\n]{0,30}\b(?:flood|watermark|block)/i,
    faint: /\b429\b|\bthrottl\w*|\brate.?limit\w*|\blimit\b[^\n]{0,20}\b(?:reached|exceeded|hit)\b|\bexhausted\b|\bused up\b/i
  },
  {
    category: 'lock-contention',
    plain:
      /\bdead ?lock\w*|\block (?:wait|time.?out|request)\b|\blck m\b|\bblocked by\b|\bblocking session\b|\bstill waiting for \w+lock\b|\bidle in transaction\b|\bwaiting (?:for|to) (?:\w+ ){0,3}(?:lock|latch|mutex|monitor)\b|\benq: ?t[xm]\b|\bshare ?lock\b|\bexclusive ?lock\b|\block (?:is )?held\b|\bcould not (?:obtain|acquire) (?:\w+ ){0,3}lock\b|\brecord is (?:locked|in use)\b|\blocked by (?:user|session|another)\b/i,
    faint:
      /\block(?:s|ed)?\b|\bbegin tran\w*|\bfor update\b|\bsuspended\b|\bserializ\w+ (?:failure|access)|\bexecution timeout\b/i
  },
  {
    category: 'resource-leak',
    plain:
      /\btoo many open files\b|\bemfile\b|\benfile\b|\bleak(?:ed|s|ing)?\b[^\n]{0,20}(?:detect|connection|handle|session)|\bconnection leak\b|\b(?:unable|failed) to create (?:new )?(?:native )?thread\b|\bcannot (?:fork|allocate thread)\b|\bclose.wait\b|\bfile (?:descriptors?|handles?)\b|\btoo many (?:clients|connections|sessions|channels|subscriptions|cursors)\b|\bmaximum open cursors\b|\bno free (?:ports?|sockets?|slots?|channels?)\b|\bcannot assign requested address\b/i,
    faint:
      /\b(?:connection|thread|session|channel|object) ?pool\b|\bno (?:free |available |idle )?(?:connection|thread|worker|session|channel)s?\b|\bconnection from pool\b|\bpool (?:is )?(?:exhausted|empty|full)\b/i
  },
  {
    category: 'memory-leak',
    plain:
      /\bout ?of ?memory\b|\boom.?kill\w*|\bheap (?:space|limit|out|exhaust)|\bgc overhead\b|\bpause full\b|\bfull gc\b|\ballocation (?:failed|failure|stall)\b|\bto.?space exhausted\b|\bcannot allocate memory\b|\bexit(?:ed)?(?: with)?(?: code)?[ =:]*137\b|\bmemory (?:limit|cgroup|pressure)\b/i,
    faint: /\bheap\b|\bswap\w*|\bmemory\b|\bgc\b/i
  },
  {
    category: 'batch-interference',
    plain:
      /\b(?:re.?index|rebuild|recalc\w*|back ?fill|backup|vacuum|nightly|batch|bulk|dump|etl|archiv(?:e|al|ing)|housekeep\w*|clean.?up|purge|re.?encod\w*|month.?end|reconcil\w*|scrub|rebalanc\w+|compact(?:ion|ing)|anti.?virus|full scan|migration)\b|\bcreate job\b|\bcron(?:tab|job)?\b|\bcmd \(/i,
    faint: /\b(?:job|task|import|export|report|sync|scheduler?|temporary file|snapshot|copy)\b/i
  },
  {
    category: 'network-fault',
    plain:
      /\b(?:unknown host|enotfound|eai again|no such host|nxdomain|servfail|name resolution|getaddrinfo|dns|resolver?)\b|\b(?:host|network|destination) (?:is )?unreachable\b|\bno route to host\b|\bline protocol\b|\blink (?:is )?(?:down|flap\w*)\b|\bcarrier (?:lost|down)|\b(?:bgp|ospf|eigrp|vpn|tunnel|ipsec|vrrp|wan)\b|\bpackets? (?:loss|lost|dropped)\b|\bretransmi\w+|\bmtu\b|\bfragmentation needed\b|\bnf conntrack\b|\bduplex\b|\bcrc errors?\b|\b(?:optic|transceiver|sfp|patch cable)\b|\b(?:failed to validate|stale|idle) connections?\b|\bfirewall\b|\bnat\b/i,
    faint:
      /\bconnection (?:reset|refused|timed out|closed)\b|\bpeer closed\b|\bbroken pipe\b|\bbytes of body received\b|\bsocket hang up\b|\bpeer\b[^\n]{0,20}\bdown\b/i
  },
  {
    category: 'retry-storm',
    plain:
      /\bretry(?:ing|ies)?\b|\bretries\b|\bre.?deliver\w*|\bre.?queue\w*|\bre.?sen[dt]\w*|\bre.?connect\w*|\battempts?[ =:]*(?:[2-9]|\d\d)|\btries[ =:]*(?:[2-9]|\d\d)|\bback.?off\b|\bre.?subscri\w*|\bre.?register\w*/i,
    faint: /\battempts?\b|\bqueue\b[^\n]{0,20}\bfull\b|\bagain\b/i
  },
  {
    category: 'cache-failure',
    plain:
      /\bcache\b|\bevict\w*(?![^\n]{0,30}\bpod)|\bmaxmemory\b|\bhit.for.(?:miss|pass)\b|\b(?:hit ?rate|misses)\b|\bflush ?(?:all|db)\b|\bstampede\b|\bcold start\b|\bmemcached?\b|\bcache hits?\b|\bcache.control\b|\bset.cookie\b|\bpurged?\b/i,
    faint: /\bmiss\b|\bredis\b|\bvarnish\b|\bcdn\b|\bttl\b|\binvalidat\w*|\bstale\b/i
  },
  {
    category: 'data-defect',
    plain:
      /\b(?:parse|parsing|decod\w+|deserial\w+|unmarshal\w*|format|conversion|validation|schema)\b[^\n]{0,24}\b(?:error|fail\w*|exception|invalid)\b|\b(?:malformed|corrupt\w*|unexpected (?:token|character|end|value)|invalid (?:byte|character|utf|date|value|geometry|record|xml|json|line|number)|not well.formed|cannot (?:parse|deserialize|convert)|number format|poison|dead.?letter\w*|out of bounds|unparseable|duplicate key|violates|integrity constraint|constraint violation|date ?time parse)\b/i,
    faint: /\binvalid\b|\brecord\b|\bskipp(?:ed|ing)\b|\bunknown (?:code|value|field|type)\b|\brejected\b|\brev(?:ision)?[ =:]/i
  },
  {
    category: 'code-defect',
    plain:
      /\bnull ?(?:pointer|reference)\b|\b(?:type|attribute|key|index|reference|assertion|name|zero division|no method|argument|runtime|stack overflow|illegal state|class cast|unsupported operation|concurrent modification|arithmetic) ?(?:error|exception)\b|\bundefined (?:is not|method|variable|index)|\bcannot read propert\w*|\bis not a function\b|\bnil pointer\b|\bpanic\b|\bsegmentation fault\b|\bsigsegv\b|\bindex out of (?:range|bounds)\b|\buncaught\b|\bunhandled\b|\btraceback\b|\bcore dumped\b|\bliveness probe failed\b|\bcrash.?loop\w*|\bevent loop\b/i,
    faint: /\b\w*exception\b|\bfatal\b|\bunexpected\b|\bassert\w*|\brestart(?:ed|ing)\b|\bbug\b/i
  },
  {
    category: 'faulty-instance',
    plain:
      /\bnode not ready\b|\bnot ready\b|\btemperature\b|\bclock (?:throttled|skew|unsynchroni\w+)\b|\bthermal\b|\bfan (?:fail\w*|speed)|\b(?:ecc|mce|edac|machine check|hardware error)\b|\bsmart\b[^\n]{0,20}\b(?:fail|error)|\bi\/?o error\b|\bbad (?:sector|block)s?\b|\bmedium error\b|\bread.only file ?system\b|\bremount\w*[^\n]{0,20}\bread.only\b|\b(?:ntp|chrony\w*|time sync\w*)\b|\bused before issued\b|\bissued in the future\b|\bclock\b[^\n]{0,20}\b(?:ahead|behind|drift|skew)|\bsoft lockup\b|\bsteal\b|\bpower supply\b|\braid\b|\bdegraded (?:array|mode)|\bkernel: /i,
    faint: /\bunhealthy\b|\bone (?:host|node|server|instance)\b|\bcordon\w*|\bdrain\w*/i
  },
  {
    category: 'platform-outage',
    plain:
      /\b(?:availability )?zone\b[^\n]{0,40}\b(?:unavailab\w*|impair\w*|down|lost|out|affect\w*)|\boutage\b|\bstatus page\b|\b(?:elevated|increased) (?:error|latenc)\w*|\bpower (?:loss|failure|outage)\b|\b(?:several|multiple|all) (?:nodes|hosts|instances)\b|\bhypervisor\b|\bdata ?cent(?:re|er)\b|\bprovider\b[^\n]{0,30}\b(?:incident|disruption|degrad\w*)|\bnode (?:lost|gone|shutdown|termination)\b|\bspot\b[^\n]{0,20}\b(?:interrupt|reclaim)\w*|\bquorum\b|\bleader (?:lost|election)\b/i,
    faint: /\bunavailable\b|\bdegraded\b|\bfail.?over\b|\bregion\b|\bmaintenance\b/i
  },
  {
    category: 'misconfiguration',
    plain:
      /\blimiting requests\b|\b(?:status|code|http)\b\W{0,3}(?:413|414|431)\b|\brequest entity too large\b|\b(?:payload|header|body|request)s? too (?:large|big|long)\b|\bnot (?:allowed|permitted|authori[sz]ed)\b|\bpermission denied\b|\baccess denied\b|\bforbidden\b|\bcors\b|\bunknown (?:option|setting|directive|property|host header)\b|\bno such (?:setting|option|property)|\binvalid (?:configuration|config|setting|option)\b|\bdeny\b|\bdenied by\b|\bpolicy\b[^\n]{0,20}\b(?:den|reject|block)\w*|\bpoll (?:timeout|interval)\b|\bwrong (?:host|port|password|endpoint|address)\b|\bauthentication failed\b|\bpassword authentication\b/i,
    faint: /\b(?:max|min|limit|setting|config\w*|flag|toggle|enable|disable|parameter)\b|\b(?:401|403|413|414|431)\b|\breload\w*/i
  },
  {
    category: 'abusive-traffic',
    plain:
      /\b(?:bot|crawler|spider|scraper|scrapy|headless|python.requests|go.http.client|curl|wget|libwww)\b|\bcredential stuffing\b|\bbrute.?force\b|\bd?dos\b|\bcaptcha\b|\b(?:login|authentication) fail(?:ed|ure)s?\b|\binvalid (?:password|credentials|login)\b|\bwaf\b|\bblocked (?:ip|address|client)\b|\bflood\b/i,
    faint: /\b(?:ip|address|client|agent)\b|\bscan\w*|\bregistration\b/i
  },
  {
    category: 'inefficient-query',
    plain:
      /\bslow (?:query|log|statement)\b|\bstatement timeout\b|\b(?:seq(?:uential)?|full|table) scan\b|\bquery (?:took|plan|time)\b|\bdrop(?:ped)? (?:\w+ )?index\b|\bcollscan\b|\btemporary file: path\b|\bmissing index\b|\bstatistics\b/i,
    faint: /\b(?:query|statement|select|index|sort|plan|rows)\b/i
  },
  {
    category: 'query-amplification',
    plain:
      /\bn ?\+ ?1\b|\bper (?:item|row|friend|record|element)\b|\bqueries per request\b|\blazy\b[^\n]{0,20}\bload\w*|\bfan.?out\b/i,
    faint: /\bcalls\b|\bqueries\b/i
  }
]
