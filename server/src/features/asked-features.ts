// The features that clients ask for: loaded with the first request, because the first diagnostics do not need them.
export { bakePlan } from "./bake-plan.ts";
export { bakeSets } from "./bake-sets.ts";
export { codeActions, fixAllAction } from "./code-actions.ts";
export { codeLenses } from "./code-lens.ts";
export { completion } from "./completion.ts";
export { definition } from "./definition.ts";
export { foldingRanges } from "./folding.ts";
export { format, formatOnType, formatRange } from "./formatting.ts";
export { highlights } from "./highlights.ts";
export { hover } from "./hover.ts";
export { documentLinks } from "./links.ts";
export { pinImageActions } from "./pin-image.ts";
export { prepareRename, rename } from "./rename.ts";
export { signatureHelp } from "./signature-help.ts";
export { stages } from "./stages.ts";
export { documentSymbols } from "./symbols.ts";
