import { findOption } from "./options.ts";
import type { PackageCommand } from "./packages.ts";
import type { Span } from "../../base/span.ts";

/** Indexes besides PyPI that serve packages of their own makers to everybody. */
const publicIndexes = /^(?:https?:\/\/)?(?:[^/@]+@)?(?:download\.pytorch\.org|(?:pypi|developer\.download|pip\.repos)\.(?:nvidia|ngc\.nvidia|neuron\.amazonaws)\.com|(?:www\.)?piwheels\.org|(?:test\.|www\.)?pypi\.(?:org|python\.org)|repo\.radeon\.com|wheels\.vllm\.ai|data\.pyg\.org|storage\.googleapis\.com\/jax-releases|pytorch-extension\.intel\.com|pypi\.anaconda\.org)(?:[/:]|$)/;

/** The option that adds an index of one's own to the public one. */
export function privateExtraIndex(command: PackageCommand): { readonly url: string; readonly span: Span } | undefined {
  if (command.manager !== "pip" || command.action !== "install" || findOption(command.options, "-i", "--index-url", "--no-index")) return undefined;
  const option = findOption(command.options, "--extra-index-url");
  return option?.value === undefined || isPublicIndex(option.value) ? undefined : { url: option.value, span: option.span };
}

/** Whether everybody can use an index, or its host is only known when the image is built. */
export function isPublicIndex(url: string): boolean {
  return publicIndexes.test(url) || /^["']?\$/.test(url) || /^https?:\/\/[\w.-]*\$/.test(url) || /visualstudio\.com\/Public|\.github\.io(?:\/|$)|^https?:\/\/wheels?\.|\/whl(?:\/|$)/.test(url);
}
