"""Colours as a reader gets them: on the screen with colours of their own, and on paper."""

from __future__ import annotations

from playwright.sync_api import Page

SHARED = """
  const parts = colour => { const all = colour.match(/[\\d.]+/g).map(Number); return {rgb: all.slice(0, 3), alpha: all[3] ?? 1} };
  const line = value => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4;
  const light = ({rgb}) => { const [r, g, b] = rgb.map(value => line(value / 255)); return .2126 * r + .7152 * g + .0722 * b };
  const over = (top, under) => ({rgb: top.rgb.map((v, n) => v * top.alpha + under.rgb[n] * (1 - top.alpha)), alpha: 1});
  const contrast = (a, b) => { const [x, y] = [light(a), light(b)]; return (Math.max(x, y) + .05) / (Math.min(x, y) + .05) };
  const inPicture = node => node instanceof SVGElement;
  const ink = node => parts(inPicture(node) ? getComputedStyle(node).fill : getComputedStyle(node).color);
  const white = {rgb: [255, 255, 255], alpha: 1};
  // What is under the first letters of a text: the topmost thing there that is filled.
  const ground = (node, paper) => {
    node.scrollIntoView({block: "center"});
    const box = node.getBoundingClientRect();
    for (const under of document.elementsFromPoint(box.x + Math.min(box.width / 2, 5), box.y + box.height / 2)) {
      if (under.closest("text") || under === node) continue;
      const style = getComputedStyle(under);
      const fill = inPicture(under) && under.tagName !== "svg" ? style.fill : style.backgroundColor;
      if (fill !== "none" && parts(fill).alpha > .9) return parts(fill);
    }
    return paper;
  };
  const shown = selector => [...document.querySelectorAll(selector)].filter(node => node.checkVisibility()
    && [...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim()));
  const told = (node, under) => `${node.tagName} "${node.textContent.trim().slice(0, 30)}": ${ink(node).rgb} on ${under.rgb}`;
"""
# Every text against what is under it.
UNREADABLE = f"""() => {{ {SHARED}
  const paper = parts(getComputedStyle(document.documentElement).backgroundColor);
  return shown("main *, summary, button, nav a").filter(node => node.getBoundingClientRect().width > 1).flatMap(node => {{
    const under = ground(node, paper.alpha ? paper : white);
    return contrast(over(ink(node), under), under) < 4.5 ? [told(node, under)] : [];
  }});
}}"""
# A printer leaves grounds out, but not those of drawings.
PALE = f"""() => {{ {SHARED}
  const limit = contrast(parts("rgb(118, 118, 118)"), white);
  return shown("body *").filter(node => node.getBoundingClientRect().width > 1).flatMap(node => {{
    const under = inPicture(node) ? ground(node, white) : white;
    return contrast(over(ink(node), under), under) < limit ? [told(node, under)] : [];
  }});
}}"""


def unreadable(page: Page) -> list[str]:
    """Texts with a contrast under 4.5 to what they stand on."""
    return page.evaluate(UNREADABLE)


def pale_in_print(page: Page) -> list[str]:
    """Texts that would be printed lighter than #767676 on white; in drawings, on their ground."""
    page.emulate_media(media="print")
    return page.evaluate(PALE)
