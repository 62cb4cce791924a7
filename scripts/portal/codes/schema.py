"""S2: keys and values."""

TEXT = r"""
S201: Unknown key
  why: Only the keys of the list of fields are read. A key with a typing error would be passed over in silence, and
    its value lost.
  mend: Correct the key. The message names the nearest one that exists, or all of them.
  wrong:
    sector: [crafts]
  right:
    sectors: [crafts]

S202: A key is missing
  why: Some keys are needed, because every page of that kind shows them. A figure, for example, always needs its
    source.
  mend: Add the key. The message shows how it looks. When sources say nothing about it, write just that in its text.
  wrong:
    results:
      - id: joint-exports
        label: Exports made jointly
        measure: exports
        value: 871941
        unit: usd
        level: outcome
  right:
    results:
      - id: joint-exports
        label: Exports made jointly
        measure: exports
        value: 871941
        unit: usd
        level: outcome
        source: {ref: unido-2020, at: "Colombia, par. 1"}

S203: A list or keys are needed here
  why: Some keys hold a list, others hold further keys. One plain value does not fit there.
  mend: Write the items of a list in square brackets, or each on its own line after a hyphen. Write further keys on
    lines of their own, indented by two spaces.
  wrong:
    sectors: crafts
  right:
    sectors: [crafts]

S204: The value is empty
  why: The key is there, but no value. Readers would see a heading without text.
  mend: Write a value. A key that is not needed can be removed. A value that starts with `#` needs quotation marks:
    without them it is a comment.
  wrong:
    lessons:
  right:
    lessons: The source states no lessons.

S205: A text is needed here
  why: The key holds one text. A list, or a text with a colon that looks like a key, does not fit there.
  mend: Write one text. Put quotation marks around it if it starts with a bracket.
  wrong:
    short: [South, Bay]
  right:
    short: South Bay

S206: A line break in a text of one line
  why: Titles, labels and summaries stand in places where only one line fits: cards, tables, the name of the browser
    window.
  mend: Write the text on one line. To break it in the file only, start with `>-` in place of `|`.
  wrong:
    summary: |
      Potters shared a kiln.
      It still stands.
  right:
    summary: >-
      Potters shared a kiln.
      It still stands.

S207: The text is too long
  why: Each short text has its place on cards, in tables and on small screens, and only so much fits.
  mend: Shorten the text. The message says by how many characters.
  wrong:
    short: The weavers and dyers of South Bay
  right:
    short: South Bay

S208: Not one of the allowed words
  why: Some keys take one word of a fixed list, so that cases can be compared.
  mend: Use one of the words. The message names the nearest one, or all of them.
  wrong:
    results:
      - id: firms-assisted
        label: Firms
        measure: firms-assisted
        value: 33
        unit: firms
        qualifier: roughly
        level: reach
        source: {ref: unido-2020}
  right:
    results:
      - id: firms-assisted
        label: Firms
        measure: firms-assisted
        value: 33
        unit: firms
        qualifier: about
        level: reach
        source: {ref: unido-2020}

S210: Not a whole number
  why: Numbers are read as you type them, so they must be typed in one way only. `1.000` is a thousand in one country
    and one in another.
  mend: Write plain digits, without separators, decimal point or zeros in front.
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
        - {id: firms, label: Firms, level: 1.0}
        - {id: buyers, label: Buyers, level: 1}
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
        - {id: firms, label: Firms, level: 1}
        - {id: buyers, label: Buyers, level: 1}

S211: Not a number
  why: The portal prints each figure in the way of the reader's language. For that it must know it as a number.
  mend: Write plain digits without separators, with a point before decimals. Words such as “about” or “million” go
    into `qualifier` and `unit`, or are written out in digits.
  wrong:
    results:
      - id: joint-exports
        label: Exports made jointly
        measure: exports
        value: 871,941
        unit: usd
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

S212: Not a date
  why: A date is written in one way only, so that nobody takes the month for the day.
  mend: Write year, month and day with hyphens. The day must exist in the calendar.
  wrong:
    updated: 2026-02-30
  right:
    updated: 2026-02-28

S213: Not a year
  why: Years before `1900` or after `2100` are typing errors here.
  mend: Write the year with four digits.
  wrong:
    period:
      start: 16
      end: 2019
      source: {ref: unido-2020}
  right:
    period:
      start: 2016
      end: 2019
      source: {ref: unido-2020}

S214: Neither true nor false
  why: The key answers a question with yes or no. In YAML files these answers are written true and false.
  mend: Write `true` or `false`.
  wrong:
    period:
      start: 2016
      end: 2019
      inferred: no
      source: {ref: unido-2020}
  right:
    period:
      start: 2016
      end: 2019
      inferred: false
      source: {ref: unido-2020}

S215: This cannot be an id
  why: Ids become parts of addresses and file names, which must work on every computer and in every language.
  mend: Use small letters from a to z, digits, and single hyphens between them.
  wrong:
    instruments: [Export_Consortium]
  right:
    instruments: [export-consortium]

S216: Not a web address
  why: Readers follow the address to the original. It must be whole and without spaces.
  mend: Copy the whole address from the browser. It starts with `https://`.
  wrong:
    # docs/reference/site.yml
    address: www.example.org/
  right:
    # docs/reference/site.yml
    address: https://www.example.org/

S217: Not a colour
  why: Colours are written in one way, so that their contrast can be checked.
  mend: Write `#` and six of the characters `0` to `9` and `a` to `f`, in quotation marks.
  wrong:
    # docs/reference/site.yml
    colours:
      primary: dark green
  right:
    # docs/reference/site.yml
    colours:
      primary: "#0b4f5c"

S218: Not a country code
  why: Countries are named by the two capital letters that the international standard gives them.
  mend: Write the two letters as in `docs/reference/countries.yml`.
  wrong:
    countries: [Ghana]
  right:
    countries: [GH]

S219: Not a language code
  why: Browsers and screen readers know languages by short codes. With the right one a page is read aloud correctly.
  mend: Write a code such as `en`, `fr`, `ar` or `pt-BR`.
  wrong:
    language: english
  right:
    language: en

S220: Unknown reference file
  why: The folder `docs/reference` holds a fixed set of files. Another one would be passed over in silence.
  mend: Correct the name of the file, or move the file elsewhere.

S221: The page does not begin with its keys
  why: Each page begins with a few keys between two lines of three hyphens: its title, a summary, who wrote it and
    when.
  mend: Begin the file like the example.
  wrong:
    # About us

    We are a chamber.
  right:
    ---
    title: About us
    summary: Who we are.
    author: Portal editors
    added: 2026-11-23
    updated: 2026-11-23
    ---
    We are a chamber.

S222: Not a time of day
  why: The clock of a workshop starts here. It is written in one way, so that it can be computed with.
  mend: Write hours and minutes, counted from midnight, with two digits each.
  wrong:
    # docs/reference/programmes.yml
    - id: one-day
      start: 9 am
  right:
    # docs/reference/programmes.yml
    - id: one-day
      start: 09:00

S223: Not the number of a key
  why: The key is used to tell genuine certificates from others. One wrong character, and every certificate is refused.
  mend: Copy the whole entry that `portal certify keys` printed. It has no place for the private half of a key.
  wrong:
    # docs/reference/site.yml
    certificate_keys:
      - {name: A. Trainer, since: 2026-11-23, key: {kty: RSA, n: 12345, e: AQAB}}

S224: Not a latitude or longitude
  why: The dot of a country on the map of the cases lies between `-90` and `90` degrees of latitude and between
    `-180` and `180` of longitude.
  mend: Write whole degrees. South and west have a minus sign.
  wrong:
    # docs/reference/countries.yml
    - {code: GH, name: Ghana, world_region: west-africa, place: {lat: 98, lon: -1}}
    - {code: GM, name: Gambia, world_region: west-africa}
  right:
    # docs/reference/countries.yml
    - {code: GH, name: Ghana, world_region: west-africa, place: {lat: 8, lon: -1}}
    - {code: GM, name: Gambia, world_region: west-africa}

S230: The file has more problems than are told
  why: A file that was cut off, or saved by a program in another form, can have thousands of problems. The first hundred are
    told, and the last line says that there are more.
  mend: Mend those that are told, then check again. When all of them look strange, restore the last good version of the file.

S231: The text takes too long to read
  why: A text of more than `200,000` characters, or a paragraph with more than `20,000` characters or `100` opening brackets `[`,
    keeps the portal busy for minutes. Texts that people write are far below; such a text mostly comes from data that was pasted.
  mend: Split the text into several pages, or take the data out of it.
"""
