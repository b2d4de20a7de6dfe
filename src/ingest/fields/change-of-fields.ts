import type { RecordOf } from '../../domain/index.ts'
import { type Fields, flatten, plainName } from './fields.ts'
import type { Building } from './record-of-fields.ts'
import { usualNames } from './usual-names.ts'

type Kind = RecordOf<'changes'>['kind']

const kinds: readonly (readonly [Kind, RegExp])[] = [
  ['schema', /schema|migration|ddl|\bindex\b|alter table|create table|drop (?:table|index|column)/i],
  ['flag', /\bflags?\b|toggle|feature[_ ]?flag|rollout|experiment/i],
  ['commit', /\bcommit|\bmerge|pull[_ ]?request|\bsha\b|\bdiff\b|\bhash\b.*\b(?:patch|subject|message|repo)/i],
  ['deploy', /deploy|release|roll(?:ed)?[ _-]?(?:back|out)|\bversion\b|\bbuild\b|publish/i],
  ['job', /\bjobs?\b|\bcron\b|\bbatch\b|\bbackup|schedul|\betl\b|nightly|reindex|\bvacuum\b/i],
  // An application pool is a process of a web server.
  [
    'config',
    /config|setting|parameter|(?<!\bapp(?:lication)? )\bpool\b|time-?out|\blimit|threshold|environment variable|secret|certificate/i
  ],
  [
    'infrastructure',
    /infra|instance|scal(?:e|ing)|network|firewall|\bdns\b|server|node|terraform|kernel|patch|restart|reboot|recycl|failover|resize/i
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
  const isDeploy =
    /deploy/i.test(listName) || fields.names.some((name) => /^deploy(?:ed|ment|er|_|$)/i.test(name)) || isRelease(fields)
  const stated = fields.text(usualNames.changeKind)
  const names = fields.names.join(' ').replaceAll(/([a-z])([A-Z])/g, '$1 $2')
  const ref = fields.text(usualNames.changeRef)
  const from = fields.text([...before, 'from_version', 'previous_version', 'old_version']) ?? partsOf(fields, before)
  const to = fields.text([...after, 'to_version', 'new_version']) ?? partsOf(fields, after)
  const [title = 'change', ...more] = (fields.text(usualNames.changeTitle) ?? ref ?? stated ?? 'change').split('\n')
  // GitHub nests the author's name; his mail address says less.
  const author =
    fields.text(['author.name', 'author_name', 'commit.author.name', 'author.login']) ?? fields.text(usualNames.changeAuthor)
  const now = to ?? (isDeploy && from !== null ? title : null)
  const values = from === null && now === null ? null : `${from ?? '(none)'} → ${now ?? '(none)'}`
  const content = contentNames.flatMap((name) => fields.text([name]) ?? []).filter((text) => text !== title)
  return {
    ...moment,
    kind: isDeploy ? kindOfChange('deploy') : kindOfChange(stated, listName, names.replaceAll('_', ' '), title),
    ref,
    title,
    author,
    content:
      [more.join('\n').trim(), values, ...content.map(readable)].filter((text) => text !== null && text !== '').join('\n') ||
      null,
    entity: fields.text([...usualNames.entity, 'repository', 'repo', 'project']),
    attributes: { ...fields.rest(), ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) }
  }
}

const before = names('old_value from before previous old previous_value old_state')
const after = names('new_value to after new current new_value new_state')

/** Something brought out in a version, with the commit that it was made of: no commit itself, which would say what it changes. */
function isRelease(fields: Fields): boolean {
  return (
    fields.has(['version', 'release', 'image', 'tag']) &&
    fields.has(['commit', 'sha', 'revision', 'commit_sha', 'git_sha']) &&
    fields.has(['service', 'app', 'application', 'component', 'environment']) &&
    !fields.has(['message', 'subject', 'diff', 'patch', 'files'])
  )
}

/** An old or new state that has parts of its own: `to: { enabled: true, rollout: 100 }`. */
function partsOf(fields: Fields, under: readonly string[]): string | null {
  const parts = fields.names.flatMap((name) => {
    const [head = '', ...inner] = name.split('.')
    const value = inner.length > 0 && under.some((one) => plainName(one) === plainName(head)) ? fields.text([name]) : null
    return value === null ? [] : [`${inner.join('.')}: ${value}`]
  })
  return parts.length === 0 ? null : parts.join(', ')
}

const contentNames = names(`description body details notes diff patch content files files_changed changed_files reason comment
  changes change implementation_plan`)

function names(text: string): readonly string[] {
  return text.split(/\s+/)
}

/** A list of files with their patches as a diff is written; everything else as it is. */
function readable(text: string): string {
  if (!text.startsWith('[{')) return text
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list.map(fileOf).join('\n') : text
  } catch {
    return text
  }
}

function fileOf(file: unknown): string {
  const values = flatten(file)
  const name = ['filename', 'path', 'file', 'name', 'new_path']
    .map((key) => values[key])
    .find((value) => typeof value === 'string')
  const diff = ['patch', 'diff', 'content', 'change'].map((key) => values[key]).find((value) => typeof value === 'string')
  return name === undefined ? JSON.stringify(file) : [`+++ ${name}`, ...(diff === undefined ? [] : [diff])].join('\n')
}
