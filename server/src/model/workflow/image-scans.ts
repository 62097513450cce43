import { type Workflow, type WorkflowStep, textOf } from "./workflow.ts";

const scanners = /^(?:aquasecurity\/trivy-action|anchore\/(?:scan-action|sbom-action)|docker\/scout-action|snyk\/actions\/docker|azure\/container-scan|crazy-max\/ghaction-container-scan|sysdiglabs\/scan-action|sysdig\/.*scan.*|jfrog\/.*|wiz-sec\/.*|lacework\/.*|chainguard-dev\/.*|palo-?alto.*|rapid7\/.*|crowdstrike\/.*|stackrox\/.*|veracode\/.*)$/;
const scanCommands = /\b(?:trivy|grype|snyk|docker[ \t]+scout|clairctl|roxctl|wizcli|osv-scanner|twistcli)\b/;

/** Whether something in the workflow looks for vulnerabilities in images, or may do so in a workflow that it calls. */
export function mayScanImages({ jobs }: Workflow): boolean {
  return jobs.some(({ steps, calledWorkflow }) => calledWorkflow !== undefined || steps.some(({ action, script }) => scanners.test(action?.name ?? "") || scanCommands.test(script?.text ?? "")));
}

/** The steps that send an image to a registry, or do so when an expression says so. */
export function pushingSteps({ jobs }: Workflow): WorkflowStep[] {
  return jobs.flatMap(({ steps }) => steps.filter(isPushing));
}

function isPushing({ action, inputs, script }: WorkflowStep): boolean {
  if (script) return /\bdocker[ \t]+(?:image[ \t]+)?push\b|\bdocker[ \t]+(?:buildx[ \t]+)?(?:build|bake)\b(?:[^\n]|\\\n)*[ \t]--push\b/.test(script.text);
  if (!/^(?:docker|depot|useblacksmith)\/(?:bake|build-push)-action$/.test(action?.name ?? "")) return false;
  const push = textOf(inputs.get("push")) ?? "";
  return push === "true" || push.includes("${{") || /push=true|type=registry/.test(`${textOf(inputs.get("outputs")) ?? ""}\n${textOf(inputs.get("set")) ?? ""}`);
}
