/** What the text of a change shows: which settings it sets, what it touches, and which faults could come of that. */
export { categoriesOf, type ChangeContent, changeContent, touchFor } from './change-content.ts'
export {
  isLimitName,
  isUnlimited,
  magnitudeOf,
  magnitudesOf,
  type SettingChange,
  settingChanges,
  settingChangesOf
} from './setting-changes.ts'
