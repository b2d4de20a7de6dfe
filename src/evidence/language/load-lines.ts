/** Coarse words that every such line has one of each of (RE2): keeps the door from sending whole logs. */
export const coarseLoadWords =
  '(?i)(import|load|appl(ied|y)|insert|upsert|replac|publish|ingest|activat|swap|merg|sync|refresh|updat|receiv|read)'
export const coarseDataWords =
  '(?i)(row|record|entr|item|feature|rate|price|tariff|article|product|catalog|stock|feed|delta|file|layer|data|table|snapshot|rev|list|\\.(csv|xml|json|xlsx?|parquet|dat|txt|gz|zip))'

const deed =
  /\b(?:import(?:ed|ing|s)?|(?:re)?load(?:ed|ing)?|applied|inserted|upserted|replaced|published|ingested|activated|swapped|merged|synced|synchroni[sz]ed|refreshed|updated|received)\b/i
const thing =
  /\b(?:rows?|records?|entries|items|features?|(?:\w+[ _-])?(?:rates?|prices?|tariffs?|articles?|products?|catalog(?:ue)?s?|holidays?|calendars?|layers?|vehicles?|customers?|accounts?|contracts?|stations?|stops?)|feed|delta|files?|data ?sets?|(?:master|reference|base) data|snapshot|rev(?:ision)?\b)|\.(?:csv|xml|json|xlsx?|parquet|dat|txt|gz|zip)\b/i
/** A number of them, a file or a revision: what comes in numbers or under a name of its own was brought from elsewhere. */
const counted =
  /\b\d[\d,.]* (?:\w+ )?\w+|\b(?:rows|records|entries|items|count|features|rev(?:ision)?|version|file|source|feed|batch)\s*[=: ]\s*\S|\.(?:csv|xml|json|xlsx?|parquet|dat|txt|gz|zip)\b/i
/** Read anew from a store of its own, or for one who asks, or broken off: nothing new was brought. */
const ofItsOwn =
  /\b(?:from (?:the )?(?:cache|database|db|memory|disk)|on ?demand|lazy|lazily|page|module|class|bundle|driver|library|plugin|config(?:uration)?|settings?|certificate|fail(?:ed|ure)?|error|abort\w*|unable|could not|time.?d? ?out)\b/i

/** Does the line tell that data was brought in: a file, a feed, so many rows? */
export const tellsOfLoad = (message: string): boolean => {
  const text = message.slice(0, 400)
  return deed.test(text) && thing.test(text) && counted.test(text) && !ofItsOwn.test(text)
}

/** The file of which a line speaks, without its folder; null where it names none. */
export const fileIn = (message: string): string | null =>
  /(?:^|[\s"'=(/])([\w.+-]+\.(?:csv|xml|json|xlsx?|parquet|dat|txt|tsv)(?:\.(?:gz|zip))?)\b/i.exec(message.slice(0, 400))?.[1] ??
  null
