import type { Edit } from "../base/edit.ts";
import type { Workflow } from "../model/workflow/workflow.ts";
import type { WrittenWord } from "../model/workflow/written-text.ts";
import { replace } from "./fix.ts";

/** Puts another word in place of one; undefined where it is written in another form than it is read. */
export function replaceWord({ text }: Workflow, { span, text: word }: WrittenWord, newWord: string): Edit | undefined {
  return text.slice(span.start, span.end) === word ? replace(span, newWord) : undefined;
}
