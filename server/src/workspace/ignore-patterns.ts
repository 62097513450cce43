// A module of its own, because a CommonJS library that is imported late would come without its name.
export { default as ignorePatterns, type Ignore } from "ignore";
