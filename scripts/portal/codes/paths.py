"""C34: learning paths and workshops. The examples show the keys that matter; the rest of the entry stays as it is."""

TEXT = r"""
C340: The path names something that does not exist
  why: A path or workshop names modules, sections of a lesson, exercises and other paths by their ids. One of them is not there,
    or the module has no questions or no work in the cluster that the step counts on.
  mend: Write an id that exists. The sections of a module stand in its `module.yml`; an exercise is named like its file.
  wrong:
    # docs/reference/paths.yml
    - id: counterpart
      hours: 1
      steps:
        - {module: joint-actions, quiz: true, field: true, why: Firms will ask you for money together.}
        - {page: concepts/phases, minutes: 10, what: Read the page, why: It shows the whole method.}
  right:
    # docs/reference/paths.yml
    - id: counterpart
      hours: 1
      steps:
        - {module: joint-action, quiz: true, field: true, why: Firms will ask you for money together.}
        - {page: concepts/phases, minutes: 10, what: Read the page, why: It shows the whole method.}

C341: The step is neither a module nor a page
  why: A step is a module, with the sections, questions and exercises that learners do, or it is a page, with what to do there and
    for how long. The keys of one kind mean nothing in the other.
  mend: Write `module:` or `page:`, and the keys of that kind only.
  wrong:
    # docs/reference/paths.yml
    - id: counterpart
      hours: 1
      steps:
        - {module: joint-action, minutes: 50, quiz: true, field: true, why: Firms will ask you for money together.}
        - {page: concepts/phases, minutes: 10, what: Read the page, why: It shows the whole method.}
  right:
    # docs/reference/paths.yml
    - id: counterpart
      hours: 1
      steps:
        - {module: joint-action, quiz: true, field: true, why: Firms will ask you for money together.}
        - {page: concepts/phases, minutes: 10, what: Read the page, why: It shows the whole method.}

C342: The module stands twice in the path
  why: Each module is one step, so that its minutes are counted once and learners see once what to do.
  mend: Put all that learners do in the module into one step. A module that they know already does not stand under `steps`.
  wrong:
    # docs/reference/paths.yml
    - id: counterpart
      hours: 1
      steps:
        - {module: joint-action, sections: [buying-together], quiz: true, why: Firms will ask you for money together.}
        - {module: joint-action, field: true, why: Look at your own cluster.}
        - {page: concepts/phases, minutes: 20, what: Read the page, why: It shows the whole method.}

C343: The module builds on one that does not come before it
  why: Each module says under `prerequisites` what learners should do before. A path that leaves it out loses them.
  mend: Put a step with the other module before it; some of its sections are enough. Or add it to `assumes`.

C344: The hours are not the sum of the steps
  why: Learners plan their weeks by the hours. They are compared with the sum of the steps, and may be a tenth away from it.
  mend: Write the hours that the message gives, or change the steps.
  wrong:
    # docs/reference/paths.yml
    - id: counterpart
      hours: 4
  right:
    # docs/reference/paths.yml
    - id: counterpart
      hours: 1

C345: Modules wait for each other
  why: A module should be done before another, and that one before the first. Nobody could begin.
  mend: Take one of them out of the `prerequisites` of the other.

C346: The session does not say what happens
  why: Participants and trainers read the sheet of the day. A session has a title, or teaches a module; a break teaches none.
  mend: Add `title:` or `module:`.
  wrong:
    # docs/reference/programmes.yml
    - id: one-day
      days:
        - {title: A day, sessions: [{minutes: 30}]}
  right:
    # docs/reference/programmes.yml
    - id: one-day
      days:
        - {title: A day, sessions: [{minutes: 30, module: joint-action}]}

C347: The minutes cannot be right
  why: The clock of a day is computed from the minutes. A session that teaches a module follows its plan, which has a length of
    its own.
  mend: Write the minutes of the plan. If you teach only a part of it, write an `aim` for that part.
  wrong:
    # docs/reference/programmes.yml
    - id: one-day
      days:
        - {title: A day, sessions: [{minutes: 20, module: joint-action}]}
  right:
    # docs/reference/programmes.yml
    - id: one-day
      days:
        - {title: A day, sessions: [{minutes: 20, module: joint-action, aim: Participants play the first half of the game.}]}
"""
