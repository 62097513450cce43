// Dockerfiles written in bake files: what rules find in them stands where their text is written, and their fixes edit it there.
import assert from "node:assert/strict";
import { test } from "node:test";
import { applyEdits } from "../../server/src/base/edit.ts";
import { configurationFileName } from "../../server/src/lint/configuration-files.ts";
import { collectFixes } from "../../server/src/lint/fix-all.ts";
import { readFiles, readMarks, writeMarks } from "../harness/carets.ts";
import { memoryFolder, memoryWorkspace } from "../harness/memory-host.ts";

/** Checks what the named rules mark, and the files after the first fix of each finding. */
async function checkInline(rules: readonly string[], source: string, fixed?: string): Promise<void> {
  const marked = readFiles(source, "docker-bake.hcl");
  const files = new Map([...marked].map(([path, text]) => [path, readMarks(text).text]));
  const configuration = JSON.stringify({ profile: "none", rules: Object.fromEntries(rules.map((name) => [name, "warning"])) });
  const { workspace, linter } = await memoryWorkspace(new Map([...files, [configurationFileName, configuration]]));
  const expectedTexts = fixed === undefined ? undefined : readFiles(fixed, "docker-bake.hcl");
  for (const [path, text] of files) {
    const uri = `${memoryFolder}/${path}`;
    const findings = linter.lint(workspace.store.get(uri)!);
    const marks = findings.map((finding) => ({ ...finding.span, message: `${finding.rule.name}: ${finding.message}` }));
    assert.equal(writeMarks(text, marks), writeMarks(text, readMarks(marked.get(path)!).marks), path);
    if (expectedTexts) assert.equal(applyEdits(text, collectFixes(findings, uri, () => true)), expectedTexts.get(path), `${path} after the fixes`);
  }
}

test("a heredoc without indentation", () => checkInline(["FromAsCasing", "StageNameCasing"], `target "default" {
  dockerfile-inline = <<EOT
FROM alpine as Build
            ^^ FromAsCasing: "as" is not in the case of "FROM".
               ^^^^^ StageNameCasing: The stage name "Build" is not in lower case.
EOT
}
`, `target "default" {
  dockerfile-inline = <<EOT
FROM alpine AS build
EOT
}
`));

test("an indented heredoc: what is removed and added keeps the indentation", () => checkInline(["MaintainerDeprecated", "RequireHealthcheck", "MultipleInstructionsDisallowed"], `target "default" {
  tags = ["x"]
  dockerfile-inline = <<-EOT
    FROM alpine
         ^^^^^^ RequireHealthcheck: The image runs nginx without a HEALTHCHECK: nobody notices when it hangs.
    MAINTAINER me
    ^^^^^^^^^^ MaintainerDeprecated: MAINTAINER is deprecated; a label names the authors today.
    EXPOSE 80
    CMD ["a"]
    ^^^^^^^^^ MultipleInstructionsDisallowed: This CMD is ignored, because the stage has another one below.
    CMD ["nginx"]
  EOT
}
`, `target "default" {
  tags = ["x"]
  dockerfile-inline = <<-EOT
    FROM alpine
    LABEL org.opencontainers.image.authors="me"
    EXPOSE 80
    HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \\
        CMD wget -q -O /dev/null http://127.0.0.1:80/ || exit 1
    CMD ["nginx"]
  EOT
}
`));

test("a quoted string with escapes", () => checkInline(["MaintainerDeprecated", "JSONArgsRecommended", "RequireHealthcheck"], `target "default" {
  tags = ["x"]
  dockerfile-inline = "FROM alpine\\nMAINTAINER \\"me\\"\\nENV A=$\${B}\\nCMD nginx -g \\"daemon off;\\"\\n"
                            ^^^^^^ RequireHealthcheck: The image runs nginx without a HEALTHCHECK: nobody notices when it hangs.
                                    ^^^^^^^^^^ MaintainerDeprecated: MAINTAINER is deprecated; a label names the authors today.
                                                                    ^^^ JSONArgsRecommended: CMD in shell form: a shell runs the program and does not pass signals on to it.
}
`, `target "default" {
  tags = ["x"]
  dockerfile-inline = "FROM alpine\\nLABEL org.opencontainers.image.authors=\\"me\\"\\nENV A=$\${B}\\nHEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \\\\\\n    CMD wget -q -O /dev/null http://127.0.0.1:80/ || exit 1\\nCMD [\\"nginx\\", \\"-g\\", \\"daemon off;\\"]\\n"
}
`));

test("a JSON string", () => checkInline(["MaintainerDeprecated", "JSONArgsRecommended"], `//- docker-bake.json
{
  "target": {
    "default": {
      "dockerfile-inline": "FROM alpine\\nMAINTAINER \\"me\\"\\nCMD nginx -g \\"daemon off;\\"\\n"
                                         ^^^^^^^^^^ MaintainerDeprecated: MAINTAINER is deprecated; a label names the authors today.
                                                            ^^^ JSONArgsRecommended: CMD in shell form: a shell runs the program and does not pass signals on to it.
    }
  }
}
`, `//- docker-bake.json
{
  "target": {
    "default": {
      "dockerfile-inline": "FROM alpine\\nLABEL org.opencontainers.image.authors=\\"me\\"\\nCMD [\\"nginx\\", \\"-g\\", \\"daemon off;\\"]\\n"
    }
  }
}
`));

test("rules see what templates give; what is computed has the place of its expression and is not edited", () => checkInline(["NoLatestTag", "JSONArgsRecommended", "FromAsCasing"], `variable "IMAGE" {
  default = "alpine:latest as Build"
}
target "default" {
  dockerfile-inline = <<-EOT
    FROM \${IMAGE}
         ^^^^^^^^ FromAsCasing: "as" is not in the case of "FROM".
         ^^^^^^^^ NoLatestTag: "alpine:latest" follows the moving tag "latest"; name the release that is meant.
    ENV HOME=$\${HOME:-/}
    %{ for tool in ["a", "b"] ~}
    RUN install \${tool}
    %{ endfor ~}
    CMD serve \${IMAGE}
    ^^^ JSONArgsRecommended: CMD in shell form: a shell runs the program and does not pass signals on to it.
    CMD serve
    ^^^ JSONArgsRecommended: CMD in shell form: a shell runs the program and does not pass signals on to it.
  EOT
}
`, `variable "IMAGE" {
  default = "alpine:latest as Build"
}
target "default" {
  dockerfile-inline = <<-EOT
    FROM \${IMAGE}
    ENV HOME=$\${HOME:-/}
    %{ for tool in ["a", "b"] ~}
    RUN install \${tool}
    %{ endfor ~}
    CMD serve \${IMAGE}
    CMD ["serve"]
  EOT
}
`));

test("a text in a variable of another file, inherited twice", () => checkInline(["FromAsCasing", "BakeArgNotDeclared", "CopyFromUnknownStage"], `//- docker-bake.hcl
target "base" {
  dockerfile-inline = "\${HEAD}COPY --from=a /x /x\\nCOPY --from=bb /x /x\\n"
                                                               ^^ CopyFromUnknownStage: No stage above is called "bb", so it is taken for an image.
}
target "one" {
  inherits = ["base"]
}
target "two" {
  inherits = ["base"]
  args = { MODE = 1 }
           ^^^^ BakeArgNotDeclared: No ARG of the Dockerfile is called MODE, so the value is ignored.
}
//- docker-bake.override.hcl
variable "HEAD" {
  default = <<-EOT
    FROM alpine as a
                ^^ FromAsCasing: "as" is not in the case of "FROM".
    FROM a
  EOT
}
`, `//- docker-bake.hcl
target "base" {
  dockerfile-inline = "\${HEAD}COPY --from=a /x /x\\nCOPY --from=bb /x /x\\n"
}
target "one" {
  inherits = ["base"]
}
target "two" {
  inherits = ["base"]
  args = { MODE = 1 }
}
//- docker-bake.override.hcl
variable "HEAD" {
  default = <<-EOT
    FROM alpine AS a
    FROM a
  EOT
}
`));

test("each text of a matrix is judged", () => checkInline(["NoLatestTag"], `target "default" {
  name = "t-\${tag}"
  matrix = { tag = ["latest", "3"] }
  dockerfile-inline = "FROM alpine:\${tag}\\n"
                            ^^^^^^^^^^^^^ NoLatestTag: "alpine:latest" follows the moving tag "latest"; name the release that is meant.
}
`, `target "default" {
  name = "t-\${tag}"
  matrix = { tag = ["latest", "3"] }
  dockerfile-inline = "FROM alpine:\${tag}\\n"
}
`));

test("comments in the Dockerfile and in the bake file switch rules off", () => checkInline(["FromAsCasing", "MaintainerDeprecated", "NoInlineIgnore", "NoUnusedIgnore"], `target "default" {
  dockerfile-inline = <<-EOT
    # bakewell ignore=FromAsCasing
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ NoInlineIgnore: Rules are to be switched off in the configuration, not in the file.
    FROM alpine as a
    FROM alpine as b
                ^^ FromAsCasing: "as" is not in the case of "FROM".
    # hadolint ignore=DL4000
    ^^^^^^^^^^^^^^^^^^^^^^^^ NoInlineIgnore: Rules are to be switched off in the configuration, not in the file.
    MAINTAINER me
  EOT
}
target "other" {
  # bakewell ignore=FromAsCasing
  dockerfile-inline = <<-EOT
    FROM alpine as a
  EOT
}
`, `target "default" {
  dockerfile-inline = <<-EOT
    FROM alpine as a
    FROM alpine AS b
    MAINTAINER me
  EOT
}
target "other" {
  # bakewell ignore=FromAsCasing
  dockerfile-inline = <<-EOT
    FROM alpine as a
  EOT
}
`));

test("a text that functions made is marked as a whole", () => checkInline(["FromAsCasing"], `target "default" {
  dockerfile-inline = join("\\n", ["FROM alpine as a", "FROM a"])
                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ FromAsCasing: "as" is not in the case of "FROM".
}
`, `target "default" {
  dockerfile-inline = join("\\n", ["FROM alpine as a", "FROM a"])
}
`));

test("the line break in front of a heredoc's marker stays", () => checkInline(["NoEmptyContinuation"], `target "default" {
  dockerfile-inline = <<-EOT
    FROM alpine
    RUN echo a \\
    %{ if false }b%{ endif }
                            ^ NoEmptyContinuation: RUN goes on up to here across an empty line, which a later builder will refuse.
  EOT
}
`, `target "default" {
  dockerfile-inline = <<-EOT
    FROM alpine
    RUN echo a \\
    %{ if false }b%{ endif }
  EOT
}
`));
