import type { KnowledgeItem } from '../../domain/index.ts'
import type { Known } from '../known.ts'

/** Who should know what after this, and how it is seen that they do. */
export function knowledgeFor({ verdict }: Known): KnowledgeItem[] {
  const cause = verdict.rootCause ? verdict.rootCause.component : 'the part that failed'
  return [
    {
      audience: 'everyone on call, whatever their expertise',
      learns: 'to tell cause from symptom before touching a limit, with the runbooks',
      how: 'a rehearsal of an hour: this incident’s materials without the report, the runbook at hand; then compare with the report',
      doneWhen: 'two people who were not there name the cause from the materials within the hour'
    },
    {
      audience: 'the team that owns the component',
      learns: `why ${cause} failed, how it is detected, and what the measures do`,
      how: 'read the report’s root cause and rivals together; run `inquest verify` on it; go through the tasks',
      doneWhen: 'each task has an owner and a date'
    },
    {
      audience: 'service owner and performance analyst',
      learns: 'what people met, what the service levels mean, and why capacity was or was not the answer',
      how: 'the lead, the impact and the scaling test of the report: a quarter of an hour',
      doneWhen: 'they can say in two sentences what happened and what is being done'
    },
    {
      audience: 'contact centre and staff in person',
      learns: 'what still works when a part fails, and what to tell people',
      how: 'the continuity sheet and the notices, filled in; a call with a made-up citizen',
      doneWhen: 'a test caller gets the right route'
    },
    {
      audience: 'other teams and departments',
      learns: 'the signature of this class of incident and the method',
      how: 'share the patterns file, the runbooks as templates and the methodology; no personal data is in them',
      doneWhen: 'another team has run the method on an incident of its own'
    }
  ]
}
