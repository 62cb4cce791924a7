"""Networks: who is linked with whom, and four measures. A link is a pair of names; it has no direction."""

from clusterlab.tables import parse_table


def parse_links(text):
    """Actors and links from a list that was pasted or typed: ``(names, pairs)``, in the order in which they come.

    One link a line: two names. A line with one name is an actor without a link. A link that stands twice counts once.
    Raises ValueError for a line with more than two names.
    """
    actors, links = [], []
    for row in parse_table(text):
        names = [name for name in row if name]
        if len(names) > 2:
            raise ValueError("one link a line, with two names: " + "; ".join(names))
        actors += [name for n, name in enumerate(names) if name not in actors + names[:n]]
        if len(names) == 2 and names[0] != names[1] and tuple(names) not in links and (names[1], names[0]) not in links:
            links.append(tuple(names))
    return actors, links


def without_actor(actors, links, name):
    """``(actors, links)`` that are left when one actor goes, with all of its links. ValueError when nobody has that name."""
    if name not in actors:
        raise ValueError('there is no actor "' + name + '"; write the name as it stands in the list')
    return [other for other in actors if other != name], [link for link in links if name not in link]


def network_density(actors, links):
    """Links as a share of all possible links, 0 to 1: 2m / (n(n - 1)), n actors, m links. 0 for fewer than two actors.

    NetworkX, Reference, "density".
    """
    n = len(actors)
    return 2 * len(links) / (n * (n - 1)) if n > 1 else 0


def network_centralisation(actors, links):
    """How far all links meet in one actor: 0 when all have the same number, 1 for a star. 0 for fewer than three actors.

    The largest number of links minus that of each actor, summed, over (n - 1)(n - 2), the sum in a star (L. C. Freeman,
    "Centrality in social networks: conceptual clarification", 1979).
    """
    n, counts = len(actors), [len([link for link in links if name in link]) for name in actors]
    return sum([max(counts) - count for count in counts]) / ((n - 1) * (n - 2)) if n > 2 else 0


def network_parts(actors, links):
    """The parts of a network: a list of lists of names. Inside a part, links lead from each to each; between parts none."""
    parts, seen = [], []
    for name in actors:
        if name not in seen:
            parts.append(_net_reach(links, name)[2])
            seen += parts[-1]
    return parts


def broker_share(actors, links, name):
    """The share of shortest ways between two others that pass through one actor, 0 to 1; pairs without a way count as 0.

    Betweenness, divided by the number of pairs of others (L. C. Freeman, 1977). 0 for fewer than three actors.
    """
    rest, total = without_actor(actors, links, name)[0], 0
    reach = {other: _net_reach(links, other) for other in actors}
    for n, one in enumerate(rest):
        for other in rest[n + 1 :]:
            far, near = reach[one][0], reach[name][0]
            if other in far and name in far and far[name] + near[other] == far[other]:
                total += reach[one][1][name] * reach[name][1][other] / reach[one][1][other]
    return 2 * total / (len(rest) * (len(rest) - 1)) if len(rest) > 1 else 0


def _net_reach(links, start):
    """Steps to those who can be reached, how many shortest ways lead there, and their names in order."""
    steps, ways, row = {start: 0}, {start: 1}, [start]
    for one in row:
        for link in links:
            other = link[1] if link[0] == one else link[0] if link[1] == one else one
            if other not in steps:
                steps[other], ways[other] = steps[one] + 1, 0
                row.append(other)
            ways[other] += ways[one] if steps[other] == steps[one] + 1 else 0
    return steps, ways, row
