import type { Runbook } from '../../domain/index.ts'
import type { Known } from '../known.ts'
import { section, step } from './steps.ts'

/** For whoever is called first; no knowledge of the system is needed. */
export function firstLineRunbook(known: Known): Runbook {
  const { verdict, scaling } = known
  const cause = verdict.rootCause
  const why =
    scaling.wouldScalingHelp === 'no' || scaling.wouldScalingHelp === 'delays'
      ? `In the incident behind this runbook it ${scaling.wouldScalingHelp === 'no' ? 'did not help' : 'only put the failure off'}: ${scaling.statement.text}.`
      : scaling.wouldScalingHelp === 'yes'
        ? 'In the incident behind this runbook more capacity was the right answer, and that was shown first: do the same.'
        : 'In the incident behind this runbook nothing showed that it would help.'
  return {
    id: 'first-five-minutes',
    title: 'The service is slow or failing: the first five minutes',
    audience: 'anyone on call, no expertise needed',
    sections: [
      section(
        'First five minutes',
        step('Write down the time and what you see: which page, which message, who reported it.'),
        step(
          'Look whether people are harmed: errors and p95 on the dashboard of journeys, not processors or memory.',
          [],
          'If journeys complete as usual, nobody is harmed yet: open a ticket, go on watching, do not page everybody.'
        ),
        step('Acknowledge the alert in your own name. An alert that nobody owns is worse than none.'),
        step('Tell the incident lead [NAME, PHONE] in one sentence: what, since when, who is harmed.'),
        step('Put up the first notice for citizens (continuity sheet) when it has lasted ten minutes; do not wait for the cause.')
      ),
      section(
        'Tell cause from symptom',
        step(
          'Full pools, processors, memory and queues are where it hurts, seldom why. Ask what became slow or frequent before they filled.'
        ),
        step(
          'Did more people come, or did each request cost more? Compare load with the same hour of last week.',
          [],
          'Load as usual: look for dear work (runbook “Tell cause from symptom”). Load far above every other day: see “When it is demand”.'
        ),
        step(
          'What changed in the last day: release, setting, flag, job, certificate? Write down each with its time, guilty or not.'
        ),
        step('Is one instance, one page, one client or one dependency apart from the others? Averages hide it.')
      ),
      section(
        'What not to do',
        step(`Do not scale first, neither instances nor pools nor memory. ${why}`),
        step(
          'Do not restart everything at once: it destroys the evidence and empties the caches. If you must, one instance after the other, after a dump.'
        ),
        step('Do not change two things at a time, and write down each change with its time and what you expect of it.')
      ),
      section(
        'Whom to call',
        step(
          'No cause within fifteen minutes, or people cannot do something with a deadline today: call the second line [ROTA].'
        ),
        ...(cause
          ? [step(`The component of the last such incident was ${cause.component}: call the team that owns it [TEAM, ROTA].`)]
          : []),
        step(
          'A supplier’s service is slow: call the supplier [NUMBER, CONTRACT] with times and request identifiers, and go on looking here.'
        ),
        step('Personal data may be lost or shown to others: call the data protection officer [NAME, PHONE] at once.'),
        step('Nobody answers in fifteen minutes: go one up in the escalation list. That is expected of you.')
      ),
      section(
        'When you are done',
        step('People complete their journeys as on the same hour of last week, for half an hour; not: the alert is green.'),
        step('The first sign of the cause is back in its healthy range too. If only the symptom went, it will come back.'),
        step('Take the notice down, put up the one for afterwards, and hand your notes to the incident lead.'),
        step(
          'Copy logs and metrics of the day into a folder before they rotate, and run:',
          ['inquest investigate <folder>'],
          'a report whose figures can be checked with `inquest verify`'
        )
      )
    ]
  }
}
