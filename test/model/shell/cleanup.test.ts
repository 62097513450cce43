import assert from "node:assert/strict";
import { test } from "node:test";
import { removalsCovering } from "../../../server/src/model/shell/cleanup.ts";
import { shellFacts } from "../../../server/src/model/shell/facts.ts";
import { parseShell } from "../../../server/src/syntax/shell/parse.ts";
import { writeCarets } from "../../syntax/shell/carets.ts";

/** Each script with the commands after which nothing is left below the path; a line without an arrow has none. */
function checkCovering(path: string, rows: string): void {
  const expected = rows.trim().split("\n").map((row) => row.trim());
  const actual = expected.map((row) => {
    const text = row.split("  → ")[0]!;
    const found = removalsCovering(shellFacts(parseShell(text), { directory: "/work" }).removals, path);
    return [text, ...found.map(({ span }) => text.slice(span.start, span.end))].join("  → ");
  });
  assert.equal(actual.join("\n"), expected.join("\n"));
}

test("the lists of apt", () => {
  checkCovering("/var/lib/apt/lists", `
    apt-get update && rm -rf /var/lib/apt/lists/*  → rm -rf /var/lib/apt/lists/*
    rm -rf /var/lib/apt/lists  → rm -rf /var/lib/apt/lists
    rm -r -f /var/lib/apt/lists/  → rm -r -f /var/lib/apt/lists/
    rm -fr "/var/lib/apt/lists"/*  → rm -fr "/var/lib/apt/lists"/*
    rm -rf /var/cache/apt/* /var/lib/apt/lists/* /tmp/*  → rm -rf /var/cache/apt/* /var/lib/apt/lists/* /tmp/*
    rm -rf /var/lib/apt  → rm -rf /var/lib/apt
    rm -rf /var/lib/apt/*  → rm -rf /var/lib/apt/*
    rm -rf /var/lib/{apt,dpkg}/lists/*  → rm -rf /var/lib/{apt,dpkg}/lists/*
    rm -rf -- /var/lib/apt/lists/**  → rm -rf -- /var/lib/apt/lists/**
    sudo rm -rf /var/lib/apt/lists/*  → rm -rf /var/lib/apt/lists/*
    bash -c 'rm -rf /var/lib/apt/lists/*'  → rm -rf /var/lib/apt/lists/*
    find /var/lib/apt/lists -delete  → find /var/lib/apt/lists -delete
    find /var/lib/apt/lists -mindepth 1 -type f -delete  → find /var/lib/apt/lists -mindepth 1 -type f -delete
    find /var/lib/apt/lists/ -type f -exec rm -rf {} +  → find /var/lib/apt/lists/ -type f -exec rm -rf {} +
    cd /var/lib/apt/lists && rm -rf *  → rm -rf *
    cd /var/lib && (cd apt && rm -rf lists)  → rm -rf lists
    rm -f /var/lib/apt/lists/*  → rm -f /var/lib/apt/lists/*
    apt-get dist-clean  → apt-get dist-clean
    apt-get distclean  → apt-get distclean
    apt-get -y dist-clean  → apt-get -y dist-clean
    apt-get clean
    rm -rf /var/lib/apt/lists/partial
    rm -rf /var/lib/apt/lists/*.lz4
    rm -rf lists/*
    find /var/lib/apt/lists -name '*Packages' -delete
    find /var/lib/apt/lists -type f
    echo rm -rf /var/lib/apt/lists/*
  `);
});

test("the cache of apt", () => {
  checkCovering("/var/cache/apt/archives", `
    apt-get clean  → apt-get clean
    apt clean && rm x  → apt clean
    apt-get dist-clean  → apt-get dist-clean
    rm -rf /var/cache/apt  → rm -rf /var/cache/apt
    apt-get autoclean
    rm -rf /var/cache/apt/*.bin
  `);
});

test("other caches", () => {
  checkCovering("/var/cache/apk", `
    rm -rf /var/cache/apk/*  → rm -rf /var/cache/apk/*
    rm /var/cache/apk/*  → rm /var/cache/apk/*
    apk cache clean  → apk cache clean
  `);
  checkCovering("/var/cache/dnf", `
    dnf clean all  → dnf clean all
    dnf -y clean all  → dnf -y clean all
    rm -rf /var/cache/dnf /var/cache/yum  → rm -rf /var/cache/dnf /var/cache/yum
    dnf clean metadata
    yum clean all
  `);
  checkCovering("~/.cache/pip", `
    pip cache purge  → pip cache purge
    rm -rf ~/.cache  → rm -rf ~/.cache
    rm -rf /root/.cache/pip  → rm -rf /root/.cache/pip
    rm -rf "$HOME/.cache"/*  → rm -rf "$HOME/.cache"/*
  `);
  checkCovering("~/.npm", `
    npm cache clean --force  → npm cache clean --force
    rm -rf ~/.npm/_cacache
  `);
  checkCovering("/var/cache/pacman/pkg", `
    pacman -Scc --noconfirm  → pacman -Scc --noconfirm
    pacman -Sc --noconfirm
  `);
});

test("the words that name what is removed", () => {
  const text = "rm -rf a/*.o /tmp/* && rm /var/log/{a,b} && apt-get clean";
  const removals = shellFacts(parseShell(text), { directory: "/src" }).removals;
  const marks = removals.flatMap(({ paths }) => paths.map(({ span, path, extent }) => ({ span, label: `${extent} ${path}` })));
  assert.equal(
    writeCarets(text, marks),
    `rm -rf a/*.o /tmp/* && rm /var/log/{a,b} && apt-get clean
       ^^^^^ some /src/a
             ^^^^^^ contents /tmp
                          ^^^^^^^^^^^^^^ all /var/log/a
                          ^^^^^^^^^^^^^^ all /var/log/b
                                            ^^^^^^^^^^^^^ contents /var/cache/apt/archives`,
  );
});
