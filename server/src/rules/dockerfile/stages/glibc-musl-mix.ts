import { type Libc, libcMismatches } from "../../../model/dockerfile/images/libc.ts";
import { defineRule } from "../../rule.ts";

const names: Readonly<Record<Libc, string>> = { glibc: "glibc", musl: "musl, as Alpine has it", none: "no C library" };

export default defineRule({
  name: "GlibcMuslMix",
  aliases: [],
  language: "dockerfile",
  mentions: ["bundle", "modules", "packages", "pip", "python", "rust", "uv", "venv", "virtualenv"],
  category: "correctness",
  severity: "warning",
  summary: "Compiled files are copied to a stage with another C library.",
  check: ({ dockerfile, report }) => {
    for (const { word, what, from, to } of libcMismatches(dockerfile)) {
      const subject = what === "program" ? "This program was" : what === "packages" ? "Native packages in here, if there are any, were" : "Compiled libraries in here were";
      // Most packages of Node.js are plain JavaScript.
      (what === "packages" ? report.as("info") : report)(word, `${subject} built for ${from === "musl" ? "musl" : names[from]}; this stage has ${names[to]}.`);
    }
  },
});
