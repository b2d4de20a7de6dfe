import { mkdir, realpath, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { InquestError } from '../foundation/index.ts'
import { isInside, isOwnFolder, isPlainName } from './place.ts'

/** What may be uploaded at a time. */
export const uploadLimits = { files: 60, bytes: 100 * 1024 ** 2 } as const

export interface UploadedFile {
  /** Its name; with the folders before it, separated by `/`, where a whole folder was chosen. */
  readonly path: string
  readonly bytes: () => Promise<Uint8Array>
  readonly size: number
}

/** Folder of the workspace in which uploads lie, one folder an incident. */
const folderOfUploads = 'incidents'

/** Folders within folders, at most. */
const deepest = 8

/**
 * Writes files into a new folder `incidents/<name>` of the workspace; returns its path below the workspace. Of a whole
 * folder, its own name stands in for a name that was not given, and what is hidden in it is passed over.
 * Throws InquestError `usage` for too many or too large files, a name that is no plain file name or comes twice, and a
 * folder that is there already: nothing is ever written over.
 */
export async function keepUpload(root: string, name: string, sent: readonly UploadedFile[]): Promise<string> {
  const { files, own } = withinFolder(sent)
  const folderName = (name.trim() || own).replaceAll(/\s+/g, '-')
  if (files.length === 0) throw refused('No file was chosen', 'Choose logs, metrics, alerts, tickets or what else you have.')
  if (!isPlainName(folderName)) {
    throw refused(`"${name}" cannot be the name of a folder`, 'Use letters, digits, spaces, hyphens and full stops.')
  }
  if (files.length > uploadLimits.files) {
    throw refused(
      `${files.length} files are too many at a time`,
      `Upload at most ${uploadLimits.files}, or copy the folder there.`
    )
  }
  const total = files.reduce((sum, { size }) => sum + size, 0)
  if (total > uploadLimits.bytes) {
    throw refused(
      `${total} bytes are too many at a time`,
      `Upload at most ${uploadLimits.bytes} bytes, or copy the folder there.`
    )
  }
  const taken = new Set<string>()
  for (const { path } of files) {
    const parts = path.split('/')
    if (!parts.every(isPlainName) || parts.length > deepest) {
      throw refused(`"${path}" is no plain file name`, 'Rename the file and choose it again.')
    }
    const key = path.toLowerCase()
    if (taken.has(key)) throw refused(`Two files are called "${path}"`, 'Rename one of them.')
    taken.add(key)
  }
  const parent = await ownFolderOfUploads(root)
  const folder = join(parent, folderName)
  await mkdir(folder).catch((cause: unknown) => {
    throw refused(`${folderOfUploads}/${folderName} is there already`, 'Give another name.', cause)
  })
  for (const file of files) {
    const path = join(folder, ...file.path.split('/'))
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, await file.bytes(), { flag: 'wx' })
  }
  return `${folderOfUploads}/${folderName}`
}

/** The files of a chosen folder without its own name before them, and that name; others as they are. */
function withinFolder(sent: readonly UploadedFile[]): { readonly files: readonly UploadedFile[]; readonly own: string } {
  const hidden = (path: string): boolean => path.includes('/') && path.split('/').some((part) => /^\.[^./]/.test(part))
  const shown = sent.filter(({ path }) => !hidden(path))
  const [own = ''] = shown[0]?.path.split('/') ?? []
  if (own === '' || !shown.every(({ path }) => path.startsWith(`${own}/`))) return { files: shown, own: '' }
  return { files: shown.map((file) => ({ ...file, path: file.path.slice(own.length + 1) })), own }
}

/** The folder of uploads, made when it is not there. It must be a folder of the workspace itself, not a link out of it. */
async function ownFolderOfUploads(root: string): Promise<string> {
  const folder = join(root, folderOfUploads)
  await mkdir(folder, { recursive: true }).catch(() => undefined)
  const real = await realpath(folder).catch(() => null)
  if (real !== null && isInside(root, real) && (await isOwnFolder(folder))) return real
  throw refused(`Nothing can be written into ${folder}`, 'Remove the link or file of that name from the workspace.')
}

function refused(what: string, nextStep: string, cause?: unknown): InquestError {
  return new InquestError('usage', `${what}.`, nextStep, { cause })
}
