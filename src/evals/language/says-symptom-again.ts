import { plain } from './clauses.ts'

const exhausted =
  /\b(?:exhaust\w*|ran out|run(?:s|ning)? out|full|saturat\w*|overload\w*|unavailable|deplet\w*|no (?:free|available|more|spare)|no (?:\w+ )?(?:was|were) (?:free|available|left)|all (?:\w+ )?(?:were |was )?(?:busy|in use|taken))\b/
const holders =
  /\b(?:hold|held|holding|holds|keeps?|kept|leak|never (?:returned|released)|slow|lock|retry|retries|scan|expir|deadlock|wait)\w*/

/** Does a mechanism go in a circle: a resource ran out because it ran out? */
export function isCircular(mechanism: string): boolean {
  const text = plain(mechanism)
  const blame = /\b(?:because|since|as|due to|caused by|when)\b(.*)$/.exec(text)
  if (!blame) return false
  return exhausted.test(text.slice(0, blame.index)) && exhausted.test(blame[1] ?? '') && !holders.test(text)
}

const grammar =
  'a an the and or but so that this these those it its they them their there then than as of to in on at by for from with into over under up out off is are was were be been being has have had do does did can could would should will may might must not no which who what when where while because since due led lead leads leading caused cause causes causing made make makes result resulting resulted therefore thus hence also very more most many some all both each every other others same such became become becomes getting got get gets during until after before again still only just about around nearly almost'
const generic =
  'system service services site website platform application applications app apps web server servers database databases db backend frontend host hosts instance instances machine machines tier infrastructure component components user users customer customers citizen citizens resident residents people visitor visitors parent parents request requests response responses call calls page pages process processes processing operation operations transaction transactions traffic load demand time times period morning afternoon day hour hours minute minutes second seconds incident outage problem problems issue issues failure event impact root main primary reason pool pools connection connections thread threads worker workers resource resources cpu processor memory heap queue queues queueing level rate number percent figure query queries statement statements search searches booking bookings online key thing things whole entire total'
const symptom =
  'slow slower slowed slowly slowness slowdown degraded degrade degradation degrading performance poor poorly bad badly latency latencies delay delays delayed long longer timeout timeouts timed time-out time-outs timing out error errors erroring fail fails failed failing failures unavailable unavailability unresponsive responsive exhausted exhaust exhaustion exhausting ran run runs running full saturated saturation saturate overloaded overload busy stuck hung hang hanging high higher highest heavy increased increase increasing rose rise rising spike spiked pressure stress stressed strain struggled struggle struggling waiting wait waits waited unable handle cope coped serve served respond responding available none left free down crashed crash p95 response-time throughput dropped drop impaired affected broke broken stopped working'
const empty = new Set(`${grammar} ${generic} ${symptom}`.split(' '))

/** Words of a text that say more than "it was slow and failed". */
export function tellingWords(text: string): string[] {
  const words = plain(text).match(/[a-z][\w/-]*/g) ?? []
  return [...new Set(words.filter((word) => word.length > 2 && !empty.has(word)))]
}
