import { plain } from './clauses.ts'
import { isResource, resource, within } from './resources.ts'

/**
 * Does a part of a remedy ask for more of something? Open towards what is enlarged: people find ever new words for capacity
 * ("a wider door", "elbow room", "a second lane"), so that more of *anything* is capacity, unless it is known to be a
 * thing of the program or of its watching (an index, a check, a time-out), which nobody buys.
 */
export function asksForMore(part: string): boolean {
  const text = plain(part).replaceAll(idle, ' ')
  return (
    [...text.matchAll(cue)].some((found) => enlarges(text.slice(found.index + found[0].length))) ||
    outright.test(text) ||
    unlimited.test(text) ||
    (manyAtOnce.test(text) && !capping.test(text)) ||
    renewal.test(text) ||
    growing.test(text) ||
    tuned.test(text) ||
    isCount(text) ||
    kept.test(text)
  )
}

/** What only looks like more: "no more than", "more often", "longer than", "in order to". */
const idle =
  /\b(?:more|larger|bigger|higher|longer|faster|wider) (?:\w+ ){1,3}than\b|\bmore work\b|\b(?:no|any|never|not|without|once|what is|what) (?:more|longer|further|extra|bigger|larger)\b|\b(?:more|faster|longer|higher|larger|bigger|further) than\b|\bmore (?:often|frequent\w*|closely|carefully|precise\w*|selectiv\w*|cheap\w*|early)\b|\bin order to\b|\border (?:by|of)\b|\b(?:split|every|each|per|one|to the|at the|for a|a split) second\b|\bat (?:double|twice)\b|\bnot (?:raise|add|increase|extend|enlarge|buy|order|scale)\b|\bas (?:additional|extra)\b|\btry-with-resources\b/g

const verbs =
  'increas(?:e|es|ing)|rais(?:e|es|ing)|add(?:s|ing)?|doubl(?:e|es|ing)|tripl(?:e|es|ing)|trebl(?:e|es|ing)|quadrupl(?:e|es|ing)|multipl(?:y|ies|ying)|upgrad(?:e|es|ing)|uplift|upsiz(?:e|es|ing)|upscal(?:e|es|ing)|expand(?:s|ing)?|extend(?:s|ing)?|grow(?:s|ing)?|enlarg(?:e|es|ing)|widen(?:s|ing)?|broaden|deepen(?:s|ing)?|bump(?:s|ing)?|boost(?:s|ing)?|lift(?:s|ing)?|elevat(?:e|es|ing)|strengthen(?:s|ing)?|reinforc(?:e|es|ing)|fortify|beef(?:ing)?|augment(?:s|ing)?|supplement|ramp(?:ing)?|crank|stretch|provision(?:s|ing)?|procur(?:e|es|ing)|buy(?:s|ing)?|purchas(?:e|es|ing)|invest(?:s|ing)?|rent(?:s|ing)?|hir(?:e|es|ing)|fund|financ(?:e|es|ing)|commission|acquir(?:e|es|ing)|subscribe|book|top(?:ping)? up|scal(?:e|es|ing)|loosen|relax|(?<=^|\\b(?:to|and|then|please|should|must) )order'
const comparatives =
  'more|larger|bigger|greater|wider|broader|deeper|faster|stronger|higher|taller|roomier|beefier|fatter|sturdier|mightier|heftier|richer|quicker|heavier|additional|extra|another|second|third|fourth|fifth|spare|double|triple|twice|thrice|(?:two|three|four|five|six|eight|ten|\\d+) times|\\d+ ?x|\\w+-?fold|generous\\w*|ample'
const cue = new RegExp(`\\b(?:${verbs}|${comparatives})\\b`, 'g')

/** Things of a program, of its data or of its watching: more of them is no capacity. */
const ofPrograms = new RegExp(
  String.raw`\b(?:index\w*|indices|statistics|stats|analy[sz]\w*|clauses?|predicates?|filters?|conditions?|columns?|keys?|tests?|checks?|guards?|validat\w*|rules?|gates?|reviews?|limits?|limiting|limiter|caps?|capping|jitter|back-?off|delays?|pauses?|breakers?|time-?outs?|hints?|constraints?|parameters?|steps?|clos\w+|finally|blocks?|try|hooks?|scripts?|locks?|cursors?|pagin\w*|paging|batch\w*|caching|ttl|expir\w*|alerts?|alarms?|warnings?|metrics?|dashboards?|monitor\w*|logs?|logging|thresholds?|quer(?:y|ies)|statements?|versions?|joins?|window|scope|sampl\w*|intervals?|priority|isolation|bounds?|bounded|range|path|branch|runbook|clean-?up|policy|retention|where|factor|calendar|deadlines?|horizon|dates?|partition\w*|pre-?comput\w*|materiali[sz]\w*|look-?up table|lint\w*|assert\w*|code|patch|fix|release of|hours?|night)\b`
)

/** What follows a word of enlargement, as far as it reaches: nothing of a program, or a resource before it. */
function enlarges(rest: string): boolean {
  const object = (rest.trim().split(ends)[0] ?? '')
    .split(' ')
    .slice(0, 6)
    .join(' ')
    .replace(/^(?:an?|the|its|their|our)\s*/, '')
  if (object === '') return false
  const program = ofPrograms.exec(object)
  const bought = isResource.exec(object)
  return program === null || (bought !== null && bought.index < program.index)
}
const ends =
  /[.;,:(]|\b(?:so|that|because|which|when|whenever|before|after|without|on|in|per|until|while|against|from|where|whose|who|then|if|as|instead|rather|by|for)\b/

/** Whole phrases that mean capacity by themselves. */
const outright = new RegExp(
  [
    String.raw`auto-?scal\w*|under-?(?:provision|siz|power|dimension|resourc)\w*`,
    String.raw`scal(?:e|ed|es|ing) (?:out|up|horizontally|vertically)`,
    String.raw`(?:horizontal|vertical)(?:ly)?`,
    'headroom|elbow ?room|breathing (?:space|room)|cushion|slack|elastic\\w*|serverless|burst\\w*|over-?provision\\w*|right-?siz\\w*|re-?siz\\w*|re-?dimension\\w*|re-?baselin\\w*|re-?platform\\w*|shard\\w*',
    String.raw`(?:next|larger|bigger|higher|another|premium|performance|enterprise|business|top) (?:\w+ ){0,2}(?:class|size|plan|package|edition|spec\w*|tier|family|allowance|subscription)`,
    String.raw`(?:hot|warm|cold) (?:standby|spare)`,
    String.raw`read(?:ing|er)?[- ]?replicas?|replicas?|secondar(?:y|ies)|standby|followers?|mirrors?|(?:copy|copies) of the (?:database|data)`,
    String.raw`(?:faster|flash|solid[- ]state|nvme|ssd|provisioned) (?:\w+ )?(?:disks?|storage|drives?|volumes?|iops)|nvme|ssds?`,
    String.raw`(?:its|their|an?|of (?:its|their)) own (?:\w+ )?(?:machine|server|hardware|host|node|cluster|box|pool|database|instance|copy|lane)`,
    String.raw`(?:machine|server|hardware|host|node|cluster|box|pool|database|instance|copy|lane|connections) of (?:its|their) own`,
    String.raw`(?:dedicated|separate|stronger|beefier|premium|burstable|isolated) (?:\w+ )?(?:machine|server|hardware|host|node|cluster|box|tier|instance|database|plan|pool|connections)s?`,
    '(?:large|big|wide|strong|powerful|roomy|generous|fast|high|deep) enough|(?:gold|silver|platinum) (?:\\w+ )?(?:tier|plan|class)?|(?:high|large|more)-(?:memory|performance|cpu)|(?:memory|compute|storage)-optimi[sz]ed|consumption-based',
    String.raw`(?:enough|sufficient|adequate|ample|suitable|appropriate|adequately|properly|suitably) (?:\w+ ){0,2}(?:${resource.slice(3, -1)})`,
    String.raw`(?:must|should|ha(?:s|ve) to|ought to|needs? to|to) be (?:increased|raised|doubled|tripled|upgraded|expanded|extended|enlarged|widened|boosted|scaled|strengthened|bought|provisioned|reinforced|replaced by (?:an? )?(?:faster|larger|bigger|stronger))`,
    String.raw`capacity (?:uplift|plan\w*|increase|upgrade|expansion|review|reserve)|plan\w* (?:the )?capacity`,
    String.raw`(?:pooling|caching|buffering) (?:tier|layer)|connection pooler|pgbouncer`,
    String.raw`(?:on|onto|to) (?:\w+ ){0,2}(?:hardware|iron|cloud|aurora|kubernetes|autopilot)`,
    String.raw`siz(?:e|ed|ing) (?:\S+ ){0,4}(?:for|to|after|by|according)`,
    String.raw`(?:room|reserve|margin|allowance|buffer) (?:for|to|of|in)`,
    String.raw`in (?:step|line|proportion) with (?:\w+ ){0,2}(?:demand|growth|usage|use|load|traffic|tenancy|population|peak)`,
    String.raw`(?:give|giv\w+|provide|grant|allot|allow|assign|lend)\b[^.;]{0,60}\b(?:capacity|cpus?|vcpus?|memory|cores?|resources?|room|space|headroom|connections|threads|workers|processors?|lanes?|concurrency)`
  ]
    .map((one) => String.raw`\b(?:${one})\b`)
    .join('|')
)

const machines =
  '(?:hardware|machines?|servers?|hosts?|nodes?|boxe?s?|fleet|clusters?|instances?|database|disks?|storage|platform|infrastructure|cloud|provider|silicon|tier|estate)'
/** Machines that are renewed, or that work is put on: not the work is changed. */
const renewal = new RegExp(
  [
    String.raw`\b(?:moderni[sz]\w*|refresh\w*|replac\w*|migrat\w*|swap\w*|exchang\w*|bring\w* forward|dedicat\w*|lift and shift)(?:\s+(?!statistics|stats)[\w'-]+){0,3}\s+${machines}\b(?! (?:statistics|stats|quer\w+|statement|call|access|driver|schema|index\w*|table))`,
    String.raw`\b(?:host|run|place|put|serve|split|distribut\w*|spread|offload|send|route|direct|deploy|mov\w*|migrat\w*|shift\w*)\b[^.;]{0,40}\b(?:on|onto|to|behind|over|across|between|in)\b (?:(?!database|disk|volume)[\w'-]+ ){0,3}(?:machines?|servers|(?:an?|another|its own|separate|two|three|four|\d+) (?:\w+ )?(?:servers?|nodes?|hosts?)|fleet|clusters?|box(?:es)?|nodes|silicon|flash|cloud)\b`,
    String.raw`^(?:an?|one) (?:[\w-]+ )?(?:machine|server|host|node|cluster|box|instance|processor|core)s?\b(?!-)`,
    String.raw`\bhardware\b|\bswap\w*[^.;]{0,30}\b(?:flash|disks?)\b`
  ].join('|')
)

/** A limit that is taken away, or set by what is wanted. */
const unlimited = new RegExp(
  [
    String.raw`\b(?:unlimited|uncapped|no (?:upper )?(?:bound|limit|cap|ceiling))\b`,
    String.raw`\b(?:remov\w*|lift\w*|drop\w*|abolish\w*|scrap\w*|loosen\w*|relax\w*|rais\w*|waiv\w*|open\w* up|away with|without|renegotiat\w*)\b[^.;]{0,25}\b(?:caps?|ceilings?|limits?|quotas?|bottlenecks?|licen[cs]es?|allowances?)\b`,
    String.raw`\b(?:align|match|fit|tailor|calibrat|adapt|gear|tie|tying|coupl|proportion|follow|sizing|formula|bring)\w*\b[^.;]{0,30}\b(?:pool|connections|threads|workers|children|concurrency|ceiling|envelope|budget)\b|\b(?:pool|connections|threads|workers|children|ceiling|budget)\b[^.;]{0,20}\b(?:follows?|fits?|match\w*|in line|grows?|sizing|formula)\b`,
    String.raw`\b(?:share|slice|portion) of the (?:database|machine|server|processor|cpu|pool)\b`,
    String.raw`\b(?:\d+|an?|several) (?:gb|gigabytes?|tb|terabytes?)\b`
  ].join('|')
)

const manyAtOnce =
  /\b(?:let(?! go)|allow|permit|enable|accept|support|tolerate)\b[^.;]{0,40}\b(?:in parallel|concurrent\w*|at once|at the same time|simultaneous\w*)\b|\bconcurrency\b/

/** The thing first, and what becomes of it. */
const growing = new RegExp(
  String.raw`\b${resource}(?:\s+[\w'/%×.-]+){0,3}\s+(?:increas\w*|rais\w*|upgrad\w*|uplift\w*|expan\w*|doubl\w*|tripl\w*|enlarg\w*|extended|extension|scal(?:ed|ing|able)|bigger|larger|right-?siz\w*|resiz\w*|tun(?:e|ed|ing)|higher|wider|deeper|faster|stronger|upwards?)\b`
)

/** Words that say "more" only of a resource: a query is tuned, too. */
const tuned = new RegExp(
  `\\b(?:allocat\\w*|reserv\\w*|allow|tun(?:e|ed|ing)|optimi[sz]\\w*|adjust\\w*|revisit\\w*|secure|spin\\w*|equip\\w*|distribut\\w*|spread\\w*|balanc\\w*)${within(6)}${resource}\\b`
)

const numbers =
  'two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|sixteen|twenty|twenty-four|thirty|thirty-two|forty|fifty|sixty|sixty-four|eighty|ninety|(?:a |one |two |three |four |five )?hundred(?:s of)?'
const amount = new RegExp(
  String.raw`\b(?:\d+(?![.:]\d)|${numbers}|hundreds of) (?:[\w-]+ ){0,2}(?:instances|servers|machines|nodes|hosts|connections|workers|threads|processes|children|pods|replicas|cores|v?cpus|processors|sessions|gb|gigabytes?|lanes|doors|licen[cs]es|slots in|clerks|look-?ups a|calls a|requests a)\b|\b(?:pools?|sessions|connections|threads|workers|children|concurrency|depth|backlog|queue|ceiling|budget) (?:size )?(?:of|at|to|=) ?(?:\d+|${numbers})\b|\b(?:pool|size|depth|backlog|queue|concurrency|children|sessions|threads|workers|connections|max\w*) ?(?:[:=]|to|at)? ?(?:\d+(?![.:]\d)|${numbers})\b`
)
const capping =
  /\b(?:lower\w*|reduc\w*|limit\w*|cap|caps|capped|at most|no more than|fewer|only|per (?:user|client)|each client|below|under|refus\w*|short(?:er|en\w*))\b/

/** So many of a resource ("four instances with 40 connections each"), or more than there were ("200 instead of 80"). */
function isCount(text: string): boolean {
  const change =
    /\bfrom (\d+)\b[^.;]{0,20}?\bto (\d+)\b|\b(\d+)\b[^.;]{0,30}?\b(?:instead of|rather than|in place of|not) (\d+)\b/.exec(text)
  if (change) {
    const [was, wanted] = change[1] ? [change[1], change[2]] : [change[4], change[3]]
    if (/\d[.:]\d/.test(change[0])) return false
    return Number(wanted) > Number(was)
  }
  return amount.test(text) && !capping.test(text)
}

/** What was enlarged in the heat of it shall stay: "keep the pool at 20", "leave it at twenty", "make it permanent". */
const kept = new RegExp(
  String.raw`\b(?:keep|leave|retain|maintain|hold|stay|remain|set|configure|fix)\b[^.;]{0,40}\b(?:pool|connections?|threads|workers|children|instances|servers|memory|heap|it|them|this)\b[^.;]{0,12}\b(?:at|to|on|with) (?:\d+(?!\.\d)|${numbers})\b|\b(?:keep|leave|retain|maintain)\b (?:the |those |these )?(?:\d+(?!\.\d)|${numbers}|larger|bigger|raised|increased|new (?:pool|size|limit))\b|\b(?:pool|connections?|size|limit|raise|increase|rise|upgrade|doubling|twenty|thirty|\d+)\b[^.;]{0,30}\bpermanent\w*\b`
)
