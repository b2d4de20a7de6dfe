import type { RecordOf } from '../../domain/index.ts'
import type { Building } from './record-of-fields.ts'
import { usualNames } from './usual-names.ts'

type Kind = RecordOf<'changes'>['kind']

const kinds: readonly (readonly [Kind, RegExp])[] = [
  ['schema', /schema|migration|ddl|\bindex\b|alter table|create table|drop (?:table|index|column)/i],
  ['flag', /\bflags?\b|toggle|feature[_ ]?flag|rollout|experiment/i],
  ['commit', /\bcommit|\bmerge|pull[_ ]?request|\bsha\b|\bdiff\b/i],
  ['deploy', /deploy|release|roll(?:ed)?[ _-]?(?:back|out)|\bversion\b|\bbuild\b|publish/i],
  ['job', /\bjobs?\b|\bcron\b|\bbatch\b|\bbackup|schedul|\betl\b|nightly|reindex|\bvacuum\b/i],
  ['config', /config|setting|parameter|\bpool\b|time-?out|\blimit|threshold|environment variable|secret|certificate/i],
  [
    'infrastructure',
    /infra|instance|scal(?:e|ing)|network|firewall|\bdns\b|server|node|terraform|kernel|patch|restart|failover|resize/i
  ]
]

/** The kind of a change by its words, the most telling first; `other` when none tells. */
export function kindOfChange(...texts: (string | null)[]): Kind {
  for (const text of texts) {
    const kind = text === null ? undefined : kinds.find(([, pattern]) => pattern.test(text))?.[0]
    if (kind !== undefined) return kind
  }
  return 'other'
}

/** A change from its named values: deploy, commit, flag, configuration, job. Old and new values and diffs are its content. */
export function changeOf({ fields, moment, listName }: Building): RecordOf<'changes'> {
  const stated = fields.text(usualNames.changeKind)
  const names = fields.names.join(' ').replaceAll(/([a-z])([A-Z])/g, '$1 $2')
  const ref = fields.text(usualNames.changeRef)
  const from = fields.text(['old_value', 'from', 'before', 'previous', 'old', 'from_version', 'previous_version'])
  const to = fields.text(['new_value', 'to', 'after', 'new', 'to_version', 'new_version', 'current'])
  const title = fields.text(usualNames.changeTitle) ?? ref ?? stated ?? 'change'
  const author = fields.text(usualNames.changeAuthor)
  const values = from === null && to === null ? null : `${from ?? '(none)'} → ${to ?? '(none)'}`
  const content = [
    'description',
    'body',
    'details',
    'notes',
    'diff',
    'patch',
    'content',
    'files',
    'files_changed',
    'reason',
    'comment',
    'changes',
    'change'
  ]
    .flatMap((name) => fields.text([name]) ?? [])
    .filter((text) => text !== title)
  return {
    ...moment,
    kind: kindOfChange(stated, listName, names.replaceAll('_', ' '), title),
    ref,
    title,
    author,
    content: [values, ...content].filter((text) => text !== null).join('\n') || null,
    entity: fields.text(['service', 'service_name', 'application', 'app', 'environment', 'env', ...usualNames.entity]),
    attributes: { ...fields.rest(), ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) }
  }
}
