import type { RemedyClass } from '../../domain/index.ts'
import { plain } from './clauses.ts'
import { resource, within } from './resources.ts'

const enlarge =
  '(?:increas\\w*|rais\\w*|add(?:ing|ed|itional)?|larger|bigger|wider|beefier|faster|more|extra|another|second|third|double[ds]?|doubling|tripl\\w*|quadrupl\\w*|upgrad\\w*|uplift\\w*|upsiz\\w*|expand\\w*|extend\\w*|grow\\w*|enlarg\\w*|widen\\w*|bump\\w*|boost\\w*|lift\\w*|provision\\w*|procur\\w*|buy\\w*|order\\w*|purchas\\w*|invest\\w*|scal\\w+|right-?siz\\w*|re-?siz\\w*|re-?dimension\\w*|generous|strengthen\\w*|reinforc\\w*|beef\\w*|allocat\\w*|reserv\\w*|allow|tun(?:e|ed|ing)|optimi[sz]\\w*|adjust\\w*|revisit\\w*|rent\\w*|hire|lease|secure|spin\\w*)'
const outright =
  '\\bauto-?scal\\w*|\\bscal(?:e|ed|ing) (?:out|up|horizontally|vertically|the|our|it|with)\\b|\\bhorizontal(?:ly)?\\b|\\bvertical(?:ly)?\\b|\\bheadroom\\b|\\belastic\\w*|\\bserverless\\b|\\b(?:next|larger|bigger|higher|another) (?:\\w+ )?(?:class|size|plan|package|edition|spec\\w*)\\b|\\bon (?:\\w+ )?(?:hardware|iron|machine)\\b|\\b(?:twice|double|more) of everything\\b|\\bread[- ]?replicas?\\b|\\b(?:faster|flash|solid[- ]state|nvme|ssd|provisioned) (?:\\w+ )?(?:disks?|storage|drives?|volumes?|iops)\\b|\\b(?:nvme|ssds?)\\b|\\b(?:its|their|an?) own (?:\\w+ )?(?:machine|server|hardware|host|node|cluster|box)\\b|\\b(?:dedicated|stronger|beefier|premium|burstable) (?:\\w+ )?(?:machine|server|hardware|host|node|cluster|box|tier|instance|database|plan)s?\\b|\\bright-?siz\\w*|\\bover-?provision\\w*|\\b(?:give|giv\\w+|provide)\\b[^.;]{0,60}\\b(?:capacity|cpus?|memory|cores?|resources?)\\b|\\bcapacity (?:uplift|plan\\w*|increase|upgrade|expansion)\\b|\\b(?:move|migrat\\w*|shift)\\b[^.;]{0,40}\\b(?:tier|cluster|aurora|larger|bigger|premium|instance class|cloud database)\\b|\\bhigher[- ](?:tier|spec\\w*|class|plan)\\b|\\bsize (?:up|\\w+ for)\\b|\\b(?:keep|leave|set|hold|configure|fix)\\b[^.;]{0,40}\\b(?:pool|connections|threads|workers|children|instances|servers|memory|heap)\\b[^.;]{0,12}\\b(?:at|to) \\d'

/** So many of a resource: "four instances with 40 connections each". A number that caps or puts back is none. */
const quantity = new RegExp(
  `\\b(?:\\d+|two|three|four|five|six|eight|ten|twelve|twenty|thirty|forty|fifty|a hundred|hundreds of|twice|more) (?:\\w+ ){0,1}(?:instances|servers|machines|nodes|connections|workers|threads|processes|children|pods|replicas|cores|cpus|sessions|gb|the servers|of everything)\\b`
)
const capping = /\b(?:lower\w*|reduc\w*|limit\w*|cap|at most|no more than|fewer|only|per (?:user|client)|each client)\b/

/** In this order: undoing comes before scaling, since putting a wrongly lowered limit back is no scaling. */
const rules: readonly (readonly [RemedyClass, RegExp])[] = [
  [
    'revert',
    /\b(?:revert\w*|roll(?:ed|ing)?[- ]?back|rollback|undo\w*|put(?:ting)? (?:\S+ ){0,5}back|take (?:\S+ ){0,3}back|tak(?:e|ing) back|back (?:to|at) (?:its|the|what|\d+)|(?:set|bring|turn)\w* (?:\S+ ){0,5}(?:back|again)|restor\w+ (?:\S+ ){0,3}(?:old|former|previous|earlier|original|\d+)|once more|\d+ again|again \d+|(?:to|at) (?:its|the) (?:old|former|previous|earlier|original) (?:value|setting|size|limit|schedule|version)|as it was before|switch(?:ing)? off the (?:flag|feature))\b/
  ],
  [
    'scale',
    new RegExp(
      `\\b${enlarge}${within(6)}${resource}\\b|\\b${resource}${within(3)}(?:increas\\w*|rais\\w*|upgrad\\w*|uplift\\w*|expan\\w*|doubl\\w*|enlarg\\w*|extended|extension|scal\\w+|bigger|larger|right-?siz\\w*|resiz\\w*|tun(?:e|ed|ing)|higher)\\b|${outright}`
    )
  ],
  [
    'restart',
    /\b(?:restart\w*|reboot\w*|recycl\w*|kill\w* (?:the )?(?:session|connection|process|pod)|end the session|bounce|liveness|redeploy\w*)\b/
  ],
  [
    'limit-load',
    /\b(?:rate[- ]?limit\w*|throttl\w*|shed\w*|circuit[- ]?breaker|back-?off|waiting (?:room|page)|queue page|admit\w*|admission|turn\w* away|come back later|queue (?:at|in front)|bulkhead|time-?outs?|time limit|block\w* (?:the )?(?:client|crawler|bot|network|address)|spread\w*|stagger\w*|in waves|in phases|phased|extend\w* the deadline|(?:earlier|several|more) deadlines?|reminders?|off-?peak|batches of|virtual queue|holding page)\b/
  ],
  [
    'observe',
    /\b(?:alert\w*|alarm\w*|monitor\w*|dashboards?|observ\w*|watch\w*|log (?:the|every|lock)|measure\w*|tracing|telemetry)\b/
  ]
]

const vague =
  /^(?:please )?(?:investigat\w*|review\w*|analy(?:[sz]e(?= (?:the |our |this |what |why |how |logs? )|$)|sing|zing|sis)|look into|look at|understand\w*|consider\w*|discuss\w*|ask|train\w*|communicat\w*|apologi\w*|document\w*|assess\w*|evaluat\w*|audit (?:the|our|all|every)\b|plan|report|hold|write up|keep an eye|be careful|improve (?:performance|resilience|reliability|communication)|contact|call|talk|raise a ticket|escalat\w*|nothing|wait|do nothing|none)\b/
/** Doing words of a repair. */
export const mends =
  /\b(?:rewrit\w*|fix\w*|mend\w*|remov\w*|delet\w*|chang\w*|return\w*|clos\w*|drop\w*|replac\w*|split\w*|correct\w*|renew\w*|index|rotat\w*|purg\w*|releas\w*|limit\w*|stop\w*|disabl\w*|batch\w*|refactor\w*|re-?order\w*|cap|restor\w*|vacuum|commit\w*|narrow\w*|shorten\w*|repair\w*|renam\w*|exclud\w*|pin|compar\w*|comput\w*|(?:hand|give)\w* (?:\w+ ){0,3}back|rework\w*|redesign\w*|simplif\w*|reject\w*|refus\w*|validat\w*|guard\w*|verif\w*|normali[sz]\w*|reschedul\w*|un-?schedul\w*|tell\w*|teach\w*|patch\w*|bound|cancel\w*|no longer|never|without|only|not|avoid\w*|prevent\w*|forbid\w*|count\w*|fetch\w*|strip\w*|trim\w*|convert\w*|join\w*|merg\w*|match\w*|read(?:s|ing)?|ensure\w*|make sure|requir\w*|clear\w*|clean\w*|empt(?:y|ied)|prun\w*|compress\w*|archiv\w*|test(?:s|ed)?|at night|move|take (?:\w+ ){0,4}out|switch\w* off|turn\w* off)\b/

/**
 * What a remedy does, from its words: graders never take the class that an answer claims for itself. Each of its sentences
 * may do something else; whatever does something and is none of the other classes acts on the cause.
 */
export function remedyClassesOf(action: string): readonly RemedyClass[] {
  const classes = plain(action)
    .split(/[;]|\.(?=\s|$)|: |, then |, (?:and|or) (?=\w+ )/)
    .map((part) => part.trim())
    .filter((part) => part.split(' ').length > 1)
    .flatMap((part, index) => classOf(part, index) ?? [])
  return classes.length > 0 ? [...new Set(classes)] : ['observe']
}

const best: readonly RemedyClass[] = ['revert', 'fix-cause', 'limit-load', 'scale', 'restart', 'observe']

/** The best that a remedy does. */
export function remedyClassOf(action: string): RemedyClass {
  const classes = remedyClassesOf(action)
  return best.find((one) => classes.includes(one)) ?? 'observe'
}

function classOf(part: string, index: number): RemedyClass | undefined {
  const named = rules.find(([, pattern]) => pattern.test(part))?.[0]
  if (named) return named
  if (quantity.test(part) && !capping.test(part)) return 'scale'
  if (vague.test(part) && !mends.test(part)) return 'observe'
  // What follows the first part is often its reason; it counts when it asks for something itself.
  return mends.test(part) || (index === 0 && part.split(' ').length > 1) ? 'fix-cause' : undefined
}
