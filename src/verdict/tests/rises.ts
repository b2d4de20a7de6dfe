import type { Row } from '../reading.ts'

/** A series of `series_onsets` that left its healthy range upwards, and is seen since when. */
export const rises = (row: Row): boolean => row.text('direction') === 'up' && row.text('onset') !== null
