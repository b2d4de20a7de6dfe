import { InvalidArgumentError } from 'commander'

/** `verifier/object=./mine.md` added to those given before. */
export function promptVariant(text: string, known: Readonly<Record<string, string>>): Record<string, string> {
  const [, id, file] = /^([\w/-]+)=(.+)$/.exec(text) ?? []
  if (!id || !file) throw new InvalidArgumentError('Give a prompt id and a file: --prompt planner/plan=./my-plan.md')
  return { ...known, [id]: file }
}
