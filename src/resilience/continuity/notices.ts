import type { Continuity } from '../../domain/index.ts'

/**
 * Notices for citizens: plain English, short sentences, no blame and no jargon; they work as text alone. What only the
 * organisation knows stands in square brackets, in capitals.
 */
export const notices = (service: string): Continuity['notices'] => [
  {
    when: 'the service is slow or failing, and it is not known why',
    where: 'on the start page and on the error page; the same words for the phone line',
    text:
      `There is a problem with ${service}\n\n` +
      'Some people cannot use it at the moment, or have to wait a long time. We are working on it.\n\n' +
      'You do not need to try again and again. If you saw a confirmation, we have what you sent. If you did not, ' +
      'write down when you sent it: we will check.\n\n' +
      'If you cannot wait, call [PHONE NUMBER] ([OPENING HOURS]) or go to [ADDRESS]. ' +
      'You can use Relay UK: [RELAY NUMBER]. We can help in [LANGUAGES].\n\n' +
      'We will update this page by [TIME].'
  },
  {
    when: 'one part is switched off so that the others work',
    where: 'in place of the part',
    text:
      'This part of the service is not available\n\n' +
      'You can still [WHAT STILL WORKS]. To do [WHAT DOES NOT WORK], call [PHONE NUMBER] or come back after [TIME].\n\n' +
      'If you have a deadline today, we will accept it until [NEW DEADLINE]. You do not need to ask for this.'
  },
  {
    when: 'something was sent and it is not certain that it was kept',
    where: 'by e-mail, text message or letter to those concerned, in the way they chose',
    text:
      'We are checking what you sent us\n\n' +
      `Because of a problem with ${service} on [DATE], we may not have received [WHAT WAS SENT].\n\n` +
      'We are checking it now. Do not pay or send it again. We will tell you by [DATE] whether you need to do anything.\n\n' +
      'If you have paid twice we will pay you back; you do not need to ask. Questions: [PHONE NUMBER].'
  },
  {
    when: 'it works again',
    where: 'on the start page for a week, and in answer to those who wrote',
    text:
      `${service} is working again\n\n` +
      'It did not work properly on [DATE] from [TIME] to [TIME]. We are sorry.\n\n' +
      'If you missed a deadline because of it, [WHAT HAPPENS NOW]. What went wrong and what we are doing about it: [LINK].'
  }
]
