import { createHash } from 'node:crypto'
import { parseDocument } from 'yaml'
import { InquestError } from '../foundation/index.ts'
import { FrontMatter, type Prompt, type PromptPart, PromptRole } from './prompt.ts'

/** Reads a partial's text by its name (`shared/evidence-rules`), or undefined when there is none. */
export type PartialReader = (name: string) => string | undefined

const fence = /^---\r?\n([\s\S]*?)\r?\n---\r?\n/
const roleHeading = /^# (system|user|assistant)\s*$/
const partialTag = /\{\{>\s*([\w/-]+)\s*\}\}/g
export const variableTag = /\{\{\s*([A-Za-z][A-Za-z0-9]*)\s*\}\}/g

/**
 * Parses a prompt file. Roles are split on `# system`, `# user`, `# assistant` in the template, before anything is
 * interpolated. Throws InquestError `usage` with file and line for every way in which it can be wrong.
 */
export function parsePrompt(path: string, text: string, readPartial: PartialReader): Prompt {
  const head = fence.exec(text)
  if (!head) throw fault(path, 1, 'has no front matter', 'Begin the file with "---", the keys, and "---".')
  const frontMatter = parseFrontMatter(path, head[1] ?? '')
  const bodyLine = head[0].split('\n').length
  const parts = splitRoles(path, text.slice(head[0].length), bodyLine).map(({ role, template, line }) => ({
    role,
    template: expandPartials(path, line, template, readPartial, [])
  }))
  checkVariables(path, frontMatter, parts, text)
  const { model, output, variables, tools } = frontMatter
  const identity = JSON.stringify([model, output, variables, tools, parts])
  return { ...frontMatter, path, parts, hash: createHash('sha256').update(identity).digest('hex').slice(0, 12) }
}

function parseFrontMatter(path: string, yaml: string): FrontMatter {
  const document = parseDocument(yaml)
  const [error] = document.errors
  if (error) throw fault(path, (error.linePos?.[0].line ?? 1) + 1, error.message.split('\n')[0] ?? 'bad YAML', 'Mend the YAML.')
  const parsed = FrontMatter.safeParse(document.toJS())
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const key = String(issue?.path[0] ?? (issue && 'keys' in issue ? issue.keys[0] : ''))
  const line = yaml.split('\n').findIndex((text) => text.startsWith(`${key}:`)) + 2
  throw fault(
    path,
    Math.max(line, 1),
    `${key ? `"${key}" ` : ''}${issue?.message ?? 'does not fit'}`,
    'See prompts/README.md for the keys.'
  )
}

function splitRoles(path: string, body: string, firstLine: number): (PromptPart & { line: number })[] {
  const parts: { role: PromptRole; lines: string[]; line: number }[] = []
  for (const [index, line] of body.split(/\r?\n/).entries()) {
    const heading = roleHeading.exec(line)
    if (heading) parts.push({ role: PromptRole.parse(heading[1]), lines: [], line: firstLine + index })
    else if (parts.length > 0) parts.at(-1)?.lines.push(line)
    else if (line.trim())
      throw fault(path, firstLine + index, 'text stands before the first role', 'Put it under "# system" or "# user".')
  }
  if (parts.length === 0) throw fault(path, firstLine, 'names no role', 'Add "# system" and "# user" headings.')
  return parts.map(({ role, lines, line }) => ({ role, line, template: lines.join('\n').trim() }))
}

function expandPartials(path: string, line: number, template: string, read: PartialReader, chain: readonly string[]): string {
  return template.replaceAll(partialTag, (_, name: string) => {
    if (chain.includes(name)) {
      throw fault(path, line, `the partial "${name}" includes itself (${[...chain, name].join(' → ')})`, 'Break the cycle.')
    }
    const partial = read(name)
    if (partial === undefined)
      throw fault(path, line, `there is no partial "${name}"`, `Create prompts/partials/${name}.md or mend the name.`)
    return expandPartials(path, line, partial.trim(), read, [...chain, name])
  })
}

function checkVariables(path: string, frontMatter: FrontMatter, parts: readonly PromptPart[], text: string): void {
  const used = new Set(parts.flatMap(({ template }) => [...template.matchAll(variableTag)].map((match) => match[1] ?? '')))
  const declared = Object.keys(frontMatter.variables)
  const lineOf = (needle: string): number => text.split('\n').findIndex((line) => line.includes(needle)) + 1 || 1
  for (const name of used) {
    if (!declared.includes(name)) {
      throw fault(
        path,
        lineOf(`{{${name}`),
        `{{${name}}} is not declared`,
        `Declare it under "variables:" or mend the name (${declared.join(', ') || 'none declared'}).`
      )
    }
  }
  for (const name of declared) {
    if (!used.has(name))
      throw fault(path, lineOf(`${name}:`), `the variable "${name}" is declared and never used`, 'Use it or remove it.')
  }
}

function fault(path: string, line: number, what: string, nextStep: string): InquestError {
  return new InquestError('usage', `${path}:${line}: ${what}`, nextStep, { details: { path, line } })
}
