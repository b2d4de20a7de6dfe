import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

/** The rooms of src/ in the order of docs/design/architecture.md: an import may point only to a room listed earlier. */
const rooms = [
  'domain',
  'foundation',
  'ingest',
  'warehouse',
  'queueing',
  'evidence',
  'verdict',
  'resilience',
  'prompts',
  'models',
  'agents',
  'investigation',
  'specification',
  'patterns',
  'report',
  'simulator',
  'evals',
  'installation.ts',
  'open-materials.ts',
  'elsewhere.ts',
  'inquest.ts',
  'evaluate.ts',
  'prompting.ts',
  'replaying.ts',
  'asking.ts',
  'practise.ts',
  'specify.ts',
  'workspace',
  'training',
  'web',
  'cli'
]
/** Rooms that stand aside from the line: they may see only these. */
const only: Record<string, string[]> = {
  domain: [],
  foundation: [],
  ingest: ['domain', 'foundation'],
  warehouse: ['domain', 'foundation', 'ingest'],
  queueing: [],
  evidence: ['domain', 'foundation', 'warehouse', 'queueing'],
  verdict: ['domain', 'foundation'],
  specification: ['domain', 'foundation'],
  patterns: ['domain', 'foundation'],
  report: ['domain', 'foundation'],
  simulator: ['domain', 'foundation', 'queueing'],
  'installation.ts': ['foundation'],
  workspace: [
    'domain',
    'foundation',
    'verdict',
    'models',
    'investigation',
    'inquest.ts',
    'prompting.ts',
    'replaying.ts',
    'installation.ts'
  ],
  training: ['domain', 'foundation', 'prompts', 'installation.ts', 'workspace'],
  web: ['domain', 'foundation', 'report', 'inquest.ts', 'installation.ts', 'workspace', 'training'],
  cli: [
    'domain',
    'foundation',
    'inquest.ts',
    'evaluate.ts',
    'prompting.ts',
    'replaying.ts',
    'asking.ts',
    'practise.ts',
    'specify.ts',
    'web'
  ]
}
const bannedNames = /^(data|info|manager|helpers?|utils?)$/

const src = resolve(import.meta.dirname, '../src')
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((path) => join(src, path))
  .filter((path) => statSync(path).isFile() && path.endsWith('.ts'))
const sources = files.filter((path) => !path.endsWith('.test.ts'))

const roomOf = (path: string): string => relative(src, path).split(sep)[0] ?? ''
const importsOf = (path: string): string[] =>
  [...readFileSync(path, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) =>
    resolve(dirname(path), match[1] ?? '')
  )

describe('the house', () => {
  it('has files to look at', () => {
    expect(sources.length).toBeGreaterThan(20)
  })

  it('imports only from rooms that stand earlier in the line', () => {
    const broken = sources.flatMap((path) =>
      importsOf(path).flatMap((target) => {
        const [from, to] = [roomOf(path), roomOf(target)]
        if (from === to || !rooms.includes(from)) return []
        const allowed = only[from] ?? rooms.slice(0, rooms.indexOf(from))
        return allowed.includes(to) ? [] : [`${relative(src, path)} → ${to}`]
      })
    )
    expect(broken).toEqual([])
  })

  it('reaches other rooms only through their index', () => {
    const broken = sources.flatMap((path) =>
      importsOf(path).flatMap((target) => {
        const inside = relative(src, target).split(sep)
        const elsewhere = roomOf(path) !== roomOf(target)
        return elsewhere && inside.length > 1 && !(inside.length === 2 && inside[1] === 'index.ts')
          ? [`${relative(src, path)} → ${inside.join('/')}`]
          : []
      })
    )
    expect(broken).toEqual([])
  })

  it('starts the web application from one command alone', () => {
    const users = sources.filter((path) => roomOf(path) !== 'web' && importsOf(path).some((target) => roomOf(target) === 'web'))
    expect(users.map((path) => relative(src, path))).toEqual([join('cli', 'commands', 'serve.ts')])
  })

  it('names files and folders for their subject', () => {
    const banned = files.filter((path) =>
      relative(src, path)
        .split(sep)
        .some((part) => bannedNames.test(part.replace(/(\.test)?\.ts$/, '')))
    )
    expect(banned).toEqual([])
  })

  it('keeps files short: none above 300 lines, the median below 100', () => {
    const lengths = sources.map((path) => readFileSync(path, 'utf8').split('\n').length).sort((a, b) => a - b)
    expect(lengths.at(-1)).toBeLessThanOrEqual(301)
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(100)
  })

  it('skips, focuses and leaves open no test', () => {
    const focused = files
      .filter((path) => path.endsWith('.test.ts'))
      .filter((path) => /\b(it|test|describe)\.(only|skip|todo)\b/.test(readFileSync(path, 'utf8')))
    expect(focused).toEqual([])
  })
})
