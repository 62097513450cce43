import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "DuplicateDockerfiles",
  aliases: [],
  language: "dockerfile",
  category: "style",
  severity: "hint",
  summary: "Most instructions of a Dockerfile stand in other Dockerfiles around it as well.",
  check: ({ dockerfile, use, report }) => {
    const [first] = dockerfile.stages;
    const similar = [...use.similar ?? []].sort((a, b) => b.equal - a.equal);
    if (!first || similar.length === 0) return;
    const { equal, of } = similar[0]!;
    const share = equal === of ? `All ${of}` : `${equal} of ${of}`;
    const advice = "stages of one Dockerfile, with a bake target each, would share them.";
    report(first.from.keywordSpan, `${share} instructions also stand in ${listed(similar.map(({ path }) => path))}: ${advice}`);
  },
});

function listed(paths: readonly string[]): string {
  if (paths.length <= 3) return paths.join(", ").replace(/, ([^,]*)$/, " and $1");
  return `${paths.slice(0, 2).join(", ")} and ${paths.length - 2} more`;
}
