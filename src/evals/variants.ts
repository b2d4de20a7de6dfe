import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { grouped, InquestError } from '../foundation/index.ts'
import { readSamples, type Sample } from './samples.ts'

/** One subject with one prompt set and build: what is compared. */
export const variantOf = ({ subject, prompts, build }: Sample): string => `${subject}/${prompts}/${build}`

export interface PickOptions {
  /** Folder that a bare text is looked up in. */
  readonly out: string
  readonly suite?: string | undefined
}

/** Of several builds of one subject and prompt set only the samples of the last. */
export function newestBuilds(samples: readonly Sample[]): Sample[] {
  const last = new Map(samples.map((sample) => [`${sample.subject}/${sample.prompts}`, sample.build]))
  return samples.filter((sample) => last.get(`${sample.subject}/${sample.prompts}`) === sample.build)
}

/**
 * The samples that a reference means: a folder of samples, `folder::text`, or a text that is part of one variant's
 * "subject/prompts/build" in `out`. Of several builds of one subject and prompt set the last one counts.
 * Throws InquestError `usage` that names the variants there are.
 */
export async function pickSamples(reference: string, { out, suite }: PickOptions): Promise<Sample[]> {
  const [before, text] = reference.includes('::') ? reference.split('::') : [undefined, undefined]
  const isFolder = await stat(reference).then(
    (found) => found.isDirectory(),
    () => false
  )
  const folder = before ?? (isFolder ? reference : out)
  const wanted = text ?? (isFolder ? '' : reference)
  const all = (await readSamples(join(folder, 'samples.jsonl'))).filter((sample) => !suite || sample.suite === suite)
  const matching = newestBuilds(all.filter((sample) => variantOf(sample).includes(wanted)))
  const variants = grouped(all, variantOf)
  const found = grouped(matching, variantOf).size
  if (found === 1) return matching
  const listed = [...variants.keys()].join(', ') || 'none'
  throw new InquestError(
    'usage',
    found > 1 ? `"${reference}" may mean ${found} things` : `"${reference}" is in no sample of ${folder}`,
    `Name one by a part of its name; there are: ${listed}.`
  )
}
