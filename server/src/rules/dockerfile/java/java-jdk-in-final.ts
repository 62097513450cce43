import { rootBase, type Stage, stageChain } from "../../../model/dockerfile/dockerfile.ts";
import { shortRepository } from "../../../model/dockerfile/images/image-reference.ts";
import { roleOf } from "../../../model/dockerfile/role.ts";
import { startWords } from "../../../model/dockerfile/containers/command-words.ts";
import { mentionedIn } from "../../../model/dockerfile/stages/mentions.ts";
import { stepsOf } from "../../../model/dockerfile/scripts/run-steps.ts";
import { type Fix, replace, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "JavaJdkInFinal",
  aliases: [],
  language: "dockerfile",
  mentions: ["jar"],
  category: "size",
  severity: "hint",
  summary: "An image that only runs a Java program holds the compiler and tools as well.",
  check: ({ dockerfile, use, report }) => {
    for (const stage of dockerfile.stages) {
      const base = rootBase(stage);
      const tag = base.kind === "image" ? (base.ref.tag ?? "") : "";
      const { image } = stageChain(stage).at(-1)!.from;
      if (base.kind !== "image" || !image || !isJdk(shortRepository(base.ref), tag) || !/^(?:service|job|product)$/.test(roleOf(stage, use))) continue;
      const words = startWords(stage);
      if (!words.some((word) => /(?:^|\/)java$/.test(word)) || !words.some((word) => /\.jar$/.test(word)) || usesTools(stage)) continue;
      report(image, `"${base.ref.text}" is a JDK; running a jar takes a JRE.`, toJre(shortRepository(base.ref), tag, image));
    }
  },
});

function isJdk(repository: string, tag: string): boolean {
  if (/^(?:eclipse-temurin|ibm-semeru-runtimes)$/.test(repository)) return !/jre/.test(tag);
  return /^(?:openjdk|adoptopenjdk|zulu-openjdk|liberica-openjdk-\w+|sapmachine)$/.test(repository) && /jdk/.test(`${repository}-${tag}`) && !/jre/.test(tag);
}

const mentionsTools = mentionedIn(/\b(?:jcmd|jmap|jstack|jstat|jps)\b/);

/** Whether a step makes something of the JDK: a smaller runtime, a program, a dump; or something looks at the program with its tools. */
function usesTools(stage: Stage): boolean {
  if (stageChain(stage).some((link) => mentionsTools(link, link.span.end))) return true;
  return stageChain(stage).flatMap(stepsOf).some(({ script }) => script.invocations.some(({ name }) => /^(?:javac|jlink|jar|jdeps|jpackage|mvnw?|gradlew?|ant|sbt|keytool)$/.test(name)));
}

/** Only where every tag with `jdk` has its counterpart. */
function toJre(repository: string, tag: string, image: { readonly text: string; readonly span: { readonly start: number; readonly end: number } }): Fix | undefined {
  if (repository !== "eclipse-temurin" || !image.text.endsWith(`:${tag}`) || !/-jdk(?:-|$)/.test(tag)) return undefined;
  const jre = tag.replace(/-jdk(?=-|$)/, "-jre");
  return suggestion(`Use ${jre}`, replace({ start: image.span.end - tag.length, end: image.span.end }, jre));
}
