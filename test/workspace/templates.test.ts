// Which files are templates that another tool makes Dockerfiles of, so that they are not checked as Dockerfiles.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isTemplate } from "../../server/src/workspace/file-kind.ts";
import { readFiles } from "../harness/carets.ts";

/** Compares the templates among some files with the names that are expected. */
function checkTemplates(source: string, expected: readonly string[]): void {
  const files = [...readFiles(source, "Dockerfile")];
  assert.deepEqual(files.filter(([path, text]) => isTemplate(`file:///project/${path}`, text)).map(([path]) => path), expected);
}

test("placeholders of other tools, and what only looks like one", () => checkTemplates(`//- helm/Dockerfile
FROM {{ base }}
//- generator/Dockerfile
USER \${templateOption:user}
//- maven/Dockerfile
FROM eclipse-temurin:21-jre
COPY \${project.build.finalName}.jar /app/
//- package/Dockerfile
FROM debian:12
COPY start.sh \${pkg.name}.deb /tmp/
//- step/Dockerfile
FROM maven:3
RUN mvn help:evaluate -Dexpression='\${project.version}'
//- plain/Dockerfile
ARG VERSION=1
FROM debian:\${VERSION}
COPY app-\${VERSION}.tgz /tmp/
`, ["helm/Dockerfile", "generator/Dockerfile", "maven/Dockerfile", "package/Dockerfile"]));
