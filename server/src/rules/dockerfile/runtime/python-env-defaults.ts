import { roleOf } from "../../../model/dockerfile/role.ts";
import { runsPython, startInstruction } from "../../../model/dockerfile/containers/runtime-programs.ts";
import { startWords } from "../../../model/dockerfile/containers/command-words.ts";
import { stageVariable } from "../../../model/dockerfile/variables/stage-variables.ts";
import { insertLinesAbove, suggestion } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  name: "PythonEnvDefaults",
  aliases: [],
  language: "dockerfile",
  mentions: ["airflow", "celery", "daphne", "django", "dramatiq", "fastapi", "flask", "granian", "gunicorn", "hypercorn", "manage", "python", "rq", "streamlit", "uvicorn", "waitress"],
  category: "style",
  severity: "hint",
  summary: "A Python service runs without PYTHONUNBUFFERED, so that its output may come late or never.",
  check: ({ dockerfile, use, report }) => {
    for (const stage of dockerfile.stages) {
      if (roleOf(stage, use) !== "service" || !runsPython(stage)) continue;
      const start = startInstruction(stage);
      if (!start || stageVariable(stage, "PYTHONUNBUFFERED", stage.span.end) !== undefined || startWords(stage).some((word) => /^-\w*u\w*$/.test(word))) continue;
      const fix = suggestion("Set PYTHONUNBUFFERED=1", insertLinesAbove(dockerfile.text, start.span.start, ["ENV PYTHONUNBUFFERED=1"]));
      report(start.keywordSpan, "Python holds its output back in a container; with PYTHONUNBUFFERED=1 it writes at once.", fix);
    }
  },
});
