/** Files of many formats → records that know their lines. */
export type { PersonalDatum, ReadContext, ReadFile, Reader, ReadItem, TextFile } from './reader.ts'
