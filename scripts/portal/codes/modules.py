"""C33: modules. The examples show the keys that matter; the rest of the file stays as it is."""

TEXT = r"""
C330: The module to do before does not exist
  why: A module names another that learners should do first. There is none of that name, or it is the module itself.
  mend: Write the name of another folder in `modules`, or remove it from the list.
  wrong:
    # modules/joint-action/module.yml
    prerequisites: [joint-actions]

C331: Sections and headings do not match
  why: `module.yml` says which outcome each section serves. It takes the sections in the order of the headings of
    `lesson.md` that start with `##`.
  mend: Give each of these headings one entry under `sections`, in the same order.
  wrong:
    # modules/joint-action/module.yml
    sections:
      - {id: buying-together, serves: [calculate-saving, predict-exit], minutes: 6}
  right:
    # modules/joint-action/module.yml
    sections:
      - {id: buying-together, serves: [calculate-saving], minutes: 6}
      - {id: who-leaves, serves: [predict-exit], minutes: 5}

C332: The section or outcome does not exist
  why: A question goes back to a section and tests an outcome of its module. A section serves outcomes of its module.
  mend: Write the id of a section or outcome in `module.yml`.
  wrong:
    # modules/joint-action/quiz.yml
    - id: four-bakers
      section: buying
  right:
    # modules/joint-action/quiz.yml
    - id: four-bakers
      section: buying-together

C333: No section serves the outcome
  why: An outcome is promised to learners. Some part of the lesson must lead to it.
  mend: Name it under `serves` of a section, or take the outcome out.
  wrong:
    # modules/joint-action/module.yml
    sections:
      - {id: buying-together, serves: [calculate-saving], minutes: 6}
      - {id: who-leaves, serves: [calculate-saving], minutes: 5}
  right:
    # modules/joint-action/module.yml
    sections:
      - {id: buying-together, serves: [calculate-saving], minutes: 6}
      - {id: who-leaves, serves: [predict-exit], minutes: 5}

C334: Nothing tests the outcome
  why: Learners and trainers want to know whether an outcome was reached. In the example, no other question tests
    `predict-exit`.
  mend: Write a question or an exercise for it. `portal new quiz` and `portal new exercise` start one.
  wrong:
    # modules/joint-action/quiz.yml
    - id: three-largest
      outcome: calculate-saving
  right:
    # modules/joint-action/quiz.yml
    - id: three-largest
      outcome: predict-exit

C335: The question cannot be answered rightly
  why: A question needs answers that can be told apart, as many right ones as its kind asks for, and nothing that gives
    it away. A story needs decisions, and an end.
  mend: The message says what is wrong.
  wrong:
    # modules/joint-action/quiz.yml
    - id: first-rung
      choices:
        - {id: hall, text: A drying hall, feedback: It needs much money.}
        - {id: visit, text: A visit to a dealer, feedback: It costs little.}
        - {id: contract, text: A contract, feedback: Trust comes first.}
  right:
    # modules/joint-action/quiz.yml
    - id: first-rung
      choices:
        - {id: hall, text: A drying hall, feedback: It needs much money.}
        - {id: visit, text: A visit to a dealer, right: true, feedback: It costs little.}
        - {id: contract, text: A contract, feedback: Trust comes first.}
"""
