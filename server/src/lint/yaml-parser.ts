// A module of its own, because a CommonJS library that is imported late would come without its names.
export { parseDocument } from "yaml";
