import { mayScanImages, pushingSteps } from "../../model/workflow/image-scans.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  name: "WorkflowImageNotScanned",
  language: "workflow",
  category: "security",
  severity: "off",
  summary: "A workflow pushes an image and no step looks for known vulnerabilities in it.",
  check: ({ links: { workflow }, report }) => {
    const [first] = pushingSteps(workflow);
    if (!first || mayScanImages(workflow)) return;
    report(first.action ?? first.script ?? first, "This pushes an image, and nothing in the workflow scans it for vulnerabilities.");
  },
});
