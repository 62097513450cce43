/** The custom requests of the language server, in one place for the client. */
export * from "../../server/src/protocol/bake.ts";
export * from "../../server/src/protocol/initialization.ts";
export * from "../../server/src/protocol/model-changed.ts";
export * from "../../server/src/protocol/position.ts";
export * from "../../server/src/protocol/stages.ts";
