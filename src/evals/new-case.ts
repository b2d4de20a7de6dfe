import { access, mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import { CauseCategory } from '../domain/index.ts'
import { InquestError } from '../foundation/index.ts'
import { loadScenario } from '../simulator/index.ts'

/** Writes a suite of `count` seeds of one scenario. Throws InquestError `usage` for an unknown scenario or a file that is there. */
export async function newSuite(
  scenario: string,
  { count, from, path }: { readonly count: number; readonly from: number; readonly path?: string | undefined }
): Promise<string> {
  const { name } = loadScenario(scenario)
  const target = path ?? `${name}-${count}.yaml`
  await refuseExisting(target)
  const seeds = Array.from({ length: count }, (_, i) => from + i).join(', ')
  await writeFile(
    target,
    `name: ${basename(target).replace(/\.ya?ml$/, '')}\nabout: ${count} seeds of ${name}\ncases:\n  - { scenario: ${scenario}, seeds: [${seeds}] }\n`
  )
  return target
}

/** Writes a truth to fill in and, beside it, a suite that names it. */
export async function newCase(
  name: string,
  { materials, out }: { readonly materials: string; readonly out: string }
): Promise<{ readonly truth: string; readonly suite: string }> {
  if (!/^[\w.-]+$/.test(name))
    throw new InquestError('usage', `"${name}" is no name for a file`, 'Use letters, figures and hyphens.')
  await access(materials).catch((cause: unknown) => {
    throw new InquestError('usage', `there is no folder ${materials}`, 'Name the folder with the incident’s materials.', {
      cause
    })
  })
  const [truth, suite] = [join(out, `${name}.truth.yaml`), join(out, 'suite.yaml')]
  await refuseExisting(truth)
  await mkdir(out, { recursive: true })
  await writeFile(truth, blankTruth())
  const before = await readFile(suite, 'utf8').catch(
    () => 'name: ours\nabout: incidents of ours, with what we know of their causes\ncases:\n'
  )
  await writeFile(
    suite,
    `${before.trimEnd()}\n  - { materials: ${relative(resolve(out), resolve(materials))}, truth: ${name}.truth.yaml }\n`
  )
  return { truth, suite }
}

async function refuseExisting(path: string): Promise<void> {
  const there = await access(path).then(
    () => true,
    () => false
  )
  if (there) throw new InquestError('usage', `${path} is there already`, 'Choose another name.')
}

const blankTruth = (): string => `# What is true of this incident. Keep it out of the folder that is investigated.
# determined, undetermined (the materials cannot show the cause) or no-incident
status: determined
# Kinds of cause that count as right, the best first. One or more of:
# ${CauseCategory.options.join(', ')}
acceptCategories: []
# Words of which the answer's component must hold one
componentAliases: []
mechanism:
  # Two to four short statements that a right answer implies
  mustEntail: []
  # What must not be stated as a fact
  mustNotClaim: []
# The change that set it off, by the names it has in the materials; empty when there is none to name
trigger: { kinds: [], refs: [], time: null }
# When the cause began to act, UTC: { time: '2031-04-07T09:00:00.000Z', toleranceMinutes: 10 }
onset: null
firstHarm: null
# Lines of the materials that an answer should rest on: { what, path, pattern: a regular expression, matches: 1 }
keyEvidence: []
minimumKeyEvidence: 0
# Seen in the incident and never its cause
symptoms: []
# Changes that happened and have nothing to do with it
innocentChanges: []
# Would more of a resource have removed the harm: true, false, or null where nobody knows
scalingRemoves: null
# May an answer abstain?
mayAbstain: false
`
