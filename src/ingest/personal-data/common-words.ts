/** Names that are words, months, places or parts of systems as well: alone they are left, in full names they are found. */
export const commonWords: ReadonlySet<string> = new Set(
  `will mark grace may june april august hope rose bill grant faith joy ivy summer autumn dawn eve gene jack rob art max
  miles page park price day long short bank field hill green brown young white black wood woods king church best good little
  rich law case cross hall bell stone marsh lane street banks booth baker cook carter mason porter potter fisher hunter
  gardener gardner cooper smith taylor turner walker weaver wright archer bishop major sergeant chance christian frank earnest
  sunny star sky river brook lake forest heath moor dale glen cliff reed rush birch ash hazel holly olive basil sage ginger
  pepper rice berry cherry lamb fox wolf drake swan crane heron finch martin robin jay bird fish pike salt sand snow frost
  winter spring north south east west england france london york chester lincoln preston bolton house home door gates gate
  bridge ford mills mill wells pool pound penny sterling gold silver steel irons nail button bond lock key keys child
  love darling dear sweet noble savage wise sharp strong swift power may self mann man read reader write hand foot head
  legg small large minor junior senior angel pope abbot monk virgin duke earl prince baron knight squire page root admin
  user test service server client data base table queue cache error warning info session token java ruby perl rails apache
  redis oracle jenkins docker kafka node react swift go rust pascal ada dot amber crystal pearl jade opal coral community champion
  neighborhood neighbourhood helper concerned citizen resident parent local proud angry happy tired busy team club group mums
  dads coach captain teacher doctor nurse officer manager director guide leader volunteer coordinator support customer guest
  member secretary treasurer chair president official council city town village county youth senior sports swimming fitness
  school primary secondary academy college nursery chat watch updates duty night shift administrator engineer operator developer
  analyst anonymous unknown mobile office reception booking centre center`
    .split(/\s+/)
    .filter((word) => word !== '')
)
