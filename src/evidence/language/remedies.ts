import { type CauseCategory, wordsApart } from '../../domain/index.ts'

/**
 * What is done against each class of cause, or ends by itself, in the general language of operations. Restarts and roll-backs stand
 * for no class: they are tried against everything, and have judges of their own. Neither does what more capacity is called.
 * Read on words written apart.
 */
const remedies: readonly (readonly [category: CauseCategory, words: RegExp])[] = [
  [
    'inefficient-query',
    /\b(?:creat\w+|re-?build\w*|re-?built|add(?:ed|ing)?|restor\w+)\b[^\n]{0,30}\bindex\w*|\bindex\w*\b[^\n]{0,40}\b(?:created|built|rebuilt|added|restored|enabled|valid)\b|\bre-?index\w*|\b(?:updat\w+|gather\w+|refresh\w+) (?:\w+ )?stat(?:istic)?s\b|\banaly[sz]e (?:table|verbose|\w+\.\w+)|\bforc\w+ (?:\w+ ){0,2}plan\b|\bplan\b[^\n]{0,24}\b(?:forced|pinned|baseline|guide)\b|\bconvert to character set\b|\b(?:kill|cancel)\w* (?:the )?(?:query|statement)\b/i
  ],
  [
    'query-amplification',
    /\beager(?:ly)?[ -]?load\w*|\bpre-?load(?:ed|ing)\b|\bjoin fetch\b|\b(?:bulk|batch)(?:ed)? (?:load|fetch|read|quer)\w*|\bn ?\+ ?1\b/i
  ],
  [
    'lock-contention',
    /\btrans[ak][ck]?tion\b[^\n]{0,30}\b(?:committed|rolled back|closed|ended|completed)\b|\b(?:kill\w*|terminat\w*|cancel\w*|disconnect\w*)\b[^\n]{0,30}\b(?:session|spid|sid|backend|blocker|transaction|pid)\b|\bpg (?:terminate|cancel) backend\b|\bterminating connection due to (?:idle|administrator)|\blocks?\b[^\n]{0,20}\b(?:released|freed|gone|removed)\b|\breleas\w+\b[^\n]{0,16}\blocks?\b|\bunlocked\b/i
  ],
  [
    'cache-failure',
    /\b(?:cache\w*|redis|memcached?|varnish|cdn|edge)\b[^\n]{0,60}\b(?:warm\w*|primed|filled|restored|enabled|back|connected|master|flushed|raised|normal|up|on)\b|\b(?:warm\w*|enabl\w+|restor\w+|prim\w+)\b[^\n]{0,24}\bcach\w+|\bswitch.master\b|\bmaxmemory\b|\bwarmer\b/i
  ],
  [
    'slow-dependency',
    /\b(?:vendor|provider|partner|supplier|third.party|upstream|external)\b[^\n]{0,60}\b(?:resolved|recovered|fixed|restored|normal|operational|back)\b|\bcircuit\b[^\n]{0,20}\b(?:closed|half)\b|\bfall.?back\b[^\n]{0,24}\b(?:on|enabled|active|used)\b/i
  ],
  [
    'retry-storm',
    /\bretr(?:y|ies)\b[^\n]{0,30}\b(?:off|disabled|reduced|removed|stopped|limited|cut|lowered|to 0|0)\b|\badmission\b|\bload.?shed\w*|\b(?:queue|backlog)\b[^\n]{0,20}\b(?:purged|emptied|drained|cleared|empty|dropped)\b|\b(?:purg|drain|clear|empt)\w+\b[^\n]{0,20}\b(?:queue|backlog)\b|\bback.?off\b[^\n]{0,20}\b(?:raised|increased|enabled|added|on)\b|\bmaintenance (?:page|mode)\b|\bretry.after\b/i
  ],
  [
    'resource-leak',
    /\b(?:delet\w+|remov\w+|purg\w+|clean\w*)\b[^\n]{0,24}\b(?:files?|sessions?|temp\w*|handles?|sockets?|subscriptions?)\b|\bfind [^\n]{1,80} delete\b|\bidle (?:connection|session)s?\b[^\n]{0,20}\b(?:closed|killed|removed)\b/i
  ],
  [
    'abusive-traffic',
    /\b(?:block(?:ed|ing)?|deny|denied|banned|blacklist\w*|black.?hol\w*|drop)\b[^\n]{0,40}\b(?:ips?|address\w*|ranges?|networks?|subnets?|agents?|bots?|crawlers?|clients?|source\w*|asn?|countr\w+)\b|\b(?:managed )?challenge\b|\bcaptcha\b|\bwaf\b|\bfail2ban\b|\b(?:rule|rules|rule ?set|acl)\b[^\n]{0,60}\b(?:ips?|ranges?|networks?|agents?|clients?|403|429|block|deny|challenge)\b|\brate.?limit\w*\b[^\n]{0,30}\b(?:on|added|enabled|applied|per|for)\b/i
  ],
  [
    'batch-interference',
    /\b(?:job|task|export|import|backup|dump|report|rebuild|vacuum|refresh|materiali[sz]ed view|scan|sync|batch|re-?index|archiv\w+|etl|cron\w*|copy|migration|scrub|compaction|snapshot|back ?fill)\b[^\n]{0,60}\b(?:finished|completed|done|ended|stopped|killed|cancel+ed|suspended|paused|aborted|terminated|succeeded)\b|\b(?:finish|complet|stopp|paus|suspend|disabl|kill|cancel|abort)\w*\b[^\n]{0,30}\b(?:job|task|export|backup|dump|report|rebuild|scan|sync|batch|archiv\w+|etl|cron\w*|copy|migration|back ?fill)\b/i
  ],
  [
    'misconfiguration',
    /\bback to (?:the )?(?:old|previous|former|usual|original|default)|\brestor\w+\b[^\n]{0,30}\b(?:values?|settings?|config\w*|defaults?)\b|\b(?:settings?|config\w*|parameter|option|chart|values?|limit|pool(?: size)?|time.?outs?|size)\b[^\n]{0,24}\b(?:restored|back|reverted|corrected|put back)\b|\brevert\b[^\n]{0,40}\b(?:settings?|config\w*|vars|values|chart|time.?out|limit|pool)\b|\bhelm (?:upgrade|rollback)\b|\b(?:config\w*|settings?) (?:reloaded|applied)\b|\balter system\b|\bset global\b/i
  ],
  [
    'faulty-instance',
    /(?<!\b(?:sig ?term|shut\w*|stopp?\w*|graceful\w*)\b[^\n]{0,30})\b(?:cordon\w*|drain(?:ed|ing)?|evicted|deregister\w*|fenc(?:ed|ing))\b(?![^\n]{0,20}\b(?:queue|cache|key))|\b(?:pod|node|host|instance|vm|server|member|target|machine)\b[^\n]{0,40}\b(?:deleted|removed|replaced|terminated|rebooted|out of (?:rotation|service|the pool)|migrated|recreated|drained|shut down)\b|\b(?:delet\w+|remov\w+|replac\w+|reboot\w*)\b[^\n]{0,24}\b(?:pod|node|host|instance|vm|server|member|target|machine)\b|\bclock\b[^\n]{0,24}\b(?:stepped|set|synchroni[sz]ed|corrected)\b|\bsystem clock\b|\bdisk\b[^\n]{0,20}\breplaced\b/i
  ],
  [
    'data-defect',
    /\bcorrect(?:ed|ion)\b|\bre-?(?:import|load|process)(?:ed|ing)?\b[^\n]{0,40}\b(?:file|data|rows?|records?|rates?|table|layer)\b|\b(?:rows?|records?|message|entry|entries|document|product|article|polygon|layer|rates?)\b[^\n]{0,30}\b(?:deleted|removed|fixed|corrected|repaired|quarantined|skipped|applied)\b|\bmanual (?:delta|import|run|fix|load)\b|\bdead.?letter\w*|\b(?:delta|import)\b[^\n]{0,24}\b(?:applied|finished|ok)\b/i
  ],
  [
    'expired-certificate',
    /\b(?:cert\w*|key ?store|trust ?store)\b[^\n]{0,60}\b(?:reloaded|renewed|replaced|installed|issued|loaded|updated|rotated|new)\b|\bnot ?after\b|\b(?:renew|rotat|reload|replac|issu)\w*\b[^\n]{0,30}\b(?:cert\w*|key ?store|trust ?store|token|secret|credentials?|keys?)\b|\bnew (?:cert\w*|token|secret|password|credentials?|ca)\b/i
  ],
  [
    'network-fault',
    /\b(?:interface|port|link|line protocol|tunnel|bgp|ospf|neighbou?r|peer|route|switch|fib(?:re|er)|cable|vlan|firewall|arp|nat|wan|vpn|mtu)\b[^\n]{0,60}\b(?:up|down|shut\w*|restored|replaced|removed|cleared|flushed|fixed|established|unplugged|pulled)\b|\b(?:dns|resolver|zone file|record)\b[^\n]{0,30}\b(?:corrected|restored|fixed|flushed|back)\b|\bfailover cleared\b|\bnetwork\b[^\n]{0,24}\b(?:restored|fixed|back)\b/i
  ],
  [
    'platform-outage',
    /\b(?:availability )?(?:zone|region|hypervisor|data.?cent(?:re|er)|rack|power|storage)\b[^\n]{0,60}\b(?:restored|recovered|resolved|back|normal|healthy|operational)\b|\bnodes? (?:is |are |now )?ready\b|\bquorum\b[^\n]{0,20}\b(?:regained|restored|reached)\b/i
  ],
  [
    'quota-exhaustion',
    /\b(?:quota|limit|allowance|plan|licen[cs]es?|credits?)\b[^\n]{0,40}\b(?:raised|increased|extended|reset|lifted|unlimited|upgraded|added|bought|topped)\b|\b(?:raised|increased|extended|lifted|upgraded|bought|added)\b[^\n]{0,30}\b(?:quota|limit|allowance|plan|licen[cs]es?|credits?)\b|\bunlimited\b|\b(?:disk|volume|lun|file ?system|tablespace|datafile|partition|space)\b[^\n]{0,40}\b(?:extended|resized|grown|added|freed|enlarged|expanded)\b|\b(?:lvextend|resize2fs|xfs growfs|add datafile)\b|\bfreed\b[^\n]{0,24}\b(?:space|disk|gb|mb|%)|\b(?:delet\w+|remov\w+|purg\w+)\b[^\n]{0,24}\b(?:obsolete|files?|temp\w*|backups?|archive\w*)\b|\bpull ?secret\b/i
  ]
]

/** What somebody thinks, asks, plans or regrets is not done. */
const notDone =
  /\b(?:so it was|must (?:have|be)|probably|perhaps|maybe|guess|think|cause[ds]?|because|therefore|guilty|blame|should|could|would|shall|let us|let's|please|why|will|failed to|unable to|does not|did not|didn't|can ?not|do not|don't)\b|\?\s*$/i

/** No line is read further: these patterns look back. */
const most = 500

/** Classes of cause that what was done (or ended) would have ended; none where nothing was done, or it says nothing of a class. */
export function remediedBy(text: string): CauseCategory[] {
  const words = wordsApart(text.slice(0, most))
  return remedies.flatMap(([category, pattern]) => {
    const match = pattern.exec(words)
    return match && !notDone.test(words.slice(Math.max(0, match.index - 60), match.index + match[0].length + 20))
      ? [category]
      : []
  })
}

const functionWords =
  /\b(?:the|an?|is|are|was|were|we|i|you|it|so|not|of|and|that|this|our|has|have|but|now|they|somebody|by the way)\b/gi

/** Whether people talk here: machines use few of the words that hold sentences together. */
export const isTalk = (text: string): boolean => (text.match(functionWords)?.length ?? 0) >= 2 && !/\w=\S/.test(text)
