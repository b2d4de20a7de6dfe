import type { RemedyClass } from '../../domain/index.ts'
import { plain } from './clauses.ts'
import { asksForMore } from './enlarging.ts'

const undoes =
  /\b(?:revert\w*|roll(?:ed|ing)?[- ]?back|rollback|undo\w*|put(?:ting)? (?:\S+ ){0,5}back|take (?:\S+ ){0,3}back|tak(?:e|ing) back|back (?:to|at) (?:its|the|what|\d+)|(?:set|bring|turn)\w* (?:\S+ ){0,5}(?:back|again)|restor\w+ (?:\S+ ){0,3}(?:old|former|previous|earlier|original|\d+)|once more|\d+ again|again \d+|(?:to|at) (?:its|the) (?:old|former|previous|earlier|original) (?:value|setting|size|limit|schedule|version)|as (?:it|they|\S*\d\S*|before|it once|the old \w+) (?:was|were|did|had|used to)\b|as (?:before|formerly)|as (?:in|with|under|by) (?:\S+ )?v?\d+\.\S+|switch(?:ing)? off the (?:flag|feature))\b/

/** Putting a wrongly lowered limit back is no scaling, so that undoing comes first, and scaling second. */
const rules: readonly (readonly [RemedyClass, RegExp])[] = [
  [
    'restart',
    /\b(?:restart\w*|reboot\w*|recycl\w*|kill\w* (?:the )?(?:session|connection|process|pod)|end the session|bounce|liveness|redeploy\w*)\b/
  ],
  [
    'limit-load',
    /\b(?:rate[- ]?limit\w*|throttl\w*|shed\w*|circuit[- ]?breaker|back-?off|waiting (?:room|page)|queue page|admit\w*|admission|turn\w* away|come back later|queue (?:at|in front)|bulkhead|time-?outs?|time limit|block\w* (?:the )?(?:client|crawler|bot|network|address)|spread\w*|stagger\w*|in (?:\w+ )?(?:waves|phases|portions|groups|stages|tranches|turns)|phased|extend\w* the deadline|(?:earlier|several|more) deadlines?|reminders?|off-?peak|batches of|virtual queue|holding page|let(?:s|ting)? in|place in (?:the )?(?:line|queue))\b/
  ],
  [
    'observe',
    /\b(?:alert\w*|alarm\w*|monitor\w*|dashboards?|observ\w*|watch\w*|log (?:every|lock|slow|all)\b|log the (?:dur|time|quer|wait|error)\w*|measure\w*|tracing|telemetry|status page|(?:put|show|display|add|place|publish) (?:an? |the )?(?:note|notice|banner|message|hint to)|run-?book|handbook|training|faq)\b|\b(?:inform|tell|train|advise|warn|notify|educate|brief|remind|thank|teach|show)\w*\b (?:\w+ ){0,2}(?:residents|users|staff|citizens|parents|applicants|customers|public|people|teams?|colleagues|developers|operators|support|helpdesk)\b/
  ]
]

/** More than there was is no undoing. */
const plenty = /\b(?:enough|generous|larger|bigger|(?<!once )more|beyond|double|twice)\b/

/** What eases or repeats, and leaves the cause where it is. */
const palliative =
  /\b(?:longer|rais\w*|increas\w*|extend\w*|higher|generous|lengthen\w*|doubl\w*|lift\w*|relax\w*|lower)\b.{0,30}\btime-?outs?\b|\btime-?outs?\b.{0,20}\b(?:longer|rais\w*|increas\w*|extend\w*|higher|doubl\w*|of (?:one|two|three|five|\d+) minutes?)\b|\b(?:try(?!-)|tries|retry|retries|repeat\w*|resend\w*|resubmit\w*)\b.{0,30}\b(?:again|times|automatic\w*|until|twice|once more)\b|\b(?:flush|clear|empt|purg|re-?build|re-?index|drain)\w*\b.{0,30}\b(?:caches?|pools?|sessions|connections|queues?|index\w*)\b.{0,20}\b(?:each|every|daily|nightly|weekly|hourly|regular\w*|now and then)\b|\b(?:again and again|off and on|on and off)\b/

const onlyTalks = /^(?:please )?(?:review|discuss|consider|assess|evaluate|document|look (?:at|into)|revisit|think about|note)\b/
const vague =
  /^(?:please )?(?:investigat\w*|review\w*|analy(?:[sz]e(?= (?:the |our |this |what |why |how |logs? )|$)|sing|zing|sis)|look into|look at|understand\w*|consider\w*|discuss\w*|ask|train\w*|communicat\w*|apologi\w*|document\w*|assess\w*|evaluat\w*|audit (?:the|our|all|every)\b|plan|report|write up|keep an eye|be careful|improve (?:performance|resilience|reliability|communication)|contact|call|talk|raise a ticket|escalat\w*|nothing|wait|do nothing|none)\b/
/** Doing words of a repair. */
export const mends =
  /\b(?:rewrit\w*|fix\w*|mend\w*|remov\w*|delet\w*|chang\w*|return\w*|clos\w*|drop\w*|replac\w*|split\w*|correct\w*|renew\w*|index|rotat\w*|purg\w*|releas\w*|limit\w*|stop\w*|disabl\w*|batch\w*|refactor\w*|re-?order\w*|cap|restor\w*|vacuum|commit\w*|narrow\w*|shorten\w*|repair\w*|renam\w*|exclud\w*|pin|compar\w*|comput\w*|(?:hand|give)\w* (?:\w+ ){0,3}back|rework\w*|redesign\w*|simplif\w*|reject\w*|refus\w*|validat\w*|guard\w*|verif\w*|normali[sz]\w*|reschedul\w*|un-?schedul\w*|(?<=^|and |to )schedul\w*|postpon\w*|downgrad\w*|roll(?:ed|ing)? forward|tell\w*|teach\w*|patch\w*|bound|cancel\w*|no longer|never|without|only|not|avoid\w*|prevent\w*|forbid\w*|count\w*|fetch\w*|strip\w*|trim\w*|convert\w*|join\w*|merg\w*|match\w*|read(?:s|ing)?|ensure\w*|make sure|requir\w*|clear\w*|clean\w*|empt(?:y|ied)|prun\w*|compress\w*|archiv\w*|test(?:s|ed)?|at night|move|take (?:\w+ ){0,4}out|switch\w* off|turn\w* off|wrap\w*|deriv\w*|cut|skip\w*|creat\w*|pagin\w*|precomput\w*|materiali[sz]\w*)\b/

/** A wish that the symptom were gone: it says what should be, and not what is done for it. */
export const wishes =
  /\b(?:prevent\w*|avoid\w*|stop\w*|end|ensure|make sure|eliminat\w*|fix|cure|solve|resolve|address|reduc\w*|never|no more|no longer|close|reliev\w*|eas(?:e|es|ing)|shorten|clear|remove|keep)\b.{0,60}\b(?:exhaust\w*|run(?:ning|s)? (?:out|dry|short|empty)|shortages?|starv\w*|bottlenecks?|queue?ing|queues?|waiting|saturat\w*|overload\w*|gap|congestion|pressure|slowness|slow|delays?|failures?|outages?|drain\w*|free connections?|available|enough)\b/

/** One thing that a remedy asks for. */
export interface RemedyPart {
  /** In plain form. */
  readonly text: string
  readonly class: RemedyClass
}

/**
 * What a remedy does, part by part, from its words: graders never take the class that an answer claims for itself. What does
 * something and is none of the other classes is a repair, of whatever.
 */
export function remedyParts(action: string): readonly RemedyPart[] {
  const parts = plain(action)
    .split(/[;]|\.(?=\s|$)|: |, then |, (?:and|or) (?=\w+ )|\bor (?=(?:on|onto|to|by|with|from) )/)
    .map((part) => part.trim())
    .filter((part) => part.split(' ').length > 1)
    .flatMap((text, index) => {
      const one = classOf(text, index)
      return one ? [{ text, class: one }] : []
    })
  return parts.length > 0 ? parts : [{ text: plain(action), class: 'observe' }]
}

/** Everything that a remedy does. */
export const remedyClassesOf = (action: string): readonly RemedyClass[] => [
  ...new Set(remedyParts(action).map((part) => part.class))
]

const best: readonly RemedyClass[] = ['revert', 'fix-cause', 'limit-load', 'scale', 'restart', 'observe']

/** The best that a remedy does. */
export function remedyClassOf(action: string): RemedyClass {
  const classes = remedyClassesOf(action)
  return best.find((one) => classes.includes(one)) ?? 'observe'
}

function classOf(part: string, index: number): RemedyClass | undefined {
  if (palliative.test(part)) return 'observe'
  if (undoes.test(part) && !plenty.test(part)) return 'revert'
  if (asksForMore(part)) return 'scale'
  if (onlyTalks.test(part) && !mends.test(part)) return 'observe'
  const named = rules.find(([, pattern]) => pattern.test(part))?.[0]
  if (named) return named
  if (vague.test(part) && !mends.test(part)) return 'observe'
  // What follows the first part is often its reason; it counts when it asks for something itself.
  return mends.test(part) || (index === 0 && part.split(' ').length > 1) ? 'fix-cause' : undefined
}
