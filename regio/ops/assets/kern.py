"""KERN's style sheet without the components, icons and colours no page of ours uses: 340 kB become about 40."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

OURS = re.compile(
    r"(?:btn|form-input|form-check|fieldset|label|hint|error|alert|dialog|accordion|body|title|dark|light)(?:-|$)"
)
CLASS = re.compile(r"\.kern-([a-z]+(?:-[a-z]+)*)")
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")


@dataclass(frozen=True, slots=True)
class Rule:
    """`prelude { body }`; a body of None is a statement like @charset."""

    prelude: str
    body: str | None


def prune(css: str, *, used_by: str) -> str:
    """Keep element rules and our components, then only the custom properties that something still reads."""
    kept = keep_components(css)
    while True:
        wanted = set(VARIABLE.findall(kept)) | set(VARIABLE.findall(used_by))
        smaller = keep_variables(kept, wanted)
        if smaller == kept:
            return kept
        kept = smaller


def keep_components(css: str) -> str:
    """Drop selectors of foreign components, @font-face (ours are cut down) and rules left empty."""
    out = []
    for rule in rules(css):
        if rule.body is None or rule.prelude.startswith("@font-face"):
            continue
        if rule.prelude.startswith("@") and not rule.prelude.startswith("@keyframes"):
            inner = keep_components(rule.body)
            out.append(f"{rule.prelude}{{{inner}}}" if inner else "")
            continue
        selectors = ",".join(each for each in split(rule.prelude, ",") if is_ours(each))
        out.append(f"{selectors}{{{rule.body}}}\n" if selectors else "")
    return "".join(out)


def is_ours(selector: str) -> bool:
    """True when every KERN class in it belongs to a component we use."""
    return all(OURS.match(name) for name in CLASS.findall(selector))


def keep_variables(css: str, wanted: set[str]) -> str:
    """Drop declarations of custom properties nobody reads, and KERN's `--x-contextual` fallbacks with them."""
    out = []
    for rule in rules(css):
        if rule.body is None:
            continue
        if rule.prelude.startswith("@"):
            out.append(f"{rule.prelude}{{{keep_variables(rule.body, wanted) if '{' in rule.body else rule.body}}}")
            continue
        kept = [each for each in split(rule.body, ";") if not is_unread(each, wanted)]
        out.append(f"{rule.prelude}{{{';'.join(kept)}}}\n" if kept else "")
    return "".join(out)


def is_unread(declaration: str, wanted: set[str]) -> bool:
    """True for `--name: …` that no kept rule reads."""
    name = declaration.partition(":")[0].strip()
    return name.startswith("--") and name not in wanted


def rules(css: str) -> Iterator[Rule]:
    """Top-level rules; braces inside strings occur only in data URIs without braces, so counting is enough."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    at = 0
    while match := re.compile(r"\s*([^{};]+)([{;])").match(css, at):
        prelude, at = match[1].strip(), match.end()
        if match[2] == ";":
            yield Rule(prelude, None)
            continue
        start, depth = at, 1
        while depth:
            depth += {"{": 1, "}": -1}.get(css[at], 0)
            at += 1
        yield Rule(prelude, css[start : at - 1])


def split(text: str, by: str) -> list[str]:
    """Parts between `by`, but not inside parentheses (`:is(a, b)`, `url(data:…;…)`)."""
    parts, depth = [""], 0
    for letter in text:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == by and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts if part.strip()]
