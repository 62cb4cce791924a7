# ruff: noqa: RUF005 (MicroPython does not know [*a, b])
"""Sharing a joint cost: three rules, and whether anybody would do better without the others."""

MOST = 10


def orders(members):
    """Every order in which the members can arrive, as lists: 3 members have 6, 4 have 24. At most 7 members."""
    members = list(members)
    if len(members) > 7:
        raise ValueError("with more than 7 members there are too many orders to list")
    if not members:
        return [[]]
    return [[first] + rest for n, first in enumerate(members) for rest in orders(members[:n] + members[n + 1 :])]


def cost_shares(members, cost, rule, use=None):
    """What each member pays of the joint cost: a dictionary from member to amount, in the currency of ``cost``.

    ``members``: names. ``cost``: a function from a list of members to what they would pay as a group of their own.
    ``rule``: "equal" (everybody the same), "proportional" (by ``use``, a dictionary from member to quantity), or "shapley"
    (the mean, over every order of arriving, of the cost a member adds to those who came before; L. S. Shapley, "A value
    for n-person games", 1953; at most 10 members). The amounts add up to ``cost(members)``.
    Raises ValueError for another rule, too many members, and a use that is missing or adds up to nothing.
    """
    members = list(members)
    if rule == "equal":
        return {member: cost(members) / len(members) for member in members}
    if rule == "proportional":
        return _proportional(members, cost(members), use or {})
    if rule == "shapley":
        return _shapley(members, cost)
    raise ValueError('the rules are "equal", "proportional" and "shapley"')


def _proportional(members, total, use):
    known = all(member in use and use[member] >= 0 for member in members)
    whole = sum([use[member] for member in members]) if known else 0
    if not whole:
        raise ValueError("to share in proportion, give the use of every member, and more than nothing in sum")
    return {member: total * use[member] / whole for member in members}


def _groups(members):
    """Every group that some of the members can form, the empty one too, as (bits, list)."""
    if len(members) > MOST:
        raise ValueError("at most " + str(MOST) + " members: the number of groups doubles with each")
    return [(bits, [member for n, member in enumerate(members) if bits >> n & 1]) for bits in range(2 ** len(members))]


def _shapley(members, cost):
    """Sum over the groups S without i of |S|! (n - |S| - 1)! / n! times [c(S with i) - c(S)]."""
    groups = _groups(members)
    costs = [cost(group) if group else 0 for _, group in groups]
    size = len(members)
    shares = dict.fromkeys(members, 0)
    for bits, group in groups:
        weight = _factorial(len(group)) * _factorial(size - len(group) - 1)
        for n, member in enumerate(members):
            if not bits >> n & 1:
                shares[member] += weight * (costs[bits | 1 << n] - costs[bits])
    return {member: shares[member] / _factorial(size) for member in members}


def _factorial(n):
    return n * _factorial(n - 1) if n > 1 else 1


def core_violations(members, shares, cost):
    """The groups that pay more than they would on their own: a list of (group, what it pays, what it would pay).

    ``members`` and ``cost`` as in ``cost_shares``; ``shares``: a dictionary from member to what it pays. An empty list
    means that no group gains by leaving: the shares lie in the core (D. B. Gillies, "Solutions to general non-zero-sum
    games", 1959). Small groups come first. At most 10 members.
    """
    found = []
    for _, group in sorted(_groups(list(members)), key=lambda entry: (len(entry[1]), entry[0])):
        if not group or len(group) == len(members):
            continue
        pays, alone = sum([shares[member] for member in group]), cost(group)
        if pays > alone + 1e-9 * max(1, abs(alone)):
            found.append((group, pays, alone))
    return found
