/** The part of seek-bzip that is used; the package has no types of its own. */
declare module 'seek-bzip' {
  const Bunzip: {
    /** Throws when the input is no bzip2, damaged or cut. */
    decode(input: Buffer): Buffer
  }
  export default Bunzip
}
