export { readDotenv } from "../eval/compose/dotenv.ts";
export { beginEvaluation } from "../eval/evaluate-bake.ts";
export { readBakeFile } from "../model/bake/bake-file.ts";
export { parseHcl } from "../syntax/hcl/parse.ts";
export { parseJsonBake } from "../syntax/json/parse.ts";
export { ignorePatterns } from "./ignore-patterns.ts";
export { linkWorkflow } from "./workflow-links.ts";
