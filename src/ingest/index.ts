/** Files of many formats → records that know their lines. */
export { durationOfAttributes } from './fields/durations.ts'
export { hashMaterials, type MaterialsHash } from './folder/hash-materials.ts'
export { findPersonalDataInText, type PersonalSpan } from './personal-data/find-in-text.ts'
export { createRedactor, type Pseudonym } from './personal-data/redactor.ts'
export { wholeFile } from './read-file.ts'
export { readMaterials } from './read-folder.ts'
export type { ReadMaterialsOptions } from './read-materials.ts'
export type {
  BulkReading,
  FileReading,
  NumberedLine,
  PersonalDatum,
  ReadBatch,
  ReadContext,
  ReadFile,
  Reader,
  ReadItem,
  TextFile
} from './reader.ts'
