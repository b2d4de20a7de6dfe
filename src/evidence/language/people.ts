/** Groups of people whom a failing public service may hurt differently, and the words by which a report shows them. */
export const groups: readonly (readonly [group: string, words: RegExp])[] = [
  [
    'older people',
    /\b(?:elderly|pensioners?|older (?:people|residents?|adults?|person)|senior citizens?|seniors|over[- ]?(?:60|65|70|75|80)s?|retire(?:d|es?)|grand(?:mother|father|parents?|ma|dad)|my (?:mum|mother|dad|father) (?:is|who is) (?:6|7|8|9)\d|care home)\b/i
  ],
  [
    'disabled people',
    /\b(?:disab(?:led|ility|ilities)|wheelchairs?|blind|partially sighted|visually impaired|deaf|hard of hearing|screen ?readers?|blue badge|learning difficult(?:y|ies)|autis(?:m|tic)|dyslexi[ac]|special needs|accessib(?:le|ility)|mobility (?:scooter|issues|problems))\b/i
  ],
  [
    'people with health needs',
    /\b(?:patients?|prescriptions?|medication|insulin|dialysis|chemo\w*|cancer|pregnan\w+|mental health|depress(?:ed|ion)|anxiety|GP appointments?|hospital appointments?|oxygen)\b/i
  ],
  ['people in vulnerable circumstances', /\b(?:vulnerable|isolat(?:ed|ion)|domestic abuse|safeguarding)\b/i],
  ['carers', /\b(?:carers?|caregivers?|care workers?|I care for|look(?:ing)? after my|foster(?:ing| carers?)?|respite)\b/i],
  [
    'parents and children',
    /(?<!elderly |older )\b(?:parents?|mums?|dads?|toddlers?|bab(?:y|ies)|newborns?|child(?:ren|'s|care)?|kids?|my (?:son|daughter|little one)s?(?:'s)?|school places?|nurser(?:y|ies)|playgroups?|pupils?|youth|teenagers?|birthday part(?:y|ies)|girls have)\b/i
  ],
  ['students', /\b(?:students?|university|college|apprentic\w+|exams?|dissertation|coursework)\b/i],
  [
    'businesses',
    /\b(?:(?:local|small|my|our|multiple) business(?:es)?|business (?:owner|meeting|rate)s?|sole traders?|self[- ]employed|shop(?:keeper|s)?|traders?|client (?:presentation|meeting)s?|costing (?:me|us) business|suppliers?|landlords?|employers?|payroll|freelanc\w+)\b/i
  ],
  [
    'voluntary groups',
    /\b(?:charit(?:y|ies)|volunteers?|voluntary|fund-?rais(?:er|ers|ing)|food ?banks?|community groups?|scouts?|guides?|residents' association|faith group|church|mosque|temple|synagogue|support network|community (?:organi[sz]ation|champion)s?)\b/i
  ],
  [
    'sport and culture groups',
    /\b(?:(?:fitness|yoga|dance|art|arts|drama|badminton|basketball|football|swimming|martial arts|book|sports?|choir|theatre) (?:class(?:es)?|groups?|club|clubs|league|team|practice|instructors?|rehearsals?)|rehearsals?|coach(?:es)?|band practice)\b/i
  ],
  [
    'people on low incomes',
    /\b(?:universal credit|benefits? (?:claim|payment)s?|housing benefit|council tax (?:reduction|support)|low income|can(?:no|')t afford|food vouchers?|free school meals|homeless\w*|evict\w+|rent arrears|hardship)\b/i
  ],
  [
    'people without internet',
    /\b(?:no (?:internet|computer|smartphone|email)|(?:do not|don't|doesn't|does not) have (?:a |the )?(?:internet|computer|smartphone|email)|offline|not online|(?:only|just) (?:have |use )?(?:a |my )?(?:phone|landline)|library computers?|public computers?)\b/i
  ],
  [
    'people who read another language',
    /\b(?:english is not my|not my first language|translat(?:or|ion|e|ed)|interpreter|speak (?:little|no) english|asylum|refugees?|visa)\b/i
  ]
]

/** What a report complains of (or is glad of): the first that fits, so the graver stand first. */
export const themes: readonly (readonly [theme: string, words: RegExp])[] = [
  [
    'money taken',
    /\b(?:money|payment|card|account|£\s?\d+|\$\s?\d+|€\s?\d+|paid|charged|debited|billed)\b[^.!?]{0,80}\b(?:taken|gone|charged|debited|twice|double|left my account|but (?:no|I (?:have|got) no|nothing)|no (?:booking|confirmation|receipt|order|ticket))\b|\b(?:charged|billed|debited|paid) (?:me )?(?:twice|double|two times|£|\$|€)/i
  ],
  [
    'works again',
    /\b(?:work(?:s|ing)? (?:again|now|normally|fine|better)|back (?:to normal|up|online|working)|(?:now |fully )?(?:resolved|restored|operational)|has fixed|(?:been|is|all) fixed|just (?:managed|booked|successfully)|success(?:fully)?\b[^.!?]{0,30}\b(?:booked|completed|paid|logged)|thank(?:s| you) (?:to|for) (?:the |fixing|sorting)|SUCCESS)\b/i
  ],
  [
    'data wrong or lost',
    /\b(?:wrong (?:results?|details|data|amount|date|address|name|person)|strange results|incorrect\w*|someone else'?s|missing (?:records?|booking|application|data)|disappeared|lost my|vanished|duplicate\w*|twice in|shows? no availability|no longer shows?|showing (?:the )?(?:old|wrong))\b/i
  ],
  [
    'confirmation missing',
    /\b(?:no|not|n't|never|missing|without)\b[^.!?]{0,40}\bconfirm(?:ation|ed)?\b|\bconfirmation\b[^.!?]{0,30}\b(?:missing|never)\b|\bnot sure (?:if|whether)\b/i
  ],
  [
    'cannot log in',
    /\b(?:can(?:no|')?t|cannot|unable to|won't let me|not able to|couldn'?t) (?:log|sign)[ -]?(?:in|on)\b|\b(?:log|sign)[ -]?in (?:page )?(?:fails?|failed|failing|broken|not working|error)|\blocked out\b|\b(?:password|verification code|one-time code|2fa|otp)\b[^.!?]{0,40}\b(?:not|never|fail|wrong|expired|rejected)/i
  ],
  [
    'down',
    /\b(?:(?:is|are|was|been|still|completely|totally) (?:down|dead|broken|offline|unusable|unresponsive|unavailable)|outage|not (?:loading|available|responding)|won'?t (?:load|open)|never (?:loads?|loaded|finish\w*|comes? up|came up|opens?|gets? (?:past|beyond))|nothing happens|can(?:no|')?t (?:access|reach|open|get (?:on|in|past|through))|cannot (?:access|reach|open)|out of (?:order|action|service)|server error|50[0234]\b)/i
  ],
  [
    'errors or time-outs',
    /\b(?:error (?:message|page|code)?s?|tim(?:es?|ed|ing) out|time-?outs?|crash(?:es|ed|ing)?|fail(?:s|ed|ing|ure)?|keeps? (?:failing|crashing|kicking)|(?:blank|white|empty) (?:page|screen)|same thing (?:both|every|each|all) times?|frozen|freez(?:es|ing)|hangs?|hung|spinner|spinning)\b/i
  ],
  [
    'slow',
    /\b(?:slow(?:er|ly)?|sluggish|takes? (?:ages|forever|so long|minutes|hours)|taken? (?:over |more than |about )?\d+ (?:minutes|seconds|mins|hours)|waiting (?:for )?(?:over |ages|\d+)|still loading|for ages|\d+ (?:minutes|mins|hours|seconds) (?:to|just to|before)|lag(?:s|ging|gy)?|loading forever|waited)\b/i
  ],
  [
    'cannot complete',
    /\b(?:can(?:no|')?t|cannot|unable to|couldn'?t|impossible|won'?t let|trouble|struggling to|problems?|issues?|trying to) (?:\w+ ){0,3}?(?:book|pay|submit|complete|finish|apply|order|register|upload|renew|booking|with|using|find|download|report)\b|\b(?:problems?|issues|trouble) (?:with|booking|this morning|today)|having problems|\b(?:system|website|site|app|portal|service|online) (?:problems|issues)\b/i
  ]
]

/** Words that are one only in capitals: SEND is special educational needs, to send is not. */
const acronyms: Readonly<Record<string, RegExp>> = { 'disabled people': /(?<![A-Z] )\bSENDI?\b(?! [A-Z]{2})/ }

export interface GroupShown {
  readonly group: string
  /** The words in the report that show it. */
  readonly span: string
}

/** Groups that a report shows, each with the words that show it. */
export function groupsIn(text: string): GroupShown[] {
  return groups.flatMap(([group, words]) => {
    const span = (words.exec(text) ?? acronyms[group]?.exec(text))?.[0]
    return span === undefined ? [] : [{ group, span }]
  })
}

/** What a report is about; `other` when no theme of failure or recovery is in it. */
export function themeOf(text: string): string {
  return themes.find(([, words]) => words.test(text))?.[0] ?? 'other'
}

const journeys: readonly (readonly [journey: string, words: RegExp])[] = [
  ['pay', /\b(?:pay(?:ing|ment|ments)?|paid|card details|checkout|refund|charged|direct debit|invoice)\b/i],
  ['sign in', /\b(?:log(?:ging)?[ -]?(?:in|on)|sign(?:ing)?[ -]?in|password|verification code)\b/i],
  [
    'search',
    /\b(?:search(?:es|ing)?|find(?:ing)? (?:an? )?(?:available|free|room|slot|appointment)|availability|look(?:ing)? (?:up|for) (?:available|a slot|an appointment))\b/i
  ],
  ['book', /\b(?:book(?:ing|ings|ed)?|reserv(?:e|ed|ing|ation)|appointments?|slots?)\b/i],
  [
    'apply or submit',
    /\b(?:appl(?:y|ied|ying|ication|ications)|submit(?:ted|ting)?|form|claim|renew(?:al|ing|ed)?|register(?:ing|ed)?|registration|upload(?:ing|ed)?|declaration|return)\b/i
  ],
  ['order', /\b(?:order(?:ing|ed|s)?|basket|cart|deliver(?:y|ed)|purchase|bought|buy(?:ing)?|tickets? for)\b/i],
  [
    'report a problem',
    /\b(?:report(?:ing)? (?:an? )?(?:pothole|missed|problem|fault|repair)|missed bin|fly[- ]tipping|repairs?)\b/i
  ],
  ['view', /\b(?:view|see|check|download|statement|account page|dashboard|results|timetable|live (?:times|map))\b/i]
]

/** The journey a report speaks of, from what people say they were doing; null when it does not say. */
export function journeyOf(text: string): string | null {
  return journeys.find(([, words]) => words.test(text))?.[0] ?? null
}
