/** One step of a lesson: what a trainer tells of it, whatever the incident. */
export interface Teaching {
  /** Part of an address. */
  readonly id: string
  readonly phase: string
  readonly title: string
  /** The prompt at work in it, by its id; null where code or people work. */
  readonly prompt: string | null
  /** What the step is for, in a sentence or two. */
  readonly about: string
  /** What a room overlooks. */
  readonly watchFor: readonly string[]
  readonly questions: readonly string[]
}

const before = 'Before the phases'
const first = 'Phase 1: prompts that make prompts'
const second = 'Phase 2: many sources, many specialists'
const third = 'Phase 3: what would have caught it'

/** The lesson, first step to last. */
export const teaching: readonly Teaching[] = [
  {
    id: 'incident',
    phase: before,
    title: 'What the room has',
    prompt: null,
    about: 'The materials and what the operations team says. Nothing has been looked at yet, so this is the moment to guess.',
    watchFor: [
      'What the team says is a source like any other: some of it may be wrong.',
      'Sources differ in how exactly they date things. A five-minute average cannot say what came first.'
    ],
    questions: [
      'What do you think happened? Write it down with a figure for how sure you are, and keep it.',
      'Which one file would you open first, and which would you never open?',
      'What do you know about this kind of service that no file here tells?'
    ]
  },
  {
    id: 'naive',
    phase: before,
    title: 'One big question',
    prompt: 'naive/ask',
    about:
      'The prompt that people write first: all the files, one question. Beside its usual answer stand the verifier’s objections.',
    watchFor: [
      'The loudest symptom is the easiest thing to repeat back.',
      'An answer without evidence cannot be checked, only liked or disliked.'
    ],
    questions: [
      'Which sentence of the answer could be shown to be wrong, and with what?',
      'Would this answer have been acted upon in your organisation? What would that have cost?'
    ]
  },
  {
    id: 'plan',
    phase: first,
    title: 'The plan comes before any result',
    prompt: 'planner/plan',
    about:
      'A prompt whose product is prompts. The planner sees the catalogue of sources and no record, so no result can flatter a favourite.',
    watchFor: [
      'Each question says which answer would speak for a cause and which for a symptom.',
      'At least one question could prove the obvious explanation wrong.'
    ],
    questions: [
      'Which question would you have added, and which source could answer it?',
      'Which of the questions could only ever come out one way?',
      'What had to be said about public services that the tool would not have known by itself?'
    ]
  },
  {
    id: 'specialists',
    phase: second,
    title: 'Specialists, each alone on one question',
    prompt: 'specialist/investigate',
    about:
      'Each gets one question, its sources and a budget. It works through tools, and hands back findings whose figures are cells of evidence.',
    watchFor: [
      'A figure that is typed is refused, even a right one: figures come from evidence.',
      'What was normal before stands beside every figure. Without it a figure says nothing.'
    ],
    questions: [
      'Which finding joins two sources that nobody usually reads together?',
      'Take one finding and follow it to the lines of the file. Does it say more than they do?',
      'Where did a finding about a machine become a finding about a person who needed the service?'
    ]
  },
  {
    id: 'explanations',
    phase: second,
    title: 'Explanations that can be tested',
    prompt: 'theorist/propose',
    about: 'Whoever measured does not explain. At least two explanations that differ in what they predict are asked for.',
    watchFor: [
      'A mechanism that repeats the symptom explains nothing: ask why once more.',
      'That a change came shortly before is no reason to convict it.'
    ],
    questions: [
      'For the two strongest: what would you see if one were true and the other not?',
      'Is your own guess of the beginning among them? If not, what would it have to predict?'
    ]
  },
  {
    id: 'sceptic',
    phase: second,
    title: 'Somebody must want it to be wrong',
    prompt: 'sceptic/challenge',
    about: 'The sceptic makes the best honest case for each rival, scaling first, with tools of its own.',
    watchFor: [
      'An objection without evidence is a tone of voice.',
      'Sometimes demand really is beyond what the service can carry. Then saying so is right.'
    ],
    questions: [
      'What is the strongest thing that can be said for “we need more servers”?',
      'Who plays this part in your incident reviews, and is that person listened to?'
    ]
  },
  {
    id: 'verification',
    phase: second,
    title: 'Tests decide, and nobody can talk past them',
    prompt: 'verifier/object',
    about:
      'Scores are computed from tests that were fixed before. A model in this seat may object or lower a score; it can never raise one.',
    watchFor: [
      'Look at the test on which the two leading explanations differ. The rest is decoration.',
      '“The materials cannot tell” is an answer, and says what to fetch next.'
    ],
    questions: [
      'Which single observation separates the accepted explanation from its closest rival?',
      'How would this investigation have gone by hand: slower, or only with fewer rivals?',
      'Which test would you want that is not there?'
    ]
  },
  {
    id: 'verdict',
    phase: second,
    title: 'The verdict',
    prompt: null,
    about: 'What the evidence carries, how sure it is, and whether more of the resource would have helped.',
    watchFor: [
      'A symptom can be measured exactly and still be no cause.',
      'What is left unexplained stands in the report as plainly as what is explained.'
    ],
    questions: [
      'Compare it with what you wrote down at the beginning. Which step changed your mind?',
      'Would the answer of the one big question have ended the incident? For how long?',
      'Whom would you tell what is not proven, and how?'
    ]
  },
  {
    id: 'design',
    phase: third,
    title: 'What to do, and what would have warned',
    prompt: 'designer/remedies',
    about: 'Each remedy names the link of the chain that it acts on; each warning is tried on the incident itself.',
    watchFor: [
      'What is not proven is found out before it is fixed.',
      'A warning that comes with the first complaint is no warning.'
    ],
    questions: [
      'Which warning would have come before the first person was turned away, and by how long?',
      'Which remedy would still help if the verdict were wrong?',
      'Which of these could another department take over as they are, and what would it have to change?'
    ]
  },
  {
    id: 'reflection',
    phase: 'Afterwards',
    title: 'Looking back together',
    prompt: null,
    about: 'For the last ten minutes. There are no right answers here; the point is to agree on what to try next week.',
    watchFor: ['Let those speak first who run a service day and night.'],
    questions: [
      'What did the method see that one careful person with the same files would have missed? And the other way round?',
      'Which way of asking brought up the subtle thing rather than the loud one?',
      'Where did you have to bring in what you know of the service, its people or its rules?',
      'If every team looked into incidents in this way, what could they learn from each other’s?',
      'What is the first thing that you will change in how your team looks into an incident?'
    ]
  }
]
