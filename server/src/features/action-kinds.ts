// What the server says of its actions before any of them is asked for.

export const fixAllKind = "source.fixAll.bakewell";

/** The kind of an action on an image that nothing was found about. */
export const pinImageKind = "refactor.rewrite";

/** The command behind the actions that pin an image; the server itself executes it. */
export const pinImageCommand = "bakewell.pinImage";
