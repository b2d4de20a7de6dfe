import type { RecordOf } from '../../domain/index.ts'
import type { Building } from './record-of-fields.ts'
import { usualNames } from './usual-names.ts'

type Channel = RecordOf<'reports'>['channel']

/** What a person said, from its named values: a ticket, a post, a chat message or a note. */
export function reportOf({ fields, moment, listName }: Building): RecordOf<'reports'> {
  const isTicket = fields.has([
    'ticket_id',
    'ticket_number',
    'ticket',
    'case_id',
    'case_number',
    'incident_number',
    'priority',
    'assigned_to',
    'short_description'
  ])
  const isPost = fields.has(['handle', 'screen_name', 'likes', 'retweets', 'platform', 'post_id', 'tweet_id', 'tweet'])
  const isChat = fields.has(['channel', 'room', 'thread_ts', 'slack_channel'])
  const channel: Channel = isTicket ? 'ticket' : isPost ? 'post' : isChat ? 'chat' : channelOf(listName)
  const reference = fields.text(usualNames.reference)
  const author = fields.text(usualNames.person)
  const priority = fields.text(usualNames.priority)
  const category = fields.text(usualNames.category)
  const subject = fields.text(usualNames.subject)
  const status = fields.text(usualNames.status)
  const text = fields.text(usualNames.text) ?? subject ?? ''
  const official = fields.take(['official', 'is_official', 'verified', 'is_staff', 'internal'])
  return {
    ...moment,
    channel,
    reference,
    author,
    official: official?.value === true || official?.value === 'true' || isOfficialAuthor(author),
    priority,
    category,
    subject,
    text,
    status,
    entity: null,
    attributes: fields.rest()
  }
}

function channelOf(listName: string): Channel {
  if (/post|tweet|mention|social|comment/i.test(listName)) return 'post'
  if (/chat|message|slack|teams/i.test(listName)) return 'chat'
  return /note|call/i.test(listName) ? 'note' : 'ticket'
}

const officialWords = /\b(?:official|press office|comms|communications team|status page|service desk|support team)\b/i

/** Does the name itself say that the organisation speaks? */
export function isOfficialAuthor(author: string | null): boolean {
  return author !== null && officialWords.test(author)
}
