import { mixSeed } from '../../../queueing/index.ts'
import type { Emitter } from '../emitter.ts'
import { changesOf } from './recorded-changes.ts'

/** `git log -p`, newest first: a commit is made some while before its deploy, and carries the diff. */
export const gitLog: Emitter = (context) => {
  const { clock, world } = context
  const { domain } = world.organisation
  const commits = changesOf(context).filter(
    ({ kind, content }) => (kind === 'deploy' || kind === 'commit' || kind === 'schema') && content !== ''
  )
  const texts = commits.map(({ atMs, kind, ref, title, author, content }) => {
    const hash = ['a', 'b', 'c', 'd', 'e']
      .map((part) => mixSeed(world.seed, `commit/${part}/${ref}`).toString(16).padStart(8, '0'))
      .join('')
    // What was deployed had been written, reviewed and built before.
    const at = kind === 'commit' ? atMs : atMs - (25 + (mixSeed(world.seed, `lead/${ref}`) % 240)) * 60_000
    const mail = `${author.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@${domain}`
    const path = /\bsrc\/\S+/.exec(content)?.[0] ?? fileOf(kind, ref, content, world.scenario.service.application)
    const lines = content.split('\n').map((line) => (/^[-+ @]/.test(line) ? line : ` ${line}`))
    const [added, removed] = [
      lines.filter((line) => line.startsWith('+')).length,
      lines.filter((line) => line.startsWith('-')).length
    ]
    return {
      at,
      text: [
        `commit ${hash}`,
        `Author: ${author} <${mail}>`,
        `Date:   ${clock.git(at)}`,
        '',
        `    ${title}`,
        '',
        ...(kind === 'commit' ? [] : [`    Released with ${ref}`, '']),
        `diff --git a/${path} b/${path}`,
        `index ${hash.slice(8, 15)}..${hash.slice(15, 22)} 100644`,
        `--- a/${path}`,
        `+++ b/${path}`,
        `@@ -${12 + (added % 40)},${removed + 1} +${12 + (added % 40)},${added + 1} @@`,
        ...lines,
        ''
      ].join('\n')
    }
  })
  return {
    kind: 'document',
    text: texts
      .sort((a, b) => b.at - a.at)
      .map(({ text }) => text)
      .join('\n'),
    records: texts.length
  }
}

/** A path that fits what was changed. */
function fileOf(kind: string, ref: string, diff: string, application: string): string {
  const isRuby = /\b(?:add|remove|change)_(?:index|column|table)\b/.test(diff)
  if (kind === 'schema' || isRuby) return `db/migrate/${ref.replaceAll(/\W+/g, '_')}.${isRuby ? 'rb' : 'sql'}`
  if (/^[+-]\s*[\w.-]+:\s/m.test(diff)) return 'deploy/production.yaml'
  if (/[{;]\s*[a-z-]+:\s/.test(diff)) return `web/styles/${application}.css`
  return /<\w+/.test(diff)
    ? `web/templates/${application}.html`
    : `src/${application}/handlers.${/\bconst |=>/.test(diff) ? 'ts' : 'java'}`
}
