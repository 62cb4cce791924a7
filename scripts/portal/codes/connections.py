"""C37: connections. They stop no build; `portal check --connections` asks for them."""

TEXT = r"""
C370: Fewer than two modules use the case
  why: A case is worth more when it is looked at from two sides. Its page lists the modules that use it. The portal is
    built all the same; `portal check --connections` asks for this.
  mend: Name the case under `cases` of a module that can learn from it, with the reason.

C371: The cases of a module and `few_cases` do not agree
  why: A module compares at least two cases. Where it cannot, readers are told why, under `few_cases`. With two cases or
    more there is nothing to explain. The portal is built all the same; `portal check --connections` asks for this.
  mend: Add a case, or say under `few_cases` why there is no other. With two cases, remove `few_cases`.
  wrong:
    # modules/joint-action/module.yml
    cases:
      - {case: ghana, why: Joint purchasing was planned.}
      - {case: colombia, why: Firms exported as a group.}
    few_cases: No other case speaks of joint purchasing.
  right:
    # modules/joint-action/module.yml
    cases:
      - {case: ghana, why: Joint purchasing was planned.}
    few_cases: No other case speaks of joint purchasing.

C372: Nobody uses the term
  why: A term of the glossary is there for those who meet it. No module names this one, and it stands in no text of a page,
    case or module. A term with `auto: false` is not looked for in texts. The portal is built all the same;
    `portal check --connections` asks for this.
  mend: Name it under `terms` of a module, use it in a text, or remove it.

C373: Readers cannot reach the page
  why: Readers find a page through the menu, the home page, a list, or a link in a text. Concept pages stand in a list.
    The portal is built all the same; `portal check --connections` asks for this.
  mend: Link to the page from another one, or remove it.

C374: Instruments and what shows them do not agree
  why: A case lists its instruments. Under `illustrates` it gives for each of them the passage that shows it; the table of
    instruments leads there. The portal is built all the same; `portal check --connections` asks for this.
  mend: Add an entry under `illustrates`, or correct the list `instruments`.

C375: There are fewer questions than the test asks for
  why: The questions of a test come from the pools of the modules of its path or workshop; each twin is one question on each form.
    With fewer twins the test is shorter. The portal is built all the same; `portal check --connections` asks for this.
  mend: Write more twins in `pool.yml` of these modules, or ask for fewer questions.
"""
