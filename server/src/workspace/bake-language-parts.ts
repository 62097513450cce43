export { evaluateBake } from "../eval/evaluate-bake.ts";
export { readBakeFile } from "../model/bake/bake-file.ts";
export { parseHcl } from "../syntax/hcl/parse.ts";
export { parseJsonBake } from "../syntax/json/parse.ts";
