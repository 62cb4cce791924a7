"""Did a course work? Tests before and after it, and whether the questions of a questionnaire hang together."""


def normalised_gain(before, after, full=1):
    """What was learned as a part of what could still be learned: 0.6 is sixty per cent of it.

    (after - before) / (full - before), with means of the same people; ``full`` is the best result possible. All three in the
    same unit (shares, points or per cent), the result has none. After Hake (1998), see PhysPort, "Normalized gain". Raises
    ValueError when nothing was left to learn.
    """
    if before >= full:
        raise ValueError("all was known before the course: there is nothing left to gain")
    return (after - before) / (full - before)


def shares_right(answers):
    """The share of people who answered each question rightly, 0 to 1, in the order of the questions.

    ``answers``: one list for each person, with 1 for a right and 0 for a wrong answer. Raises ValueError when nobody
    answered, or when the lists differ in length.
    """
    return [sum(question) / len(question) for question in _answer_columns(answers)]


def cronbach_alpha(answers):
    """Cronbach's alpha: how far the questions of a questionnaire go up and down together; 1 is completely, without a unit.

    k / (k - 1) * (1 - sum of the variances of the questions / variance of the totals), with k questions and sample
    variances; formula after Cronbach (1951), see the manual page of the R package cocron. ``answers``: one list of points
    for each person. Raises ValueError with fewer than two people or questions, or when all totals are the same.
    """
    columns = _answer_columns(answers)
    if len(columns) < 2 or len(columns[0]) < 2:
        raise ValueError("alpha needs at least two questions and two people")
    totals = _sample_variance([sum(row) for row in answers])
    if not totals:
        raise ValueError("all people have the same total: alpha cannot be worked out")
    return len(columns) / (len(columns) - 1) * (1 - sum([_sample_variance(column) for column in columns]) / totals)


def _answer_columns(rows):
    rows = [list(row) for row in rows]
    if not rows or not rows[0]:
        raise ValueError("there are no answers")
    for row in rows:
        if len(row) != len(rows[0]):
            raise ValueError("each person has an answer to each question; leave out who has not")
    return [[row[n] for row in rows] for n in range(len(rows[0]))]


def _sample_variance(data):
    """The sample variance: squares of the distances from the mean, summed and divided by one less than their number."""
    middle = sum(data) / len(data)
    return sum([(value - middle) ** 2 for value in data]) / (len(data) - 1)
