import type {
  Detector,
  Dimension,
  Finding,
  JudgedHypothesis,
  RemedyClass,
  ScalingPartName,
  ScalingTest,
  TimelineEvent,
  Verdict
} from '../../domain/index.ts'
import type { Tone } from '../document/block.ts'

/** A word of the record in words for a reader, and the tone of its tag. */
export type Label = readonly [string, Tone]

export const statusLabels: Record<Verdict['status'], Label> = {
  determined: ['Cause determined', 'cause'],
  undetermined: ['Cause not determined', 'unsure'],
  'no-incident': ['No incident found', 'good']
}

export const markLabels: Record<TimelineEvent['mark'], Label> = {
  cause: ['Cause', 'cause'],
  symptom: ['Symptom', 'unsure'],
  harm: ['Harm', 'harm'],
  alert: ['Alert', 'act'],
  intervention: ['Action taken', 'act'],
  report: ['Report', 'plain'],
  change: ['Change', 'plain'],
  recovery: ['Recovery', 'good'],
  context: ['Context', 'plain']
}

export const stageLabels: Record<Detector['stage'], Label> = {
  cause: ['Cause', 'cause'],
  leading: ['Early sign', 'unsure'],
  symptom: ['Symptom', 'harm']
}

export const severityLabels: Record<Detector['severity'], Label> = {
  page: ['Wakes somebody', 'act'],
  ticket: ['Ticket', 'plain'],
  log: ['Log', 'plain']
}

export const findingTitles: Record<Finding['role'], string> = {
  cause: 'What points to the cause',
  symptom: 'What followed from it: symptoms, not causes',
  intervention: 'What people did',
  context: 'What else was so at the time',
  impact: 'What people met',
  'early-warning': 'What could have been seen early'
}

export const answerLabels: Record<ScalingTest['parts'][number]['answer'], Label> = {
  for: ['For', 'good'],
  against: ['Against', 'bad'],
  'cannot-tell': ['Cannot tell', 'unsure']
}

export const scalingAnswers: Record<ScalingTest['wouldScalingHelp'], Label> = {
  yes: ['Yes', 'good'],
  no: ['No', 'bad'],
  delays: ['Only for a while: it would have put the failure off', 'unsure'],
  'cannot-tell': ['The materials cannot tell', 'unsure']
}

export const scalingQuestions: Record<ScalingPartName, string> = {
  'work-per-request': 'Did one request cost more, or were there only more of them?',
  'same-load-other-outcome': 'Was there a time with as much load that went well?',
  'hold-time': 'Was the pool full because more arrived, or because each held on for longer?',
  'what-was-tried': 'What happened when more was tried?',
  counterfactual: 'In a simulation of the incident with more of the resource, does the failure go away?'
}

export const physicsQuestion = 'Do the measurements fit together (Little’s law: in progress = arrivals × time each takes)?'
export const physicsAnswers: Record<ScalingTest['physics']['obeys'], Label> = {
  yes: ['They do', 'good'],
  no: ['They do not', 'bad'],
  'cannot-tell': ['Cannot tell', 'unsure']
}

export const fateLabels: Record<JudgedHypothesis['fate'], Label> = {
  accepted: ['Accepted', 'cause'],
  contributing: ['Contributed', 'unsure'],
  rejected: ['Rejected', 'bad'],
  open: ['Open', 'unsure']
}

export const remedyLabels: Record<RemedyClass, Label> = {
  'fix-cause': ['Fix the cause', 'good'],
  revert: ['Undo a change', 'good'],
  scale: ['Add capacity', 'unsure'],
  'limit-load': ['Limit the load', 'unsure'],
  restart: ['Restart', 'unsure'],
  observe: ['Watch for it', 'act']
}

export const dimensionTitles: Record<Dimension, string> = {
  precedence: 'It came first',
  mechanism: 'It can produce what was seen',
  coverage: 'It covers the harm',
  discrimination: 'It fits where its rivals do not',
  'dose-response': 'More of it does more harm',
  intervention: 'What happened when something was changed'
}

export const outcomeWords = { yes: 'Yes', no: 'No', 'cannot-tell': 'Cannot tell' } as const
