/**
 * What those say who carry what others send: switches, routers, firewalls, hosts' own network code. Whoever is called may be in the best
 * of health meanwhile. What a port of a table does every day (a plug drawn, a laptop shut) reads alike; it counts only where it is new.
 */
const troubles: readonly RegExp[] = [
  // Two machines answer to one address, or one address is answered from another place.
  /\bdup(?:licate)?[ _-]?(?:ip(?:v[46])?[ _-]?)?addr(?:ess(?:es)?)?\b|\baddress conflict\b|\bip(?:v[46])?(?: address)? conflict|\bconflict(?:ing)? (?:ip|address)|\bis using my ip\b|\b(?:arp|neighbou?r)\b[^\n]{0,60}\b(?:moved (?:from|to)|flip[ -]?flop|changed (?:ethernet|mac|hardware|link)|conflict|spoof)|\bflip[ -]?flop\b|\bmac(?:[ _-]?addr(?:ess)?)?\b[^\n]{0,60}\b(?:flap\w*|mov(?:ed|es|ing|e))|\bmac[ _-]?(?:flap|move)\w*|\bis flapping\b/i,
  // A neighbour that tells the way is lost.
  /\b(?:bgp|ospf|eigrp|is-?is|bfd|vrrp|hsrp|keepalived|lacp|ldp|pim)\b[^\n]{0,120}\b(?:down|lost|expired|idle|dead|changed|transition|fail\w*|withdrawn|backup|master)\b|\b(?:neighbou?r|adjacency|peering)\b[^\n]{0,80}\b(?:down|lost|expired|dead|unreachable)\b|\badjchange\b|\broutes? (?:to [\w./:]+ )?(?:withdrawn|removed|flushed|lost|missing|flapping)\b|\bblack.?hol(?:e|ed|ing)\b|\bentering (?:backup|master|fault) state\b/i,
  // The wire.
  /\bline protocol\b[^\n]{0,80}\bdown\b|\b(?:nic )?link (?:is |state |went )?(?:now )?(?:down|flap\w*)\b|\blost carrier\b|\bcarrier (?:lost|down)\b|\bloss of signal\b|\b(?:crc|fcs|input|frame|symbol) errors? (?:\w+ ){0,3}(?:rising|increas\w+|exceed\w*|threshold|high)|\b(?:rx|tx|receive|transmit|optical) power\b[^\n]{0,30}\b(?:low|below|alarm)|\bduplex mismatch\b|\berr-?disabled?\b|\bremote fault\b/i,
  // A loop.
  /\bspanning.?tree\b[^\n]{0,80}\b(?:topology change|loop|block\w*|inconsistent|root changed)|\btopology change\b[^\n]{0,40}\b(?:vlan|stp|port)|\bloop (?:detected|guard)|\bbpdu ?guard\b|\b(?:storm[ -]control|broadcast storm)\b/i,
  // What has to remember every connection on the way is full.
  /\bconntrack\b[^\n]{0,30}\b(?:full|drop\w*|exceed\w*)|\bneigh(?:bou?r)?(?: table|_table|: arp_cache)?[^\n]{0,30}\boverflow|\bsession table\b[^\n]{0,20}\b(?:full|exhaust\w*)|\bnat (?:table|pool|ports?)\b[^\n]{0,20}\b(?:full|exhaust\w*)/i,
  // Too big for the way.
  /\bfragmentation needed\b|\bpacket too big\b|\bfrag(?:ment(?:ation)?)?\b[^\n]{0,20}\b(?:df|don'?t fragment)\b|\bmtu (?:mismatch|exceeded|too (?:small|large))|\bmessage too long, mtu\b/i,
  // The tunnel.
  /\b(?:ipsec|ike|vpn|tunnel|wireguard|sd-?wan|direct ?connect|expressroute|interconnect)\b[^\n]{0,80}\b(?:down|lost|dead|expired|fail\w*|rekey\w* fail\w*|degraded|no response|timed out)\b|\bdead peer\b/i
]

/** One of these stands in every such line (RE2): keeps the door from sending whole logs. */
export const coarseWayWords =
  '(?i)\\bdup|conflict|\\barp\\b|arpwatch|flip.?flop|\\bmac\\b|macflap|flapping|bgp|ospf|eigrp|is-?is|\\bbfd\\b|vrrp|hsrp|keepalived|lacp|adjacency|adjchange|neighbou?r|peering|routes? |black.?hole|entering (backup|master|fault)|line protocol|\\blink\\b|carrier|loss of signal|crc|fcs|optical|power|duplex|err-?disable|remote fault|spanning|topology change|loop|bpdu|storm|conntrack|session table|\\bnat\\b|fragment|too big|\\bmtu\\b|ipsec|\\bike\\b|vpn|tunnel|wireguard|sd-?wan|direct ?connect|expressroute|interconnect|dead peer'

/** Does a line tell that the way itself is broken? */
export const tellsOfTheWay = (text: string): boolean => {
  const words = text.slice(0, 400).replaceAll('_', ' ')
  return troubles.some((pattern) => pattern.test(words))
}
