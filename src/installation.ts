import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// What is installed with Inquest: its version, its sample incidents, the files of its pages.

/** The sample of the first scenario: the one with every kind of file. */
const firstSample = 'bulky-waste-booking'

export interface Sample {
  readonly name: string
  readonly folder: string
}

/** The sample incidents that come with Inquest; the first is the one with every kind of file. */
export function listSamples(): Sample[] {
  const materials = packagePath('materials')
  const names = readdirSync(materials, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
  const first = (name: string): number => (name === firstSample ? 0 : 1)
  return names.sort((a, b) => first(a) - first(b) || (a < b ? -1 : 1)).map((name) => ({ name, folder: join(materials, name) }))
}

/** The folder of a sample incident. Throws InquestError `usage` naming those that there are. */
export async function sampleIncident(name = firstSample): Promise<string> {
  const samples = listSamples()
  const found = samples.find((sample) => sample.name === name)
  if (found) return found.folder
  const { InquestError } = await import('./foundation/index.ts')
  const names = samples.map((sample) => sample.name).sort()
  throw new InquestError('usage', `There is no sample incident "${name}".`, `Choose one of ${names.join(', ')}.`)
}

/** Inquest's own version. */
export function inquestVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(packagePath('package.json'), 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown'
}

/** A file or folder of the package: the same from src/ and from dist/. */
export function packagePath(...parts: readonly string[]): string {
  return fileURLToPath(new URL(['..', ...parts].join('/'), import.meta.url))
}
