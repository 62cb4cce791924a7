"""C3: how it fits together."""

TEXT = r"""
C301: The file name cannot be part of an address
  why: The name of a case, page, module or exercise becomes part of its address. It must work on every computer and in
    every language.
  mend: Rename the file or folder: small letters from a to z, digits, and single hyphens between them.

C302: The id is not the file name
  why: The file name of a case is its id. A second, different id would be passed over.
  mend: Remove the key `id`, or make both the same.
  wrong:
    # case_studies/ghana.yml
    id: gana
  right:
    # case_studies/ghana.yml
    id: ghana

C303: Not in the shared vocabulary
  why: Sectors, instruments, measures, units and other words come from shared lists. Only then can readers filter and
    compare cases.
  mend: Use a word of the list in `docs/reference/taxonomy.yml` (countries: `docs/reference/countries.yml`), or add a
    new entry there.
  wrong:
    sectors: [craft]
  right:
    sectors: [crafts]

C304: Unknown source
  why: Every citation names an entry of the bibliography by its id. Without the entry readers cannot find the source.
  mend: Correct the id, or add the source to `docs/reference/sources.yml`.
  wrong:
    challenge: |
      Firms worked alone [@unido-2002].
  right:
    challenge: |
      Firms worked alone [@unido-2020].

C305: Unknown place in a source
  why: Some sources are cited by section and paragraph. The bibliography lists their sections and how many paragraphs
    each has.
  mend: Correct the section or the number of the paragraph, as in the entry of the source.
  wrong:
    challenge: |
      Firms worked alone [@unido-2020: Colombia, par. 99].
  right:
    challenge: |
      Firms worked alone [@unido-2020: Colombia, par. 1].

C306: Two entries have the same id
  why: An id stands for one entry. With two, nobody can tell which one a link or a citation means.
  mend: Give one of them another id, and correct what points at it.
  wrong:
    # docs/reference/countries.yml
    - {code: GH, name: Ghana, world_region: west-africa}
    - {code: GH, name: Gambia, world_region: west-africa}
  right:
    # docs/reference/countries.yml
    - {code: GH, name: Ghana, world_region: west-africa}
    - {code: GM, name: Gambia, world_region: west-africa}

C307: A link leads to something that does not exist
  why: The link names a term, a source, a concept, a case or a drawing that is not there.
  mend: Correct the id after the colon, or add the entry.
  wrong:
    challenge: |
      See [the phases](concept:phase).
  right:
    challenge: |
      See [the phases](concept:phases).

C308: A link leads to a page that does not exist
  why: Links inside the portal are written from its top, whichever page they stand on.
  mend: Correct the address, or link by kind, such as `case:ghana` or `concept:phases`.
  wrong:
    challenge: |
      See [the phases](phases.html).
  right:
    challenge: |
      See [the phases](concepts/phases.html).

C309: Unknown result
  why: In the texts of a case, `[#id]` prints the figure of one of its results. The same goes for results in drawings,
    and for those that a dispute names under `results`.
  mend: Correct the id, or add the result to the case. Texts of other cases and pages cannot point at it.
  wrong:
    activities: |
      The consortia exported [#joint-export].
  right:
    activities: |
      The consortia exported [#joint-exports].

C310: The end lies before the start
  why: Nothing ends before it starts, and nothing is updated before it is added. One of the two is a typing error.
  mend: Correct one of the two.
  wrong:
    period:
      start: 2016
      end: 2015
      source: {ref: unido-2020}
  right:
    period:
      start: 2016
      end: 2019
      source: {ref: unido-2020}

C311: A result says one thing only
  why: A result is a figure (`value` with `unit`), a change (`change`), or words of the source (`stated_as`). Two of
    them are two results; with none there is nothing to show.
  mend: Keep one of them, and make a second result of the other.
  wrong:
    results:
      - id: joint-exports
        label: Exports made jointly
        measure: exports
        value: 871941
        unit: usd
        change: {by: 14, as: percent}
        level: outcome
        source: {ref: unido-2020}
  right:
    results:
      - id: joint-exports
        label: Exports made jointly
        measure: exports
        value: 871941
        unit: usd
        level: outcome
        source: {ref: unido-2020}

C312: Value and unit go together
  why: A figure without a unit cannot be understood, and a unit alone says nothing.
  mend: Add the missing one, or remove the other.
  wrong:
    results:
      - id: joint-exports
        label: Exports made jointly
        measure: exports
        value: 871941
        level: outcome
        source: {ref: unido-2020}
  right:
    results:
      - id: joint-exports
        label: Exports made jointly
        measure: exports
        value: 871941
        unit: usd
        level: outcome
        source: {ref: unido-2020}

C313: An illustration shows one thing only
  why: Each entry of `illustrates` says what the case shows: one principle, or one phase, or one of the five Cs, or
    one goal, or one instrument. Each has its own reason.
  mend: Make an entry for each, with its own reason.
  wrong:
    illustrates:
      - {principle: governance, phase: selection, stated: false, because: They chose together.}
  right:
    illustrates:
      - {principle: governance, stated: false, because: They chose together.}
      - {phase: selection, stated: false, because: They chose together.}

C314: A dispute needs two statements
  why: Under `disputed` statements that contradict each other stand side by side. One statement alone is a result.
  mend: Add the statement that contradicts it, or move the figure to `results`.
  wrong:
    disputed:
      - id: firms
        claim: Number of firms
        reading: Nothing explains the difference.
        figures:
          - {says: 9 firms, source: {ref: unido-2020}}
  right:
    disputed:
      - id: firms
        claim: Number of firms
        reading: Nothing explains the difference.
        figures:
          - {says: 9 firms, source: {ref: unido-2020}}
          - {says: 3 firms, source: {ref: unido-2020}}

C315: An unknown case is to be published
  why: The list `publish` names the cases that this portal shows, by their file names.
  mend: Correct the name, or remove it from the list. Without the list, every case is published.
  wrong:
    # docs/reference/site.yml
    publish:
      cases: [gana]
  right:
    # docs/reference/site.yml
    publish:
      cases: [ghana]

C316: The logo is missing
  why: The key `logo`, or the list `logos`, names a file that is not there.
  mend: Put the file into `docs/assets/img`, or remove the key: then the mark that comes with the portal is shown.
  wrong:
    # docs/reference/site.yml
    logo: assets/img/our-logo.svg

C317: The address does not end with a slash
  why: The names of pages are put behind the address of the portal. Without the slash they would run together.
  mend: Add a slash at the end.
  wrong:
    # docs/reference/site.yml
    address: https://www.example.org
  right:
    # docs/reference/site.yml
    address: https://www.example.org/

C318: An arrow leads to an unknown node
  why: Each arrow of a drawing joins two of its nodes, named by their ids.
  mend: Correct the id, or add the node.
  wrong:
    # docs/reference/diagrams.yml
    - id: two-sides
      shape: map
      title: Who meets
      alt: Firms meet buyers.
      caption: Our drawing.
      credit: Ours
      source: {ref: unido-2020}
      rows: [Together]
      nodes:
        - {id: firms, label: Firms}
        - {id: buyers, label: Buyers}
      arrows:
        - {start: firms, to: buyer}
  right:
    # docs/reference/diagrams.yml
    - id: two-sides
      shape: map
      title: Who meets
      alt: Firms meet buyers.
      caption: Our drawing.
      credit: Ours
      source: {ref: unido-2020}
      rows: [Together]
      nodes:
        - {id: firms, label: Firms}
        - {id: buyers, label: Buyers}
      arrows:
        - {start: firms, to: buyers}

C319: The colour is too light
  why: White letters stand on the first colour, and the second one is used for marks on white. Many people cannot read
    letters with little contrast.
  mend: Choose a darker colour. The message says how much contrast there is and how much is needed.
  wrong:
    # docs/reference/site.yml
    colours:
      primary: "#8fd0dd"
  right:
    # docs/reference/site.yml
    colours:
      primary: "#0b4f5c"

C320: A text of the template is left
  why: The file was started with `portal new`. Its texts to replace are no content and must not reach readers.
  mend: Replace the whole text after the key with your own words. What is not needed can be left out.
  wrong:
    challenge: |
      Write here: challenge
  right:
    challenge: |
      Small firms sold to one buyer only.

C321: The drawing cannot be made
  why: Each shape needs its own nodes, rows and columns. The message says what is missing.
  mend: Give the shape what it needs, or choose another shape.
  wrong:
    # docs/reference/diagrams.yml
    - id: two-sides
      shape: map
      title: Who meets
      alt: Firms meet buyers.
      caption: Our drawing.
      credit: Ours
      source: {ref: unido-2020}
      nodes:
        - {id: firms, label: Firms, level: 1, column: 1}
        - {id: buyers, label: Buyers, level: 1, column: 2}
  right:
    # docs/reference/diagrams.yml
    - id: two-sides
      shape: map
      title: Who meets
      alt: Firms meet buyers.
      caption: Our drawing.
      credit: Ours
      source: {ref: unido-2020}
      rows: [Together]
      nodes:
        - {id: firms, label: Firms, level: 1, column: 1}
        - {id: buyers, label: Buyers, level: 1, column: 2}

C322: The address is taken
  why: The portal makes this page itself: the home page, the glossary, lists, and everything in the folders of cases, modules
    and the search. Two pages cannot have one address.
  mend: Give your file another name, or put it into another folder of `docs/`, such as docs/our-words.md for docs/glossary.md.
    In `redirects.yml`, remove the entry: readers find the page.

C323: The old address cannot be used
  why: `redirects.yml` says where readers of an old address should go. The address has the form of one, and stands there once.
  mend: Write it from the top of the portal, in small letters, without `https://` and without a slash in front.
  wrong:
    # docs/reference/redirects.yml
    - {old: /cases/Old Name.html, to: cases/ghana.html}
  right:
    # docs/reference/redirects.yml
    - {old: cases/old-name.html, to: cases/ghana.html}
"""
